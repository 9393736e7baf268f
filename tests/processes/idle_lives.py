"""Lives in which nobody acts from some moment on, and time passes."""

from collections.abc import Callable, Mapping

from tests.processes import idle_begun as begun
from tests.processes import idle_investigated as investigated
from tests.processes.emergency.story import EmergencyStory
from tests.processes.handover.story import OrderStory
from tests.processes.idle import MONDAY, Installation, Life, Rang, Stage
from tests.processes.idle_begun import Moments
from tests.processes.watchdog.story import WatchStory


def live(stage: Stage, name: str) -> Life:
    """Live one of the lives below."""
    drawings, begin = LIVES[name]
    life = Life()
    with stage.furnished(name, *drawings) as installation:
        begin(installation, life.moments)
        life.rang = [
            Rang(str(event.element_id), event.at, event.instance_id)
            for event in installation.rang()
        ]
        life.reached = installation.reached()
        life.reasons = installation.reasons()
        life.told = installation.told()
        life.has_troubles = installation.has_troubles()
    return life


def nobody_comes(at: Installation, moments: Moments) -> None:
    moments["alerted"] = MONDAY
    story = EmergencyStory(at.sessions, at.registry, MONDAY)
    story.call()
    story.wait(days=3)


def nobody_asks_her_afterwards(at: Installation, moments: Moments) -> None:
    """A unit was with her and says nothing more, and nobody calls her the next day."""
    story = EmergencyStory(at.sessions, at.registry, MONDAY)
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")
    moments["with her"] = story.now
    story.wait(days=6)


def station_is_silent(at: Installation, moments: Moments) -> None:
    story = WatchStory(at.sessions, at.registry, at.place, MONDAY)
    story.submit(station=at.place.station.id)
    story.call()
    moments["last activity"] = story.now
    story.wait(days=7)


def nobody_takes_over(at: Installation, moments: Moments) -> None:
    story = OrderStory(at.sessions, at.registry, at.place, MONDAY)
    story.cases(1)
    moments["ordered"] = story.now
    story.order()
    story.wait(days=9)


_COMPLAINT = ("complaint",)
#: What is deployed, and what is done before everybody goes home.
LIVES: Mapping[str, tuple[tuple[str, ...], Callable[[Installation, Moments], object]]] = {
    "nobody calls": (_COMPLAINT, begun.nobody_calls({})),
    "nobody calls, rape": (_COMPLAINT, begun.nobody_calls({"what": ["rape"]})),
    "nobody calls, violence": (_COMPLAINT, begun.nobody_calls({"what": ["domestic_violence"]})),
    "nobody visits": (_COMPLAINT, begun.nobody_visits),
    "nobody registers": (_COMPLAINT, begun.nobody_registers),
    "she does not sign": (_COMPLAINT, begun.she_does_not_sign),
    "nobody cares": (_COMPLAINT, begun.nobody_cares),
    "others are silent": (_COMPLAINT, begun.others_are_silent),
    "silent officer": (_COMPLAINT, investigated.silent_officer),
    "zero FIR": (_COMPLAINT, begun.zero_fir),
    "enquiry": (_COMPLAINT, begun.enquiry),
    "committee": (_COMPLAINT, begun.committee),
    "domestic": (_COMPLAINT, begun.domestic),
    "domestic, no order": (_COMPLAINT, begun.no_order),
    "in custody": (_COMPLAINT, investigated.in_custody("rape")),
    "in custody, a lesser offence": (_COMPLAINT, investigated.in_custody("outrage_modesty")),
    "sixty days": (_COMPLAINT, investigated.sixty_days),
    "she does not answer": (_COMPLAINT, investigated.she_does_not_answer),
    "papers and money are late": (_COMPLAINT, investigated.papers_and_money_are_late),
    "investigated further": (_COMPLAINT, investigated.investigated_further),
    "she withdraws": (_COMPLAINT, investigated.she_withdraws),
    "nobody decides her appeal": (_COMPLAINT, investigated.nobody_decides_her_appeal),
    "nobody decides on evidence": (_COMPLAINT, investigated.nobody_decides_on_evidence),
    "nobody investigates again": (_COMPLAINT, investigated.nobody_investigates_again),
    "nobody takes over": (("complaint", "handover"), nobody_takes_over),
    "nobody comes": (("emergency", "complaint"), nobody_comes),
    "nobody asks her afterwards": (("emergency", "complaint"), nobody_asks_her_afterwards),
    "station is silent": (("emergency", "complaint", "watchdog"), station_is_silent),
}
