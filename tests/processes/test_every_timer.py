"""The terms that the law or the portal sets, by number: each rings at its time.

Nothing but time moves in these lives. What a drawing does when a timer has rung is told in the
cases beside it, which also let those timers ring that have no number here. Every number has its
line, but for T02: how long the code holds is no timer, and is tried further down.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from engine import jobs
from engine.registry import Registry
from models import OutgoingMessage
from models.encryption import Keyring
from models.session import reading
from processes.complaint import codes
from tests.processes.idle import MONDAY, Installation, Life, Stage, later
from tests.processes.idle_lives import live
from tests.processes.story import Story


class Timer(NamedTuple):
    """One timer: what it is called, where it is drawn, and when it must ring."""

    name: str
    drawing: str
    element: str
    life: str  # what is lived to hear it ring
    since: str  # the moment from which it counts
    length: dict[str, int]

    @property
    def written(self) -> str:
        """Its name and length, as the list of terms writes them."""
        return f"{self.name} {self.length}"


CALL, LATE, STATE = "call_hour_reached", "call_is_late", "call_is_very_late"
SILENT = "silent officer"
LAWYER = "legal_services_reminder_due"
IN_COURT = "investigated further"
UNTIL = "more time until"
UNSIGNED = "she does not sign"
NO_PHONE = "nobody visits"
TIMERS = [
    Timer("T01", "complaint", "code_minutes_over", "nobody calls", "submitted", {"minutes": 5}),
    Timer("T03", "complaint", CALL, "nobody calls", "submitted", {"hours": 20}),
    Timer("T03", "complaint", LATE, "nobody calls", "submitted", {"hours": 22}),
    Timer("T03", "complaint", STATE, "nobody calls", "submitted", {"hours": 26}),
    Timer("T03A", "complaint", LATE, "nobody calls, rape", "submitted", {"hours": 1}),
    Timer("T03B", "complaint", LATE, "nobody calls, violence", "submitted", {"hours": 12}),
    Timer(
        "T04", "complaint", "signature_reminder_due", "she does not sign", "put down", {"hours": 24}
    ),
    Timer(
        "T04", "complaint", "signature_reminder_due", "she does not sign", "put down", {"hours": 48}
    ),
    Timer(
        "T04", "complaint", "signature_visit_due", "she does not sign", "put down", {"hours": 60}
    ),
    Timer("T04", "complaint", "signature_days_over", "she does not sign", "put down", {"days": 3}),
    Timer("T03", "complaint", "contact_decision_late", NO_PHONE, "submitted", {"hours": 4}),
    Timer("T03", "complaint", "visit_late", NO_PHONE, "visit wanted", {"hours": 24}),
    Timer("T03", "complaint", "visit_very_late", NO_PHONE, "visit wanted", {"hours": 48}),
    Timer("T03", "complaint", "number_in_person_late", NO_PHONE, "met", {"hours": 24}),
    Timer("T04", "complaint", "home_recording_late", UNSIGNED, "three days over", {"hours": 24}),
    Timer("T04", "complaint", "home_recording_very_late", UNSIGNED, "three days over", {"days": 2}),
    Timer("T04", "complaint", "home_recording_missing", UNSIGNED, "three days over", {"days": 4}),
    Timer(
        "T05", "complaint", "registration_late", "nobody registers", "number given", {"hours": 24}
    ),
    Timer(
        "T05",
        "complaint",
        "registration_very_late",
        "nobody registers",
        "number given",
        {"hours": 48},
    ),
    Timer(
        "T05",
        "complaint",
        "registration_still_missing",
        "nobody registers",
        "number given",
        {"days": 3},
    ),
    Timer("T06", "complaint", "fourteen_days_over", "enquiry", "permitted", {"days": 14}),
    Timer("T07", "complaint", "zero_fir_sending_late", "zero FIR", "recorded", {"hours": 24}),
    Timer("T08", "complaint", "zero_fir_acceptance_late", "zero FIR", "sent", {"hours": 48}),
    Timer("T09", "complaint", "medical_late", "nobody cares", "submitted", {"hours": 24}),
    Timer("T10", "complaint", "medical_report_late", "others are silent", "examined", {"days": 7}),
    Timer("T11", "complaint", "statement_late", "nobody cares", "recorded", {"hours": 24}),
    Timer("T12", "complaint", "child_welfare_late", "nobody cares", "submitted", {"hours": 24}),
    Timer("T13", "complaint", LAWYER, "nobody cares", "recorded", {"hours": 12}),
    Timer("T13", "complaint", LAWYER, "nobody cares", "recorded", {"hours": 24}),
    Timer("T13", "complaint", "legal_services_late", "nobody cares", "recorded", {"hours": 48}),
    Timer("T13", "complaint", "legal_services_very_late", "nobody cares", "recorded", {"days": 7}),
    Timer("T14", "complaint", "assignment_late", "nobody cares", "recorded", {"hours": 24}),
    Timer("T14", "complaint", "officer_naming_late", "nobody cares", "recorded", {"days": 2}),
    Timer("T14", "complaint", "officer_naming_very_late", "nobody cares", "recorded", {"days": 4}),
    Timer("T15", "complaint", "silent_for_7_days", SILENT, "last entry", {"days": 7}),
    Timer("T15", "complaint", "silent_for_14_days", SILENT, "last entry", {"days": 14}),
    Timer("T15", "complaint", "silent_for_21_days", SILENT, "last entry", {"days": 21}),
    Timer("T15", "complaint", "further_silence", IN_COURT, "last further entry", {"days": 7}),
    Timer(
        "T15",
        "complaint",
        "further_silence_of_14_days",
        IN_COURT,
        "last further entry",
        {"days": 14},
    ),
    Timer(
        "T15",
        "complaint",
        "further_silence_of_21_days",
        IN_COURT,
        "last further entry",
        {"days": 21},
    ),
    Timer("T16", "complaint", "day_30_passed", SILENT, "recorded", {"days": 30}),
    Timer("T17", "complaint", "day_45_passed", SILENT, "recorded", {"days": 45}),
    Timer("T18", "complaint", "day_52_passed", SILENT, "recorded", {"days": 52}),
    Timer("T19", "complaint", "two_months_passed", SILENT, "recorded", {"months": 2}),
    Timer("T20", "complaint", "day_75_passed", SILENT, "recorded", {"days": 75}),
    Timer("T21", "complaint", "day_90_passed", SILENT, "recorded", {"days": 90}),
    Timer("T22", "complaint", "ten_days_left", "in custody", "remanded", {"days": 80}),
    Timer("T22", "complaint", "three_days_left", "in custody", "remanded", {"days": 87}),
    Timer("T22", "complaint", "custody_days_over", "in custody", "remanded", {"days": 90}),
    Timer(
        "T22",
        "complaint",
        "ten_days_left",
        "in custody, a lesser offence",
        "remanded",
        {"days": 50},
    ),
    Timer(
        "T22",
        "complaint",
        "three_days_left",
        "in custody, a lesser offence",
        "remanded",
        {"days": 57},
    ),
    Timer(
        "T22",
        "complaint",
        "custody_days_over",
        "in custody, a lesser offence",
        "remanded",
        {"days": 60},
    ),
    Timer("T23", "complaint", "answer_days_over", "she does not answer", "proposed", {"days": 15}),
    Timer("T24", "complaint", "further_half", IN_COURT, "ordered", {"days": 45}),
    Timer("T24", "complaint", "further_days_run_out", IN_COURT, "ordered", {"days": 75}),
    Timer("T24", "complaint", "further_end_is_near", IN_COURT, UNTIL, {"days": -14}),
    Timer("T24", "complaint", "further_seven_days_left", IN_COURT, UNTIL, {"days": -6}),
    Timer("T24", "complaint", "further_days_over", IN_COURT, UNTIL, {"days": 1}),
    Timer("T24", "complaint", "further_fifteen_days_beyond", IN_COURT, UNTIL, {"days": 16}),
    Timer("T25", "complaint", "papers_late", "papers and money are late", "appeared", {"days": 14}),
    Timer(
        "T26",
        "complaint",
        "compensation_late",
        "papers and money are late",
        "applied",
        {"months": 2},
    ),
    Timer(
        "T27",
        "complaint",
        "interim_relief_late",
        "others are silent",
        "legal services told",
        {"days": 15},
    ),
    Timer("T28", "complaint", "hearing_late", "domestic", "applied", {"days": 3}),
    Timer("T29", "complaint", "order_late", "domestic, no order", "first heard", {"days": 60}),
    Timer("T30", "complaint", "committee_late", "committee", "forwarded", {"days": 90}),
    Timer("T31", "handover", "not_accepted", "nobody takes over", "ordered", {"hours": 48}),
    Timer("T32", "watchdog", "at_72_passed", "station is silent", "last activity", {"hours": 72}),
    Timer("T32", "watchdog", "at_96_passed", "station is silent", "last activity", {"hours": 96}),
    Timer(
        "T32", "watchdog", "state_takes_over", "station is silent", "last activity", {"hours": 120}
    ),
    Timer("T33", "emergency", "no_answer", "nobody comes", "alerted", {"seconds": 60}),
    Timer("T34", "emergency", "ten_minutes_passed", "nobody comes", "alerted", {"minutes": 10}),
    Timer("T34", "emergency", "fifteen_minutes_passed", "nobody comes", "alerted", {"minutes": 15}),
    Timer("T35", "withdrawal", "cooling_time_over", "she withdraws", "asked", {"hours": 72}),
    Timer("T36", "complaint", "sixty_days_passed", "sixty days", "recorded", {"days": 60}),
]
#: Rings again and again, so it has rung before or rings afterwards as well.
REPEATED = {
    "signature_reminder_due",
    "registration_still_missing",
    "further_silence",
    "further_silence_of_14_days",
    "further_silence_of_21_days",
    LAWYER,
    "no_answer",
}
#: Before whom it comes when the timer rings, or who has a step of it from then on. Left out is what
#: reaches only herself, and her code that is not out: a case beside the drawing tells of that.
BEFORE_WHOM = {
    CALL: "verification_caller",
    LATE: "verification_supervisor",
    STATE: "state_nodal",
    "contact_decision_late": "state_nodal",
    "visit_late": "circle_officer",
    "visit_very_late": "superintendent",
    "number_in_person_late": "circle_officer",
    "signature_visit_due": "woman_recorder",
    "signature_days_over": "woman_recorder",
    "home_recording_late": "circle_officer",
    "home_recording_very_late": "superintendent",
    "home_recording_missing": "state_nodal",
    "registration_late": "circle_officer",
    "registration_very_late": "superintendent",
    "registration_still_missing": "state_nodal",
    "fourteen_days_over": "sho",
    "zero_fir_sending_late": "superintendent",
    "zero_fir_acceptance_late": "superintendent",
    "medical_late": "superintendent",
    "medical_report_late": "circle_officer",
    "statement_late": "circle_officer",
    "child_welfare_late": "superintendent",
    LAWYER: "sho",
    "legal_services_late": "superintendent",
    "legal_services_very_late": "state_nodal",
    "assignment_late": "circle_officer",
    "officer_naming_late": "superintendent",
    "officer_naming_very_late": "state_nodal",
    "silent_for_7_days": "sho",
    "silent_for_14_days": "circle_officer",
    "silent_for_21_days": "superintendent",
    "further_silence": "sho",
    "further_silence_of_14_days": "circle_officer",
    "further_silence_of_21_days": "superintendent",
    "day_30_passed": "circle_officer",
    "day_45_passed": "circle_officer",
    "day_52_passed": "superintendent",
    "two_months_passed": "superintendent",
    "day_75_passed": "state_nodal",
    "day_90_passed": "superintendent",
    "ten_days_left": "circle_officer",
    "three_days_left": "superintendent",
    "custody_days_over": "state_nodal",
    "answer_days_over": "independent_reviewer",
    "further_half": "circle_officer",
    "further_days_run_out": "circle_officer",
    "further_end_is_near": "circle_officer",
    "further_seven_days_left": "superintendent",
    "further_days_over": "superintendent",
    "further_fifteen_days_beyond": "state_nodal",
    "papers_late": "superintendent",
    "compensation_late": "superintendent",
    "interim_relief_late": "state_nodal",
    "hearing_late": "superintendent",
    "order_late": "superintendent",
    "committee_late": "superintendent",
    "not_accepted": "sho",
    "at_72_passed": "circle_officer",
    "at_96_passed": "superintendent",
    "state_takes_over": "state_nodal",
    "no_answer": "patrol_unit",
    "ten_minutes_passed": "control_room_lead",
    "fifteen_minutes_passed": "superintendent",
    "cooling_time_over": "woman_recorder",
    "sixty_days_passed": "superintendent",
}


@pytest.fixture(scope="module")
def stage(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    registry: Registry,
    keyring: Keyring,
) -> Stage:
    """One database is enough here: the engine's own tests run on both."""
    return Stage(sqlite_template, tmp_path_factory.mktemp("timers"), registry, keyring)


