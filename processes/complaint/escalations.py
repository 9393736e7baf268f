"""Escalations: rows that a timer writes and no screen can delete."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine.step import Step
from models import Complaint, Escalation, Level, Severity, Unit
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.permissions.rules import require
from processes.posts.identity import Identity
from processes.posts.units import ancestor_column


def raise_escalation(step: Step, complaint: Complaint) -> Escalation | None:
    """Bring the case before the role and level that the step's properties name, once.

    A step that runs again, after a crash before its commit was known, writes nothing more.
    """
    known = step.session.scalars(
        select(Escalation.id).where(Escalation.token_id == step.token_id)
    ).first()
    if known is not None:
        return None
    level = Level[step.properties["level"].upper()]
    unit = _unit_at(step.session, complaint, level)
    escalation = Escalation(
        instance_id=step.instance_id,
        element_id=step.element_id,
        token_id=step.token_id,
        reason=step.properties["reason"],
        severity=Severity[step.properties["severity"].upper()],
        level=level,
        role=step.properties["role"],
        unit_id=unit.id if unit else complaint.unit_id,
        circle_id=complaint.circle_id,
        district_id=complaint.district_id,
        state_id=complaint.state_id,
        raised_at=step.now,
    )
    step.session.add(escalation)
    return escalation


def acknowledge(
    session: Session, identity: Identity, escalation_id: int, *, now: datetime
) -> Escalation:
    """Note that a supervisor has seen it; a second time changes nothing. The row stays.

    :raises NotVisible: there is none before her
    """
    escalation = session.get(Escalation, escalation_id)
    if escalation is None:
        raise NotVisible
    require(Permission.ACKNOWLEDGE_ESCALATION, identity, escalation)
    if escalation.acknowledged_at is None:
        escalation.acknowledged_at = now
        escalation.acknowledged_by = identity.officer_id
        audit.record(
            session,
            escalation.instance_id,
            "acknowledged",
            identity.acting_as(None),
            now,
            escalation=escalation.id,
        )
    return escalation


def _unit_at(session: Session, complaint: Complaint, level: Level) -> Unit | None:
    if level is Level.NATIONAL:
        return session.scalars(select(Unit).where(Unit.level == Level.NATIONAL).limit(1)).first()
    unit = session.get_one(Unit, complaint.unit_id)
    ancestor = getattr(unit, ancestor_column(level))
    return session.get(Unit, ancestor) if ancestor else None
