"""The life of a complaint as it is drawn: who is asked when, and what time does by itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.elements import iso_time
from engine.law import KOLKATA
from models.encryption import Keyring
from models.session import open_database, session_maker
from tests.processes.walk import Walk

#: What begins when the report is out.
AFTER_THE_REPORT = {"record_filing", "decide_on_compensation"}


@pytest.fixture
def sessions(sqlite_url: str, keyring: Keyring) -> Iterator[sessionmaker[Session]]:
    """One database is enough here: the engine's own tests run on both."""
    database = open_database(sqlite_url)
    yield session_maker(database, keyring)
    database.dispose()


@pytest.fixture
def walk(sessions: sessionmaker[Session], keyring: Keyring, now: datetime) -> Walk:
    return Walk(sessions, keyring, now)


# --- the call


def test_an_ordinary_complaint_is_called_from_hour_20(walk: Walk) -> None:
    walk.begin().wait("PT19H59M")
    before = walk.open

    walk.wait("PT2M")

    assert before == set()
    assert walk.open == {"call_her"}
    assert walk.tasks()["call_her"].needs_woman


@pytest.mark.parametrize(
    "proforma",
    [{"danger_now": True}, {"age_band": "12_15"}, {"what": ["other", "acid_attack"]}],
    ids=["danger", "child", "acid"],
)
def test_an_urgent_complaint_is_called_at_once(walk: Walk, proforma: dict[str, object]) -> None:
    walk.begin(**proforma).wait("PT1S")

    assert walk.open == {"call_her"}
    assert walk.variables()["urgency"] == "P0"


def test_a_late_call_is_told_at_hour_22_and_at_hour_26_once(walk: Walk) -> None:
    walk.begin().wait("PT23H")
    at_23 = list(walk.done)

    walk.do("call_her", call_result="no_answer").wait("PT10H")

    assert "tell_supervisor_of_late_call" in at_23
    assert "tell_state_of_late_call" not in at_23
    assert walk.done.count("tell_supervisor_of_late_call") == 1
    assert walk.done.count("tell_state_of_late_call") == 1


def test_after_three_tries_she_may_confirm_by_her_code(walk: Walk) -> None:
    walk.begin().wait("PT20H1M")
    for _ in range(3):
        walk.do("call_her", call_result="no_answer").wait("PT31M")
    asked = walk.open, walk.done[-1]

    walk.hear("self_confirmed")

    assert asked == (set(), "ask_for_self_confirmation")
    assert walk.open == {"register_complaint"}
    assert "send_complaint_number" in walk.done


@pytest.mark.parametrize(
    ("proforma", "within"),
    [({}, "P1D"), ({"what": ["stalking"]}, "PT6H"), ({"what": ["rape"]}, "PT1H")],
    ids=["P2", "P1", "P0"],
)
def test_without_her_code_in_time_she_is_visited_and_then_the_supervisor_decides(
    walk: Walk, proforma: dict[str, object], within: str
) -> None:
    walk.begin(**proforma).wait("PT20H1M")
    for _ in range(2):
        walk.do("call_her", call_result="no_answer").wait("PT61M")
    walk.do("call_her", call_result="no_answer")
    asked_at = walk.now

    walk.wait(within)
    visited = walk.open
    walk.do("visit_her", visit_result="not_met")

    assert walk.now == iso_time.after(asked_at, within, zone=KOLKATA)
    assert visited == {"visit_her"}
    assert walk.open == {"decide_next_contact"}
    assert walk.done.count("ask_for_self_confirmation") == 1


@pytest.mark.parametrize("is_out", [True, False])
def test_a_code_that_is_not_out_after_five_minutes_goes_another_way(
    walk: Walk, is_out: bool
) -> None:
    walk.code_is_out = is_out

    walk.begin().wait("PT5M")

    tried = ["send_code_another_way", "tell_state_desk_of_code"]
    assert [step for step in walk.done if step in tried] == ([] if is_out else tried)


def test_only_danger_calls_the_units(walk: Walk) -> None:
    walk.begin(danger_now=True).wait("PT1S")

    assert "call_for_help" in walk.done
    assert walk.open == {"call_her"}


def test_when_it_is_not_safe_the_supervisor_decides_at_once(walk: Walk) -> None:
    walk.begin().wait("PT20H1M")

    walk.do("call_her", call_result="unsafe")

    assert walk.open == {"decide_next_contact"}


def test_without_a_safe_phone_the_supervisor_decides_from_the_beginning(walk: Walk) -> None:
    walk.begin(safe_channel="none")

    assert walk.open == {"decide_next_contact"}