@pytest.fixture(scope="module")
def lived(stage: Stage) -> Callable[[str], Life]:
    """Each life is lived once, for all timers that ring in it."""
    return cache(lambda name: live(stage, name))


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.written)
def test_a_timer_rings_at_its_time(timer: Timer, lived: Callable[[str], Life]) -> None:
    life = lived(timer.life)
    due = later(life.moments[timer.since], **timer.length)

    rang = life.when(timer.element)

    assert due in rang
    assert timer.element in REPEATED or rang == [due]


@pytest.mark.parametrize(
    "timer",
    [timer for timer in TIMERS if timer.element in BEFORE_WHOM],
    ids=lambda timer: timer.written,
)
def test_a_timer_brings_it_before_whom_the_list_names(
    timer: Timer, lived: Callable[[str], Life]
) -> None:
    life = lived(timer.life)

    due = later(life.moments[timer.since], **timer.length)

    assert BEFORE_WHOM[timer.element] in life.reached_at(due)


def test_only_what_reaches_herself_or_nobody_is_left_out() -> None:
    left_out = {timer.element for timer in TIMERS} - set(BEFORE_WHOM)

    assert left_out == {"code_minutes_over", "signature_reminder_due"}


def test_every_number_of_the_list_of_terms_has_its_line() -> None:
    numbers = {timer.name[:3] for timer in TIMERS}

    assert numbers | {"T02"} == {f"T{number:02}" for number in range(1, 37)}


