"""Awaited: the messages that a running instance waits for at this moment; read only."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from engine import store
from engine.exceptions import InstanceNotFound
from engine.instances import revive
from engine.registry import SYSTEM, Registry
from models import InstanceStatus

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # nothing is computed with it


def awaited_messages(session: Session, registry: Registry, instance_id: str) -> Mapping[str, str]:
    """The names of the messages that are waited for, by the element that waits.

    :raises InstanceNotFound: there is none with this id
    """
    row = store.peek(session.connection(), instance_id)
    if row is None:
        raise InstanceNotFound(id=instance_id)
    if row.status is not InstanceStatus.RUNNING:
        return {}
    instance = revive(session, registry, row, actor=SYSTEM, now=_NEVER, read_only=True)
    return {
        event.element_id: event.name
        for event in instance.workflow.waiting_events()
        if event.kind == "message" and event.name
    }