def test_a_wrong_code_may_be_asked_again_while_tries_are_left(walk: Walk) -> None:
    walk.begin().wait("PT20H1M")
    walk.code_is_right, walk.code_tries_left = False, 1

    walk.do("call_her", call_result="reached")
    asked_again = walk.open
    walk.code_tries_left = 0
    walk.do("call_her", call_result="reached")

    assert asked_again == {"call_her"}
    assert walk.open == {"decide_next_contact"}


def test_a_parked_complaint_waits_until_she_asks_to_go_on(walk: Walk) -> None:
    walk.begin().wait("PT20H1M").do("call_her", call_result="unsafe")
    walk.do("decide_next_contact", next_contact="park").wait("P1Y")
    while_parked = walk.open

    walk.hear("resume_requested")

    assert while_parked == set()
    assert walk.open == {"call_her"}
    assert walk.done[-1] == "send_new_code"


def test_a_woman_officer_may_confirm_in_place_of_the_call(walk: Walk) -> None:
    walk.begin().wait("PT20H1M").do("call_her", call_result="unsafe")
    walk.do("decide_next_contact", next_contact="visit")
    visited_by = walk.tasks()["visit_her"]

    walk.do("visit_her", visit_result="confirmed")

    assert visited_by.role == "woman_recorder"
    assert visited_by.needs_woman
    assert walk.open == {"give_number_in_person"}


def test_who_met_her_gives_her_the_number_and_nobody_calls(walk: Walk) -> None:
    walk.begin(safe_channel="none").wait("PT1M").do("decide_next_contact", next_contact="visit")
    walk.do("visit_her", visit_result="confirmed")
    given_by = walk.tasks()["give_number_in_person"]

    walk.do("give_number_in_person", number_read_out=True)

    assert given_by.role == "woman_recorder"
    assert given_by.needs_woman
    assert walk.open == {"register_complaint"}
    assert not {"call_her", "read_out_number"} & set(walk.done)


def test_a_visit_in_vain_goes_back_to_the_supervisor(walk: Walk) -> None:
    walk.begin().wait("PT20H1M").do("call_her", call_result="unsafe")
    walk.do("decide_next_contact", next_contact="visit")

    walk.do("visit_her", visit_result="not_met")

    assert walk.open == {"decide_next_contact"}


# --- conflict


def test_a_conflict_is_settled_beside_the_call_and_before_registration(walk: Walk) -> None:
    walk.begin(accused_is_police="yes").wait("PT20H1M")
    side_by_side = walk.open

    walk.do("call_her", call_result="reached").do("read_out_number")
    before_the_choice = walk.open
    walk.do("choose_other_station", other_station="elsewhere")
    at_once = walk.done[-1]
    walk.wait("PT1H")

    assert side_by_side == {"call_her", "choose_other_station"}
    assert before_the_choice == {"choose_other_station"}
    assert at_once == "move_complaint"
    assert walk.open == {"register_complaint"}


def test_a_conflict_is_taken_out_of_the_district_before_anything_else(walk: Walk) -> None:
    walk.begin(accused_is_police="yes", danger_now=True)

    assert walk.done[:3] == ["take_to_state", "send_call_back_code", "tell_superintendent_at_once"]


def test_a_visit_waits_until_another_district_has_the_complaint(walk: Walk) -> None:
    walk.begin(accused_of_station="yes", safe_channel="none")
    walk.do("decide_next_contact", next_contact="visit").wait("PT5H")
    before_the_choice = walk.open

    walk.do("choose_other_station", other_station="elsewhere").wait("PT1H")

    assert before_the_choice == {"choose_other_station"}
    assert walk.open == {"visit_her"}


def test_a_station_that_is_not_chosen_is_told_to_the_state_every_12_hours(walk: Walk) -> None:
    walk.begin(accused_of_station="yes").wait("PT12H1M")
    after_12 = walk.done.count("tell_state_of_station_choice")

    walk.wait("PT12H")

    assert "choose_other_station" in walk.open
    assert after_12 == 1
    assert walk.done.count("tell_state_of_station_choice") == 2


def test_only_the_first_urgency_is_told_at_once(walk: Walk) -> None:
    walk.begin(what=["stalking"])

    assert "tell_superintendent_at_once" not in walk.done


# --- registration and signature


def test_a_registration_is_told_after_24_and_after_48_hours(walk: Walk) -> None:
    walk.begin().until_number()
    expected = ["tell_circle_of_registration", "tell_superintendent_of_registration"]

    walk.wait("PT24H1M")
    after_24 = walk.done[-1:]
    walk.wait("PT24H")

    assert after_24 == expected[:1]
    assert walk.done[-2:] == expected
    assert walk.open == {"register_complaint"}


