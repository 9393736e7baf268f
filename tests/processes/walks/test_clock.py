"""The investigation as it is drawn: the clock, and what it does by itself."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.encryption import Keyring
from tests.processes.walk import Walk


def test_the_case_goes_to_the_seat_that_was_chosen(walk: Walk) -> None:
    walk.begin().until_on_record()

    walk.do("assign_investigating_officer", io_post_id="seat-2")

    assert walk.tasks()["write_diary_entry"].post_id == "seat-2"


def test_silence_is_told_higher_each_week_and_counted_from_the_last_entry(walk: Walk) -> None:
    walk.begin().until_investigated().wait("P6D")

    walk.do("write_diary_entry", investigation_complete=False).wait("P6D")
    quiet = [step for step in walk.done if step.endswith("of_silence")]
    walk.wait("P16D")

    assert quiet == []
    assert [step for step in walk.done if step.endswith("of_silence")] == [
        "tell_sho_of_silence",
        "tell_circle_officer_of_silence",
        "tell_superintendent_of_silence",
    ]


def test_the_clock_runs_through_the_whole_investigation(walk: Walk) -> None:
    walk.begin().until_on_record()
    seen: dict[int, set[str]] = {}

    for day in range(1, 92):
        before = set(walk.open) | set(walk.done)
        walk.wait("P1D")
        fresh = (set(walk.open) | set(walk.done)) - before
        if fresh:
            seen[day] = fresh

    assert seen == {
        1: {"tell_circle_of_assignment", "name_officer_from_above"},
        2: {"tell_superintendent_of_officer_naming"},
        4: {"tell_state_of_officer_naming"},
        30: {"tell_her_at_day_30", "review_at_day_30"},
        45: {"warn_circle_officer"},
        52: {"warn_superintendent", "review_at_day_52"},
        # 3 March to 3 May
        61: {
            "record_breach",
            "tell_her_time_is_over",
            "open_appeal",
            "state_cause_and_new_date",
        },
        75: {"warn_state_nodal_officer", "take_over_review"},
        90: {"send_progress_information", "count_nationally", "explain_after_90_days"},
    }


@pytest.mark.parametrize(
    "waits_at", ["choose_other_station", "register_complaint", "record_at_home"]
)
def test_the_clock_runs_from_the_number_while_nothing_is_on_record(
    walk: Walk, waits_at: str
) -> None:
    walk.begin(accused_is_police="yes" if waits_at == "choose_other_station" else "no")
    walk.until_number()
    if waits_at == "record_at_home":
        walk.do("register_complaint", offences=["rape"])

    walk.wait("P91D")

    assert waits_at in walk.open
    assert {"review_at_day_30", "review_at_day_52", "state_cause_and_new_date"} <= walk.open
    for warning in (
        "warn_circle_officer",
        "warn_superintendent",
        "record_breach",
        "warn_state_nodal_officer",
        "count_nationally",
    ):
        assert walk.done.count(warning) == 1


def test_what_the_target_has_raised_is_not_raised_again_by_the_law(walk: Walk) -> None:
    walk.begin().until_number().wait("P50D")
    walk.do("register_complaint", offences=["rape"]).do("sign_complaint", text_is_right="yes")

    walk.wait("P3D")
    on_day_53 = list(walk.done)
    walk.wait("P100D")

    assert on_day_53.count("warn_circle_officer") == 1
    assert "warn_superintendent" not in on_day_53
    assert "record_breach" not in on_day_53
    assert walk.done.count("warn_circle_officer") == 1
    assert walk.done.count("warn_superintendent") == 1
    assert walk.done.count("record_breach") == 1


def test_the_law_counts_from_the_recording_and_not_from_the_number(walk: Walk) -> None:
    walk.begin().until_number().wait("P20D")
    walk.do("register_complaint", offences=["rape"]).do("sign_complaint", text_is_right="yes")

    walk.wait("P44D")
    before = list(walk.done)
    walk.wait("P1DT1M")

    assert "warn_circle_officer" not in before
    assert walk.done.count("warn_circle_officer") == 1


def test_two_months_are_months_of_the_calendar(
    sessions: sessionmaker[Session], keyring: Keyring
) -> None:
    # signed on 31 December 2026, 15:01 in India
    walk = Walk(sessions, keyring, datetime(2026, 12, 30, 13, 30, tzinfo=UTC))
    walk.begin().until_on_record()

    walk.wait("P58D")
    on_27_february = list(walk.done)
    walk.wait("P1D")

    assert "record_breach" not in on_27_february
    assert walk.done.count("record_breach") == 1


def test_she_is_told_the_cause_and_the_new_date(walk: Walk) -> None:
    walk.begin().until_on_record().wait("P2M1D")

    walk.do("state_cause_and_new_date", breach_cause="laboratory", new_date_on="2026-06-01")

    assert walk.done[-1] == "tell_her_the_new_date"
