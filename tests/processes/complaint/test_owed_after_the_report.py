"""What is owed to her outlives the report: steps of care that were open when it was forwarded."""

from typing import Any

import pytest

from models import ComplaintStatus
from models.session import reading
from processes.complaint import tracking
from tests.processes.story import Story

DUTIES = ["check_risk", "give_copy", "inform_legal_services", "request_statement"]


@pytest.fixture
def closed(story: Story) -> Story:
    """The report went to the court within hours; nothing was done for her yet."""
    story.submit()
    story.call()
    story.record()
    story.assign()
    story.write_diary(is_complete=True)
    story.propose("charge_sheet", final_offences=["outrage_modesty"])
    story.read_out()
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on=story.now.date().isoformat())
    return story


def owed(story: Story) -> list[str]:
    """What waits for officers, as her page says it of a closed complaint."""
    with reading(story.sessions) as session:
        found = tracking.track(session, story.registry, story.complaint_id, now=story.now)
    return [waiting.step for waiting in found.still_owed]


def day_of(story: Story) -> str:
    return story.now.date().isoformat()


@pytest.mark.parametrize(
    ("duty", "ring", "for_her", "answers"),
    [
        (
            "give_copy",
            "copy_late",
            "Give you a copy, free of charge",
            {"copy_given_as": "paper", "copy_given_on": day_of},
        ),
        (
            "check_risk",
            "risk_check_late",
            "Check the risk to you",
            {"risk_level": "standard", "safety_plan": "She stays with her aunt."},
        ),
        (
            "request_statement",
            "statement_late",
            "Ask the Magistrate for a day",
            {"statement_day": day_of, "woman_magistrate": "yes", "statement_court": "A court"},
        ),
        (
            "inform_legal_services",
            "legal_services_late",
            "Tell the legal services authority",
            {"legal_services_told_on": day_of, "lawyer": "A lawyer"},
        ),
        (
            "state_statement_delay",
            "statement_late",
            "Say why it is late",
            {"delay_cause": "her_wish", "delay_reason": "She was ill."},
        ),
    ],
)
def test_what_is_owed_to_her_outlives_the_report(
    closed: Story, duty: str, ring: str, for_her: str, answers: dict[str, Any]
) -> None:
    given = {key: value(closed) if callable(value) else value for key, value in answers.items()}
    closed_at = closed.complaint.closed_at

    rung_before = ring in closed.escalations
    closed.wait(hours=48)
    due_at = closed.open_task(duty).due_at
    owed_late = owed(closed)
    closed.do(duty, **given)

    assert not rung_before
    assert ring in closed.escalations
    assert due_at is not None
    assert for_her in owed_late
    assert duty not in closed.open_elements
    assert (closed.complaint.status, closed.complaint.closed_at) == (
        ComplaintStatus.CLOSED,
        closed_at,
    )


def test_what_is_still_owed_holds_up_nothing_that_follows_the_report(closed: Story) -> None:
    closed.wait(days=31)

    assert set(DUTIES) < set(closed.open_elements)
    assert "give_feedback_at_day_30" in closed.open_elements
    assert closed.complaint.status is ComplaintStatus.CLOSED


def test_a_closed_case_is_not_late_because_something_is_still_owed_to_her(closed: Story) -> None:
    closed.wait(days=65)

    assert set(DUTIES) < set(closed.open_elements)
    assert {"day_45", "day_52", "two_months_passed"}.isdisjoint(closed.escalations)
    assert closed.escalations.count("owed_for_30_days") == 2  # on record, and by the FIR


def test_an_open_complaint_names_nothing_as_still_owed(story: Story) -> None:
    story.submit()
    story.call()
    story.record()

    assert set(DUTIES) < set(story.open_elements)
    assert owed(story) == []


def test_care_that_ends_last_leaves_what_the_report_has_said(closed: Story) -> None:
    said = ["closed_at", "outcome", "her_answer", "io_post_id", "registered_as", "offences"]
    before = {name: closed.variables[name] for name in said}

    closed.care()

    assert set(DUTIES).isdisjoint(closed.open_elements)
    assert {name: closed.variables[name] for name in said} == before