def test_a_registration_that_never_comes_is_told_to_the_state_every_3_days(walk: Walk) -> None:
    walk.begin().until_number().wait("P7D")

    assert walk.done.count("tell_state_of_registration") == 2


def test_she_is_reminded_twice_and_visited_before_three_days_are_over(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"])

    walk.wait("PT59H")
    before = walk.open
    walk.wait("PT2H")

    assert walk.done.count("remind_her_to_sign") == 2
    assert before == {"sign_complaint"}
    assert walk.open == {"sign_complaint", "visit_for_signature"}


def test_a_signature_at_the_visit_counts_and_closes_her_own_task(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"]).wait("PT61H")

    walk.do("visit_for_signature", signature_visit_result="signed").care()

    assert walk.open == {"assign_investigating_officer"}


def test_three_days_without_a_signature_never_end_a_complaint(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"])

    walk.wait("P3DT1M")
    after_three_days = walk.open
    walk.wait("P20D").do("record_at_home", home_recording_signed=True).care()

    assert after_three_days == {"record_at_home"}
    told = [each for each in walk.done if each.endswith("_of_home_recording")]
    assert told == [
        "tell_circle_of_home_recording",
        "tell_superintendent_of_home_recording",
        "tell_state_of_home_recording",
    ]
    assert walk.open == {"assign_investigating_officer"}


def test_she_signs_only_what_is_right(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"])

    walk.do("sign_complaint", text_is_right="no")
    corrected_by = walk.tasks()["correct_text"].role
    walk.do("correct_text")

    assert corrected_by == "sho"
    assert walk.open == {"sign_complaint"}


# --- investigation


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


# --- opinion, answer, report


def test_a_charge_sheet_that_she_agrees_to_goes_straight_to_the_court(walk: Walk) -> None:
    walk.begin().until_investigated()

    walk.until_answered("agree", outcome="charge_sheet")
    last = walk.open
    walk.do("forward_report")

    assert last == {"forward_report"}
    assert walk.done[-2:] == ["close_complaint", "tell_her_the_outcome"]
    assert walk.open == AFTER_THE_REPORT


def test_a_forwarded_report_ends_what_the_clock_has_opened(walk: Walk) -> None:
    walk.begin().until_investigated().wait("P80D")

    walk.until_answered("agree", outcome="charge_sheet").do("forward_report")

    assert walk.open == AFTER_THE_REPORT


def test_a_closure_needs_the_independent_reviewer(walk: Walk) -> None:
    walk.begin().until_investigated()

    walk.until_answered("agree", outcome="final_report", final_report_reason="untraced")
    reviewed_by = walk.tasks()["review_closure"]
    walk.do("review_closure", review_decision="agree")

    assert reviewed_by.role == "independent_reviewer"
    assert reviewed_by.needs_woman
    assert walk.open == {"forward_report"}


def test_silence_for_15_days_is_no_consent(walk: Walk) -> None:
    walk.begin().until_investigated()
    walk.do("write_diary_entry", investigation_complete=True)
    walk.do("propose_final_opinion", outcome="final_report", final_report_reason="untraced")

    walk.wait("P14D")
    before = walk.open
    walk.wait("P2D")

    assert before == {"choose_place"}
    assert walk.open == {"review_closure"}


def _objects(walk: Walk) -> Walk:
    return walk.until_answered("object", outcome="charge_sheet")


def _is_contradicted(walk: Walk) -> Walk:
    walk.until_answered("agree", outcome="final_report", final_report_reason="contradicted")
    return walk.do("review_closure", review_decision="agree")


@pytest.mark.parametrize("way", [_objects, _is_contradicted])
def test_an_objection_or_a_contradiction_goes_to_the_superintendent(
    walk: Walk, way: Callable[[Walk], Walk]
) -> None:
    way(walk.begin().until_investigated())
    decided_by = walk.tasks()["decide_on_objection"].role

    walk.do("decide_on_objection", objection_decision="forward")

    assert decided_by == "superintendent"
    assert walk.open == {"forward_report"}


def test_the_superintendent_may_send_the_case_back(walk: Walk) -> None:
    _objects(walk.begin().until_investigated())

    walk.do("decide_on_objection", objection_decision="investigate_further")

    assert walk.open == {"write_diary_entry"}


def test_the_reviewer_may_send_the_case_back_and_the_clock_goes_on(walk: Walk) -> None:
    walk.begin().until_investigated()
    walk.until_answered("agree", outcome="final_report", final_report_reason="untraced")

    walk.do("review_closure", review_decision="investigate_further").wait("P2M1D")

    assert {"write_diary_entry", "state_cause_and_new_date"} <= walk.open
