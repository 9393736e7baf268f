"""The two months."""

from datetime import datetime, timedelta

import pytest

from engine.law import KOLKATA
from models import Complaint, ComplaintStatus
from processes.complaint.two_months import clock_of, limit_from


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+05:30")


@pytest.mark.parametrize(
    ("began", "ends"),
    [
        ("2026-03-02T11:00", "2026-05-02T11:00"),
        ("2025-12-31T11:00", "2026-02-28T11:00"),
        ("2027-12-30T23:30", "2028-02-29T23:30"),
        # a month without that day ends on its last
        ("2026-06-30T23:59", "2026-08-30T23:59"),
        ("2026-07-31T09:00", "2026-09-30T09:00"),
        ("2026-12-31T00:00", "2027-02-28T00:00"),
        ("2027-12-31T12:00", "2028-02-29T12:00"),
        ("2026-08-31T12:00", "2026-10-31T12:00"),
        # one minute past midnight in India is still the day before in UTC
        ("2026-05-01T00:01", "2026-07-01T00:01"),
    ],
)
def test_two_months_are_months_of_the_calendar_in_india(began: str, ends: str) -> None:
    assert limit_from(moment(began), KOLKATA) == moment(ends)


def test_the_clock_counts_days_and_never_pauses(now: datetime) -> None:
    complaint = Complaint(numbered_at=now, limit_at=limit_from(now, KOLKATA), limit_is_law=False)

    first = clock_of(complaint, KOLKATA, now)
    later = clock_of(complaint, KOLKATA, now + timedelta(days=70))

    assert first is not None
    assert (first.day, first.days, first.is_over, first.is_law) == (1, 61, False, False)
    assert later is not None
    assert (later.day, later.is_over) == (71, True)


def test_the_clock_stops_when_the_complaint_is_closed(now: datetime) -> None:
    complaint = Complaint(numbered_at=now, limit_at=limit_from(now, KOLKATA), limit_is_law=False)
    complaint.closed_at = now + timedelta(days=40)

    clock = clock_of(complaint, KOLKATA, now + timedelta(days=200))

    assert clock is not None
    assert (clock.day, clock.is_over) == (41, False)


def test_by_law_the_clock_runs_from_the_recording(now: datetime) -> None:
    complaint = Complaint(
        numbered_at=now,
        recorded_at=now + timedelta(days=3),
        limit_at=limit_from(now + timedelta(days=3), KOLKATA),
        limit_is_law=True,
    )

    clock = clock_of(complaint, KOLKATA, now + timedelta(days=4))

    assert clock is not None
    assert (clock.day, clock.is_law) == (2, True)


def test_before_her_number_no_clock_runs(now: datetime) -> None:
    assert clock_of(Complaint(), KOLKATA, now) is None


@pytest.mark.parametrize(
    ("status", "was_pending", "may_follow"),
    [
        (ComplaintStatus.NUMBERED, False, True),
        (ComplaintStatus.REGISTERED, False, True),
        (ComplaintStatus.UNDER_INVESTIGATION, False, False),
        (ComplaintStatus.OPINION_FORMED, False, False),
        # what was pending elsewhere has its target first, and perhaps a day of the law behind it
        (ComplaintStatus.UNDER_INVESTIGATION, True, True),
    ],
)
def test_that_the_law_sets_no_day_is_known_once_it_was_asked(
    status: ComplaintStatus, was_pending: bool, may_follow: bool, now: datetime
) -> None:
    complaint = Complaint(numbered_at=now, limit_at=limit_from(now, KOLKATA), limit_is_law=False)
    complaint.status = status
    complaint.pending_since = now - timedelta(days=90) if was_pending else None

    clock = clock_of(complaint, KOLKATA, now)

    assert clock is not None
    assert clock.law_may_follow is may_follow


def test_a_limit_of_the_law_leaves_nothing_open(now: datetime) -> None:
    complaint = Complaint(numbered_at=now, recorded_at=now, limit_is_law=True)
    complaint.limit_at, complaint.status = limit_from(now, KOLKATA), ComplaintStatus.REGISTERED

    clock = clock_of(complaint, KOLKATA, now)

    assert clock is not None
    assert not clock.law_may_follow
