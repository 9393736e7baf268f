"""Earlier steps: the elements of versions that a case has left, for pages that tell its past."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.drawing import Element
from engine.tables import HISTORY
from models import EventKind, HistoryEvent


def elements_before(session: Session, events: Iterable[HistoryEvent]) -> dict[str, Element]:
    """The elements of all versions that a case had before its last one, given its history."""
    return _elements(
        session, [event.facts or {} for event in events if event.kind is EventKind.MIGRATED]
    )


def earlier_elements(
    session: Session, instance_ids: Collection[str]
) -> dict[str, dict[str, Element]]:
    """The same for several cases, by case; read from their histories."""
    left: dict[str, list[Mapping[str, Any]]] = {each: [] for each in instance_ids}
    found = session.execute(
        select(HISTORY.c.instance_id, HISTORY.c.facts)
        .where(HISTORY.c.instance_id.in_(left), HISTORY.c.kind == EventKind.MIGRATED)
        .order_by(HISTORY.c.id)
    )
    for instance_id, facts in found:
        left[instance_id].append(facts)
    return {instance_id: _elements(session, told) for instance_id, told in left.items()}


def _elements(session: Session, told: Iterable[Mapping[str, Any]]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for facts in told:
        found |= definitions.load(session, facts["from_definition"]).elements
    return found
