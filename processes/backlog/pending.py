"""Pending elsewhere: since which day a complaint waits, and the superintendent who hears of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.elements import iso_time
from engine.law import KOLKATA
from models import Complaint, Escalation, Level, Severity
from models.types import new_id
from processes.complaint.escalations import bring_before
from processes.complaint.two_months import limit_from

#: Reason of the escalation, as the pages name it.
PENDING_ELSEWHERE = "pending_elsewhere"
#: Nothing that lies further back is believed: it would be a slip of the pen.
LONGEST_AGO = timedelta(days=30 * 365)

_SUPERINTENDENT = "superintendent"


def since(answers: Mapping[str, Any], *, now: datetime) -> datetime | None:
    """The moment from which her own complaint has been pending elsewhere, by the proforma.

    None where she has not complained before, where it is no longer pending, and where the day she
    gave cannot be: it lies ahead, or a lifetime ago.
    """
    if answers.get("complained_before") != "yes" or answers.get("earlier_pending") == "no":
        return None
    return moment_of(answers.get("earlier_on"), now=now)


def moment_of(day: Any, *, now: datetime) -> datetime | None:
    """The beginning of a day that lies behind us, in the zone of the law; else None."""
    try:
        moment = iso_time.moment_of(day, zone=KOLKATA) if day else None
    except ValueError:
        return None
    if moment is None or moment >= now or moment < now - LONGEST_AGO:
        return None
    return moment


def tell_superintendent(
    session: Session, complaint: Complaint, *, element_id: str, now: datetime
) -> Escalation:
    """Bring a complaint that was pending elsewhere before the superintendent, at once.

    Red where its two months are over already. Where it lies at the State because the accused is
    police, the State nodal officer hears of it and nobody below.
    """
    since_when = complaint.pending_since or now
    is_late = limit_from(since_when, KOLKATA) <= now
    return bring_before(
        session,
        complaint,
        instance_id=complaint.instance_id or "",
        element_id=element_id,
        token_id=new_id(),
        reason=PENDING_ELSEWHERE,
        severity=Severity.RED if is_late else Severity.AMBER,
        level=Level.DISTRICT,
        role=_SUPERINTENDENT,
        now=now,
    )
