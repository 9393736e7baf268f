"""Relocation: an instance goes to another unit by no step of its own."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.instances import opened
from engine.registry import Actor, Registry
from models import EventKind


def relocate(
    session: Session,
    registry: Registry,
    instance_id: str,
    unit_id: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Hand an instance to another unit: its open tasks go to that unit's posts, claims lapse.

    `reason` is a code, for the history and the audit.

    :raises InstanceNotFound: there is none with this id
    :raises InstanceNotRunning: it has ended
    """
    with opened(session, registry, instance_id, actor=actor, now=now) as instance:
        instance.unit_id = unit_id
        instance.action = "relocate"
        instance.audit_facts["reason"] = reason
        instance.happened(EventKind.NOTED, facts={"name": reason, "unit": unit_id})
