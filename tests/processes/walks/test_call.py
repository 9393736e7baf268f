"""The call as it is drawn: when she is called, and what happens when she cannot be."""

import pytest

from engine.elements import iso_time
from engine.law import KOLKATA
from tests.processes.walk import Walk


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
