"""Her own complaint that was pending elsewhere: its own day, and the superintendent at once."""

from datetime import UTC, datetime

import pytest

from models import Escalation, Level, Severity
from models.session import reading
from processes.backlog import pending
from tests.processes.story import Story

#: A complaint of five months ago, in the story's March 2026.
BEFORE = {
    "complained_before": "yes",
    "earlier_complaint": "Thana near the old bridge",
    "earlier_number": "123/2025",
    "earlier_on": "2025-10-06",
    "earlier_pending": "yes",
}
ITS_DAY = datetime(2025, 10, 5, 18, 30, tzinfo=UTC)  # midnight in India


def raised(story: Story) -> list[Escalation]:
    with reading(story.sessions) as session:
        return list(session.query(Escalation).order_by(Escalation.raised_at, Escalation.id))


def test_the_superintendent_hears_of_it_as_soon_as_it_is_sent(story: Story) -> None:
    story.submit(**BEFORE)

    (first,) = raised(story)
    assert (first.reason, first.role, first.severity) == (
        pending.PENDING_ELSEWHERE, "superintendent", Severity.RED,
    )  # fmt: skip
    assert (first.unit_id, first.raised_at) == (story.place.district.id, story.now)


def test_its_two_months_run_from_the_original_day(story: Story) -> None:
    story.submit(**BEFORE)

    story.call()

    assert story.complaint.pending_since == ITS_DAY
    assert story.complaint.limit_at == datetime(2025, 12, 5, 18, 30, tzinfo=UTC)
    assert story.variables["clock_starts_at"] == ITS_DAY.isoformat()


def test_what_is_late_already_escalates_at_once_and_in_order(story: Story) -> None:
    story.submit(**BEFORE)
    story.call()

    story.wait(minutes=5)

    clock = ["day_45", "day_52", "two_months_passed", "day_75", "day_90"]
    assert [reason for reason in story.escalations if reason in clock] == clock
    assert story.complaint.breached_at is not None
    assert "registration_late" not in story.escalations


def test_a_recording_here_does_not_win_the_police_new_months(story: Story) -> None:
    story.submit(**BEFORE)
    story.call()
    story.register("rape")

    assert story.complaint.limit_at == datetime(2025, 12, 5, 18, 30, tzinfo=UTC)
    assert not story.complaint.limit_is_law


def test_of_a_complaint_about_police_only_the_state_hears(story: Story) -> None:
    story.submit(**BEFORE, accused_is_police="yes")

    (first,) = [each for each in raised(story) if each.reason == pending.PENDING_ELSEWHERE]
    assert (first.level, first.role) == (Level.STATE, "state_nodal")
    assert first.unit_id == story.place.state.id
    assert first.district_id is None


@pytest.mark.parametrize(
    "answers",
    [
        {"complained_before": "no"},
        {"earlier_pending": "no"},
        {"earlier_on": None},
        {"earlier_on": "2027-01-01"},
        {"earlier_on": "1927-01-01"},
        {"earlier_on": "soon"},
    ],
)
def test_no_day_is_counted_from_that_cannot_be(story: Story, answers: dict[str, str]) -> None:
    story.submit(**{**BEFORE, **answers})

    assert story.complaint.pending_since is None
    assert raised(story) == []