def test_the_court_is_asked_for_more_time_once_in_a_period(lived: Callable[[str], Life]) -> None:
    life = lived(IN_COURT)

    asked = [life.when(element) for element in ("further_days_run_out", "further_end_is_near")]

    assert [len(times) for times in asked] == [1, 1]


def test_the_code_reaches_her_within_five_minutes(stage: Stage) -> None:
    with stage.furnished("code", "complaint") as at:
        story = Story(at.sessions, at.registry, at.place, MONDAY)
        story.submit()

        story.wait(minutes=5)

        with reading(at.sessions) as session:
            row = session.scalars(select(OutgoingMessage)).one()
        assert row.kind == "call_back_code"
        assert row.sent_at is not None
        assert row.sent_at - MONDAY <= timedelta(minutes=5)


@pytest.mark.parametrize(("length", "holds"), [({"hours": 71}, True), ({"hours": 73}, False)])
def test_the_code_outlives_the_call_and_ends_after_three_days(
    stage: Stage, length: dict[str, int], holds: bool
) -> None:
    with stage.furnished(f"valid-{holds}", "complaint") as at:
        story = Story(at.sessions, at.registry, at.place, MONDAY)
        story.submit()

        story.wait(**length)
        found = codes.check_code(
            story.complaint, at.registry.keyring, story.first_code, now=story.now
        )

        assert found.is_right is holds


