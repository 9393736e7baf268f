"""History: what happened in an instance, written before its finished steps are forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from engine.registry import Actor
from engine.tables import HISTORY
from models import EventKind, HistoryEvent

_INSERT = Prepared(
    insert(HISTORY),
    "instance_id",
    "at",
    "kind",
    "element_id",
    "token_id",
    "officer_id",
    "post_id",
    "facts",
)


def event(
    kind: EventKind,
    *,
    instance_id: str,
    at: datetime,
    actor: Actor,
    element_id: str | None = None,
    token_id: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The values of one line of history."""
    return {
        "instance_id": instance_id,
        "at": at,
        "kind": kind,
        "element_id": element_id,
        "token_id": token_id,
        "officer_id": actor.officer_id,
        "post_id": actor.post_id,
        "facts": facts,
    }


def write(connection: Connection, events: Sequence[dict[str, Any]]) -> None:
    """Append lines to the history, in this order."""
    _INSERT.run_all(connection, events)


def timeline(session: Session, instance_id: str) -> list[HistoryEvent]:
    """Everything that happened in an instance, oldest first."""
    query = (
        select(HistoryEvent)
        .where(HistoryEvent.instance_id == instance_id)
        .order_by(HistoryEvent.id)
    )
    return list(session.scalars(query))
