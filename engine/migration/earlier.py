"""Earlier versions: those that a case has left, for pages that tell its past."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from engine.tables import HISTORY
from models import EventKind, HistoryEvent


def versions_before(session: Session, events: Iterable[HistoryEvent]) -> list[Definition]:
    """The versions that a case had before its last one, the latest first, given its history."""
    return _versions(
        session, [event.facts or {} for event in events if event.kind is EventKind.MIGRATED]
    )


def earlier_versions(
    session: Session, instance_ids: Collection[str]
) -> dict[str, list[Definition]]:
    """The same for several cases, by case; read from their histories."""
    left: dict[str, list[Mapping[str, Any]]] = {each: [] for each in instance_ids}
    found = session.execute(
        select(HISTORY.c.instance_id, HISTORY.c.facts)
        .where(HISTORY.c.instance_id.in_(left), HISTORY.c.kind == EventKind.MIGRATED)
        .order_by(HISTORY.c.id)
    )
    for instance_id, facts in found:
        left[instance_id].append(facts)
    return {instance_id: _versions(session, told) for instance_id, told in left.items()}


def _versions(session: Session, told: Iterable[Mapping[str, Any]]) -> list[Definition]:
    ids = [facts["from_definition"] for facts in told]
    return [definitions.load(session, each) for each in dict.fromkeys(reversed(ids))]
