"""Lives in which nobody acts from some moment on, and time passes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine import messages
from engine.law import KOLKATA
from engine.registry import SYSTEM
from tests.processes.beside import Beside
from tests.processes.emergency.story import EmergencyStory
from tests.processes.handover.story import OrderStory
from tests.processes.idle import MONDAY, Installation, Life, Rang, Stage, a_day, later
from tests.processes.story import Story
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


def _story(at: Installation, **answers: Any) -> Story:
    story = Story(at.sessions, at.registry, at.place, MONDAY)
    story.submit(**answers)
    story.wait(minutes=0)
    return story


def _put_down(story: Story, registered_as: str, *offences: str, **more: str) -> None:
    story.do(
        "register_complaint",
        offences=list(offences),
        incident_on="2026-03-01",
        registered_as=registered_as,
        registration_number="7/2026",
        registration_text="She was followed.",
        recorded_by_woman="yes",
        **more,
    )


def _sign(story: Story) -> None:
    story.do("sign_complaint", text_is_right="yes", signature_name="Asha")


def _today(story: Story, *, in_days: int = 0) -> str:
    return later(story.now, days=in_days).astimezone(KOLKATA).date().isoformat()


Moments = dict[str, datetime]


def _nobody_calls(answers: Mapping[str, Any]) -> Callable[[Installation, Moments], None]:
    def life(at: Installation, moments: Moments) -> None:
        moments["submitted"] = MONDAY
        _story(at, **answers).wait(hours=30)

    return life


def _nobody_visits(at: Installation, moments: Moments) -> None:
    """She has no telephone; late it is decided to visit her, late she is met, and has no number."""
    moments["submitted"] = MONDAY
    story = _story(at, safe_channel="none", mobile=None)
    story.wait(hours=5)
    moments["visit wanted"] = story.now
    story.do("decide_next_contact", next_contact="visit")
    story.wait(hours=50)
    moments["met"] = story.now
    story.do("visit_her", visit_result="confirmed")
    story.wait(hours=30)


def _nobody_registers(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    moments["number given"] = story.now
    story.wait(days=7)


def _she_does_not_sign(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    _put_down(story, "fir", "outrage_modesty")
    moments["put down"] = story.now
    moments["three days over"] = later(story.now, days=3)
    story.wait(days=12)


def _nobody_cares(at: Installation, moments: Moments) -> None:
    """A girl, rape and acid: everything is due, and nobody of the station does any of it."""
    moments["submitted"] = MONDAY
    story = _story(at, age_band="12_15", what=["rape"])
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)
    story.wait(hours=2)
    _put_down(story, "fir", "rape", "acid_attack")
    story.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    moments["recorded"] = story.now
    story.wait(days=8)


def _others_are_silent(at: Installation, moments: Moments) -> None:
    """The station does its part; hospital and legal services do not answer."""
    story = _story(at, what=["acid_attack"])
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)
    _put_down(story, "fir", "rape", "acid_attack")
    _sign(story)
    moments["examined"] = moments["legal services told"] = a_day(story.now)
    story.do(
        "offer_medical",
        medical_consent="yes",
        hospital="A hospital",
        examined_at=_today(story),
    )
    story.do("inform_legal_services", legal_services_told_on=_today(story), lawyer="A lawyer")
    story.wait(days=20)


def _silent_officer(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    _put_down(story, "fir", "rape")
    _sign(story)
    moments["recorded"] = story.now
    story.care()
    story.wait(hours=20)
    story.assign()
    moments["last entry"] = story.now
    story.wait(days=95)


def _in_custody(offence: str) -> Callable[[Installation, Moments], None]:
    def life(at: Installation, moments: Moments) -> None:
        story = _story(at)
        story.call()
        story.register(offence)
        story.assign()
        moments["remanded"] = a_day(story.now)
        remand = {"first_remand_on": _today(story), "custody_days_said": "table"}
        with at.sessions.begin() as session:
            messages.deliver(
                session,
                at.registry,
                process="complaint",
                business_key=story.complaint_id,
                name="accused_remanded",
                variables=remand,
                actor=SYSTEM,
                now=story.now,
            )
        story.wait(days=91)

    return life


def _sixty_days(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    story.register("outrage_modesty", "scst_overlay")
    moments["recorded"] = story.now
    story.wait(days=63)


def _zero_fir(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    _put_down(story, "zero_fir", "outrage_modesty", other_jurisdiction="yes")
    _sign(story)
    moments["recorded"] = story.now
    story.wait(hours=30)
    moments["sent"] = story.now
    story.do(
        "send_zero_fir",
        receiving_station=at.place.other_station.id,
        transfer_reason="It happened there.",
    )
    story.wait(hours=50)


def _enquiry(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    _put_down(story, "enquiry_14d", "outrage_modesty")
    _sign(story)
    moments["permitted"] = story.now
    story.do("permit_enquiry", enquiry_permission="yes", enquiry_permission_reason="Unclear.")
    story.wait(days=16)


def _committee(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    _put_down(story, "committee", "outrage_modesty")
    _sign(story)
    moments["forwarded"] = a_day(story.now)
    story.do(
        "forward_to_committee",
        workplace_size="ten_or_more",
        employer_accused="no",
        committee_choice="internal",
        committee_address="A street",
        forwarded_to_committee_on=_today(story),
    )
    story.wait(days=92)


def _domestic(at: Installation, moments: Moments) -> Story:
    story = _story(at)
    story.call()
    _put_down(story, "dir", "outrage_modesty")
    _sign(story)
    moments["applied"] = a_day(story.now)
    story.do(
        "make_domestic_report",
        application_on=_today(story),
        protection_officer="An officer",
        domestic_copy_given=True,
    )
    story.wait(days=5)
    return story


def _no_order(at: Installation, moments: Moments) -> None:
    story = _domestic(at, moments)
    story.do("record_hearing", first_hearing_on=_today(story))
    moments["first heard"] = a_day(story.now)
    story.wait(days=61)


def _to_the_opinion(at: Installation, **opinion: Any) -> Story:
    story = _story(at)
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.do(
        "propose_final_opinion",
        opinion_text="What was found.",
        medical_report_attached=False,
        device_custody_recorded=True,
        **opinion,
    )
    return story


def _she_does_not_answer(at: Installation, moments: Moments) -> None:
    story = _to_the_opinion(at, outcome="final_report", final_report_reason="untraced")
    moments["proposed"] = story.now
    story.wait(days=16)


def _before_the_court(at: Installation) -> Story:
    story = _to_the_opinion(at, outcome="charge_sheet", final_offences=["outrage_modesty"])
    day = _today(story)
    story.do("choose_place", hearing_place="home")
    story.do(
        "read_out_outcome",
        read_out_on=day,
        read_out_language="hi",
        companion_present=True,
        outcome_read_out=True,
    )
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on=day)
    story.do("record_filing", court_number="1/2026", next_hearing_on=day)
    return story


def _papers_and_money_are_late(at: Installation, moments: Moments) -> None:
    story = _before_the_court(at)
    day = _today(story)
    moments["appeared"] = moments["applied"] = a_day(story.now)
    story.do("decide_on_compensation", compensation_wanted="yes", compensation_need="Rent.")
    story.do("file_compensation", applied_on=day)
    story.do("record_court_day", court_result="appeared", appeared_on=day, next_hearing_on=day)
    story.wait(days=65)


def _investigated_further(at: Installation, moments: Moments) -> None:
    story = _before_the_court(at)
    day = _today(story)
    moments["ordered"] = a_day(story.now)
    story.do(
        "record_court_day", court_result="further", further_ordered_on=day, next_hearing_on=day
    )
    story.wait(days=77)
    moments["more time until"] = a_day(later(story.now, days=40))
    story.do(
        "ask_for_extension",
        more_time="given",
        more_time_until_on=_today(story, in_days=40),
        more_time_reason="The laboratory.",
    )
    _write_further_entry(story)
    story.wait(days=10)
    _write_further_entry(story)
    moments["last further entry"] = story.now
    story.wait(days=48)


def _write_further_entry(story: Story) -> None:
    story.do(
        "write_further_entry",
        diary_action="evidence",
        diary_done_on=_today(story),
        diary_text="Asked the laboratory.",
        investigation_complete=False,
        next_action="evidence",
        next_action_on=_today(story),
    )


def _she_withdraws(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    moments["asked"] = story.now
    Beside(story, "withdrawal").ask(first_wish="end")
    story.wait(hours=80)


def _nobody_decides_her_appeal(at: Installation, moments: Moments) -> None:
    story = _story(at)
    story.call()
    moments["appealed"] = story.now
    Beside(story, "appeal").ask(ground="silence")
    story.wait(days=40)


def _new_evidence(at: Installation, moments: Moments) -> tuple[Story, Beside]:
    story = _before_the_court(at)
    reopening = Beside(story, "reopening")
    moments["evidence sent"] = story.now
    reopening.ask(evidence_words="A letter.")
    return story, reopening


def _nobody_decides_on_evidence(at: Installation, moments: Moments) -> None:
    story, _ = _new_evidence(at, moments)
    story.wait(days=10)


def _nobody_investigates_again(at: Installation, moments: Moments) -> None:
    """The case is opened again, an officer named, and then nothing is done for four months."""
    story, reopening = _new_evidence(at, moments)
    reopening.do("decide_on_evidence", evidence_decision="reopen", evidence_reasons="A witness.")
    seat = at.place.post("investigating_officer", seat=2).id
    moments["opened again"] = story.now
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")
    story.wait(days=110)


def _nobody_comes(at: Installation, moments: Moments) -> None:
    moments["alerted"] = MONDAY
    story = EmergencyStory(at.sessions, at.registry, MONDAY)
    story.call()
    story.wait(days=3)


def _nobody_asks_her_afterwards(at: Installation, moments: Moments) -> None:
    """A unit was with her and says nothing more, and nobody calls her the next day."""
    story = EmergencyStory(at.sessions, at.registry, MONDAY)
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")
    moments["with her"] = story.now
    story.wait(days=6)


def _station_is_silent(at: Installation, moments: Moments) -> None:
    story = WatchStory(at.sessions, at.registry, at.place, MONDAY)
    story.submit(station=at.place.station.id)
    story.call()
    moments["last activity"] = story.now
    story.wait(days=7)


def _nobody_takes_over(at: Installation, moments: Moments) -> None:
    story = OrderStory(at.sessions, at.registry, at.place, MONDAY)
    story.cases(1)
    moments["ordered"] = story.now
    story.order()
    story.wait(days=9)


_COMPLAINT = ("complaint",)
#: What is deployed, and what is done before everybody goes home.
LIVES: Mapping[str, tuple[tuple[str, ...], Callable[[Installation, Moments], object]]] = {
    "nobody calls": (_COMPLAINT, _nobody_calls({})),
    "nobody calls, rape": (_COMPLAINT, _nobody_calls({"what": ["rape"]})),
    "nobody calls, violence": (_COMPLAINT, _nobody_calls({"what": ["domestic_violence"]})),
    "nobody visits": (_COMPLAINT, _nobody_visits),
    "nobody registers": (_COMPLAINT, _nobody_registers),
    "she does not sign": (_COMPLAINT, _she_does_not_sign),
    "nobody cares": (_COMPLAINT, _nobody_cares),
    "others are silent": (_COMPLAINT, _others_are_silent),
    "silent officer": (_COMPLAINT, _silent_officer),
    "zero FIR": (_COMPLAINT, _zero_fir),
    "enquiry": (_COMPLAINT, _enquiry),
    "committee": (_COMPLAINT, _committee),
    "domestic": (_COMPLAINT, _domestic),
    "domestic, no order": (_COMPLAINT, _no_order),
    "in custody": (_COMPLAINT, _in_custody("rape")),
    "in custody, a lesser offence": (_COMPLAINT, _in_custody("outrage_modesty")),
    "sixty days": (_COMPLAINT, _sixty_days),
    "she does not answer": (_COMPLAINT, _she_does_not_answer),
    "papers and money are late": (_COMPLAINT, _papers_and_money_are_late),
    "investigated further": (_COMPLAINT, _investigated_further),
    "she withdraws": (_COMPLAINT, _she_withdraws),
    "nobody decides her appeal": (_COMPLAINT, _nobody_decides_her_appeal),
    "nobody decides on evidence": (_COMPLAINT, _nobody_decides_on_evidence),
    "nobody investigates again": (_COMPLAINT, _nobody_investigates_again),
    "nobody takes over": (("complaint", "handover"), _nobody_takes_over),
    "nobody comes": (("emergency", "complaint"), _nobody_comes),
    "nobody asks her afterwards": (("emergency", "complaint"), _nobody_asks_her_afterwards),
    "station is silent": (("emergency", "complaint", "watchdog"), _station_is_silent),
}
