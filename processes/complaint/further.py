"""Further investigation: the ninety days of a case that was opened again after the report."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.elements import iso_time
from engine.law import KOLKATA
from engine.registry import Handler
from engine.step import Step
from models import Complaint, FurtherInvestigation
from processes.complaint.two_months import Clock, days_between

LENGTH = "P90D"
#: Before the end the court is asked for more time, and later the superintendent is warned.
ASK_BEFORE = timedelta(days=15)
WARN_BEFORE = timedelta(days=7)
#: The court's permission starts the days anew, as the law's own.
PERMITTED_ON = "permission_on"
#: Until when the court has given more time.
MORE_TIME_UNTIL = "more_time_until_on"


def count_ninety_days(step: Step) -> Mapping[str, Any]:
    """Count ninety days from now as a target, or as law from the day the court has permitted it.

    The property `from` names the variable of another such day, that of the court's order. What
    the court orders once more is counted anew.
    """
    found = step.session.get(FurtherInvestigation, step.instance_id)
    permitted_on = step.variables.get(step.properties.get("from", PERMITTED_ON))
    counts_from = _begin_of(permitted_on) if permitted_on else step.now
    limit_at = iso_time.after(counts_from, LENGTH, zone=KOLKATA)
    if found is None:
        found = FurtherInvestigation(
            instance_id=step.instance_id,
            complaint_id=step.session.get_one(Complaint, step.business_key).id,
            reopened_at=step.now,
        )
        step.session.add(found)
    if found.ended_at is not None:
        found.reopened_at, found.ended_at = step.now, None
    found.counts_from, found.limit_at = counts_from, limit_at
    found.limit_is_law = permitted_on is not None
    step.session.flush()
    return _told(found)


def extend_ninety_days(step: Step) -> Mapping[str, Any]:
    """The court has given more time: every clock of the reopening waits for the new day."""
    found = step.session.get_one(FurtherInvestigation, step.instance_id)
    # the day that the court has named is still within the time
    found.limit_at = _begin_of(step.variables[MORE_TIME_UNTIL]) + timedelta(days=1)
    step.session.flush()
    step.share(**_told(found))
    return _told(found)


def end_ninety_days(step: Step) -> None:
    """The further report is out, or the court has not permitted it: the days end."""
    found = step.session.get(FurtherInvestigation, step.instance_id)
    if found is not None:
        found.ended_at = step.now


def newest_further(session: Session, complaint: Complaint) -> FurtherInvestigation | None:
    """The last further investigation of a complaint; None where it was never opened again."""
    return session.scalars(
        select(FurtherInvestigation)
        .where(FurtherInvestigation.complaint_id == complaint.id)
        .order_by(FurtherInvestigation.reopened_at.desc(), FurtherInvestigation.instance_id)
        .limit(1)
    ).first()


def further_clock_of(
    session: Session, complaint: Complaint, zone: ZoneInfo, now: datetime
) -> Clock | None:
    """How a complaint stands in its ninety days; None where it was never opened again."""
    found = newest_further(session, complaint)
    if found is None:
        return None
    until = min(found.ended_at, now) if found.ended_at else now
    return Clock(
        started_at=found.counts_from,
        limit_at=found.limit_at,
        is_law=found.limit_is_law,
        day=days_between(found.counts_from, until, zone) + 1,
        days=days_between(found.counts_from, found.limit_at, zone),
        is_over=until > found.limit_at,
        stopped_at=found.ended_at,
    )


FURTHER: Mapping[str, Handler] = {
    "count_ninety_days": count_ninety_days,
    "extend_ninety_days": extend_ninety_days,
    "end_ninety_days": end_ninety_days,
}


def _told(found: FurtherInvestigation) -> Mapping[str, Any]:
    """What the drawing's timers wait for."""
    return {
        "further_from": found.counts_from.isoformat(),
        "further_limit_at": found.limit_at.isoformat(),
        "further_is_law": found.limit_is_law,
        "further_ask_at": (found.limit_at - ASK_BEFORE).isoformat(),
        "further_warn_at": (found.limit_at - WARN_BEFORE).isoformat(),
    }


def _begin_of(day: Any) -> datetime:
    return iso_time.moment_of(date.fromisoformat(str(day)), zone=KOLKATA)
