"""The two months: from which day they run, when they end, and how many days of them have passed."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.elements import iso_time
from models import Complaint, ComplaintStatus

LENGTH = "P2M"
#: Until then nobody has asked the law which day it sets for the offences.
_BEFORE_THE_LAW = (ComplaintStatus.NUMBERED, ComplaintStatus.REGISTERED)


@dataclass(frozen=True)
class Clock:
    """How a complaint stands in its two months."""

    started_at: datetime
    limit_at: datetime
    is_law: bool  # else it is the portal's promise
    day: int  # 1 on the day it began
    days: int  # of the whole stretch
    is_over: bool
    stopped_at: datetime | None  # the report was filed, or the case closed
    law_may_follow: bool = False  # a promise that says nothing yet of what the law sets


def limit_from(began_at: datetime, zone: ZoneInfo) -> datetime:
    """The end of two calendar months that began at a moment, in the zone of the law."""
    return iso_time.after(began_at, LENGTH, zone=zone)


def clock_of(complaint: Complaint, zone: ZoneInfo, now: datetime) -> Clock | None:
    """The complaint's clock, or None before it has begun.

    It never pauses; it stops when the final opinion is filed or the complaint is closed.
    """
    began_at = complaint.recorded_at if complaint.limit_is_law else complaint.pending_since
    began_at = complaint.opened_again_at or began_at or complaint.numbered_at
    if complaint.numbered_at is None or began_at is None or complaint.limit_at is None:
        return None
    stopped_at = min(
        (at for at in (complaint.opinion_at, complaint.closed_at) if at is not None), default=None
    )
    until = min(stopped_at, now) if stopped_at else now
    return Clock(
        started_at=began_at,
        limit_at=complaint.limit_at,
        is_law=complaint.limit_is_law,
        day=_days(began_at, until, zone) + 1,
        days=_days(began_at, complaint.limit_at, zone),
        is_over=until > complaint.limit_at,
        stopped_at=stopped_at,
        law_may_follow=not complaint.limit_is_law
        and (complaint.status in _BEFORE_THE_LAW or complaint.pending_since is not None),
    )


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Whole calendar days from one moment to another, as a person counts them."""
    return _days(start, end, zone)


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    return (end.astimezone(zone).date() - start.astimezone(zone).date()).days
