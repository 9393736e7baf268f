"""Drills: a station's units are called for practice, by the way that a real call goes."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.registry import Registry
from models import EmergencyAlert, Unit
from models.types import new_id
from processes.emergency.alert_case import lay_at, sent_before, start_case
from processes.emergency.alerts import Alerted
from processes.emergency.search import nearest


def drill(
    session: Session, registry: Registry, *, station: Unit, submission_key: str, now: datetime
) -> Alerted:
    """Call a station's units for practice: the same way, marked as a drill from the first line."""
    before = sent_before(session, submission_key)
    if before is not None:
        return Alerted(before.id, is_new=False)
    made = EmergencyAlert(
        id=new_id(),
        instance_id=new_id(),
        submission_key=submission_key,
        channel="drill",
        is_drill=True,
        raised_at=now,
    )
    lay_at(made, station)
    start_case(session, registry, made, {}, [])
    return Alerted(made.id, is_new=True)


def may_be_drilled(session: Session, station: Unit, *, now: datetime) -> bool:
    """Whether any of a station's units is free to practise: real calls are not disturbed."""
    made = EmergencyAlert(is_drill=True)
    lay_at(made, station)
    return bool(nearest(session, made, None, now=now))
