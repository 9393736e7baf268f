"""The end as it is drawn: opinion, her answer, and the report."""

from collections.abc import Callable

import pytest

from tests.processes.walk import Walk

#: What begins when the report is out.
AFTER_THE_REPORT = {"record_filing", "decide_on_compensation"}


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
