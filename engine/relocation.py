"""Relocation: an instance goes to another unit, or its tasks to other posts, by no own step."""

from collections.abc import Collection
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


def seat_anew(
    session: Session,
    registry: Registry,
    instance_id: str,
    roles: Collection[str],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Ask again where the open tasks of these roles' lanes go; their claims lapse.

    `reason` is a code, for the history and the audit.

    :raises InstanceNotFound: there is none with this id
    :raises InstanceNotRunning: it has ended
    """
    with opened(session, registry, instance_id, actor=actor, now=now) as instance:
        instance.seat_anew(roles)
        instance.action = "seat_anew"
        instance.audit_facts["reason"] = reason
        instance.happened(EventKind.NOTED, facts={"name": reason})
