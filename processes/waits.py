"""Waits: how long cases stood where they wait for a message, and how many stand there now.

A wait is no task and no timer, so no row of its own says when it began. The history does: it begins
when the case has passed what leads there, and ends when the wait itself is passed, another way was
taken, or the box around it is left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.arrows import arrows_of
from engine.conventions import BPMN
from engine.messages import RUNNING
from engine.xml import parse_xml
from models import EventKind, HistoryEvent
from processes.heat_scope import Scope, days_between, of_scope, within_period


@dataclass(frozen=True)
class Wait:
    """Where a case waits for a message, by the elements that its history names."""

    sources: frozenset[str]  # what leads there
    left_by: frozenset[str] = frozenset()  # what ends it beside the message itself


#: Every wait of a drawing by its id.
Waits = Mapping[str, Wait]

_RECEIVES = f"{BPMN}receiveTask"
_TAGS = (_RECEIVES, f"{BPMN}intermediateCatchEvent")
#: Steps from which a case takes one of several arrows.
_CHOICES = (f"{BPMN}exclusiveGateway", f"{BPMN}eventBasedGateway")
#: Lines of history that say that the case went on from a step.
_LEFT = (EventKind.ELEMENT_DONE, EventKind.TASK_COMPLETED, EventKind.TIMER_FIRED, EventKind.MOVED)
#: And those that say that it came to one.
_CAME = (*_LEFT, EventKind.TASK_OPENED)


def waits_of(files: Mapping[str, bytes]) -> Waits:
    """The waits for messages that these files draw; those on borders are their step's."""
    roots = [parse_xml(files[path]).getroot() for path in sorted(files) if path.endswith(".bpmn")]
    waits = {node.get("id"): node for root in roots for node in root.iter(*_TAGS) if _is_wait(node)}
    choices = {node.get("id") for root in roots for node in root.iter(*_CHOICES)}
    arrows = arrows_of(files)
    found = {}
    for wait in sorted(waits):
        sources = frozenset(arrow.source for arrow in arrows if arrow.target == wait)
        beside = {arrow.target for arrow in arrows if arrow.source in sources & choices}
        found[wait] = Wait(sources, frozenset({*beside, *_around(waits[wait], roots)}))
    return found


def _is_wait(node: Any) -> bool:
    return node.tag == _RECEIVES or node.find(f"{BPMN}messageEventDefinition") is not None


def _around(node: Any, roots: list[Any]) -> Iterator[str]:
    """What ends everything in the boxes around a node: their ends, and what interrupts them."""
    borders = [border for root in roots for border in root.iter(f"{BPMN}boundaryEvent")]
    scope = node.getparent()
    yield from _interrupting(borders, node.get("id"))
    while scope is not None and scope.get("id"):
        yield from (start.get("id") for start in _interrupting_starts(scope))
        if scope.tag == f"{BPMN}process":
            for call in (each for root in roots for each in root.iter(f"{BPMN}callActivity")):
                if call.get("calledElement") == scope.get("id"):
                    yield call.get("id")
                    yield from _around(call, roots)
            return
        yield scope.get("id")
        yield from _interrupting(borders, scope.get("id"))
        scope = scope.getparent()


def _interrupting(borders: list[Any], host: str) -> Iterator[str]:
    for border in borders:
        if border.get("attachedToRef") == host and border.get("cancelActivity") != "false":
            yield border.get("id")


def _interrupting_starts(scope: Any) -> Iterator[Any]:
    """The start events of boxes in a scope that take its place once they begin."""
    for box in scope.iterchildren(f"{BPMN}subProcess"):
        if box.get("triggeredByEvent") == "true":
            for start in box.iterchildren(f"{BPMN}startEvent"):
                if start.get("isInterrupting") != "false":
                    yield start


def standing(session: Session, scope: Scope, waits: Waits) -> dict[str, int]:
    """How many of the cases that are meant wait for each message now."""
    found = {}
    for name, wait in waits.items():
        entered, left = aliased(HistoryEvent), aliased(HistoryEvent)
        is_gone = (
            select(left.id)
            .where(
                left.instance_id == entered.instance_id,
                left.id > entered.id,
                left.kind.in_(_CAME),
                left.element_id.in_(sorted({name, *wait.left_by})),
            )
            .exists()
        )
        query = select(func.count(entered.instance_id.distinct())).where(
            entered.element_id.in_(sorted(wait.sources)),
            entered.kind.in_(_LEFT),
            RUNNING,
            ~is_gone,
        )
        count = session.scalar(of_scope(query, entered.instance_id, scope))
        if count:
            found[name] = count
    return found


def waited(session: Session, scope: Scope, waits: Waits) -> Any:
    """A query for the step and the days of each wait that is over."""
    left, entered = aliased(HistoryEvent), aliased(HistoryEvent)
    leads_there = or_(
        *(
            and_(left.element_id == wait, entered.element_id.in_(sorted(each.sources)))
            for wait, each in waits.items()
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