def test_after_two_days_out_each_case_catches_up_in_its_order(stage: Stage) -> None:
    with stage.furnished("outage", "complaint") as at:
        stories = {}
        for name, hour in (("first", 0), ("second", 1), ("third", 3)):
            story = Story(at.sessions, at.registry, at.place, MONDAY + timedelta(hours=hour))
            story.submit()
            story.wait(minutes=10)
            stories[story.complaint.instance_id] = name

        again = story.now + timedelta(days=2)
        jobs.run_due(
            at.sessions,
            at.registry,
            deliver=story.deliver,
            clock=lambda: again,
            lease_clock=lambda: again,
        )

        rang = [(stories[event.instance_id], event.element_id) for event in at.rang(again)]
        assert rang == [
            (name, timer) for name in ("first", "second", "third") for timer in (CALL, LATE, STATE)
        ]
        assert story.escalations == ["call_late", "call_very_late"] * 3
        assert story.incidents == []


def _girl_of_whom_nobody_cares(at: Installation) -> Story:
    """A girl, rape and acid, on record: from here on much is due, and nobody does any of it."""
    story = Story(at.sessions, at.registry, at.place, MONDAY)
    story.submit(age_band="12_15", what=["rape"])
    story.wait(minutes=0)
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)
    story.wait(hours=2)
    story.record("rape", "acid_attack")
    return story


def test_after_two_days_out_all_that_fell_due_rings_in_its_order(stage: Stage) -> None:
    with stage.furnished("two days", "complaint") as at:
        story = _girl_of_whom_nobody_cares(at)
        since = story.now
        story.wait(days=2)
        due = [(str(event.element_id), event.at) for event in at.rang(since)]
        told = story.escalations
    with stage.furnished("two days out", "complaint") as at:
        story = _girl_of_whom_nobody_cares(at)

        again = story.now + timedelta(days=2)
        jobs.run_due(
            at.sessions,
            at.registry,
            deliver=story.deliver,
            clock=lambda: again,
            lease_clock=lambda: again,
        )

        rang = [str(event.element_id) for event in at.rang(again)]
        assert {"medical_late", "child_welfare_late", LAWYER, "legal_services_late"} <= set(rang)
        assert sorted(rang) == sorted(name for name, _ in due)
        assert _moments_of(rang, due) == [moment for _, moment in due]
        assert sorted(story.escalations) == sorted(told)
        assert story.incidents == []


def _moments_of(rang: list[str], due: list[tuple[str, datetime]]) -> list[datetime]:
    """When each of these fell due; of one that rings again the earliest comes first."""
    left = list(due)
    found = []
    for name in rang:
        each = next(each for each in left if each[0] == name)
        left.remove(each)
        found.append(each[1])
    return found
