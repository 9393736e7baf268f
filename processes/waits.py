"""Waits: how long cases stood where they wait for a message.

A wait is no task and no timer, so no row of its own says when it began. The history does: it begins
when the case has passed what leads there, and ends when the wait itself is passed.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.arrows import arrows_of
from engine.drawing import BPMN
from engine.xml import parse_xml
from models import EventKind, HistoryEvent
from processes.heat_scope import Scope, days_between, of_scope, within_period

#: The elements that lead to each wait, by its id.
Waits = Mapping[str, frozenset[str]]

_RECEIVES = f"{BPMN}receiveTask"
_TAGS = (_RECEIVES, f"{BPMN}intermediateCatchEvent")
#: Lines of history that say that the case went on from a step.
_LEFT = (EventKind.ELEMENT_DONE, EventKind.TASK_COMPLETED, EventKind.TIMER_FIRED, EventKind.MOVED)


def waits_of(files: Mapping[str, bytes]) -> Waits:
    """The waits for messages that these files draw; those on borders are their step's."""
    roots = [parse_xml(files[path]).getroot() for path in sorted(files) if path.endswith(".bpmn")]
    waits = [node.get("id") for root in roots for node in root.iter(*_TAGS) if _is_wait(node)]
    arrows = arrows_of(files)
    return {
        wait: frozenset(arrow.source for arrow in arrows if arrow.target == wait)
        for wait in sorted(waits)
    }


def _is_wait(node: Any) -> bool:
    return node.tag == _RECEIVES or node.find(f"{BPMN}messageEventDefinition") is not None


def waited(session: Session, scope: Scope, waits: Waits) -> Any:
    """A query for the step and the days of each wait that is over."""
    left, entered = aliased(HistoryEvent), aliased(HistoryEvent)
    leads_there = or_(
        *(
            and_(left.element_id == wait, entered.element_id.in_(sorted(sources)))
            for wait, sources in waits.items()
        )
    )
    began_at = (
        select(func.max(entered.at))
        .where(
            entered.instance_id == left.instance_id,
            entered.id < left.id,
            entered.kind.in_(_LEFT),
            leads_there,
        )
        .correlate(left)
        .scalar_subquery()
    )
    query = select(
        left.element_id.label("step"), days_between(session, began_at, left.at).label("days")
    ).where(
        left.kind == EventKind.ELEMENT_DONE,
        left.element_id.in_(sorted(waits)),
        began_at.is_not(None),
        *within_period(left.at, scope),
    )
    return of_scope(query, left.instance_id, scope)
