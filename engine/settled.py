"""Settled answers: those by which a case has gone a way since, so that no correction changes them.

A way is taken by what reads a variable: a condition, a table, a script, a count, a notice that is
sent only then, a service (by what its topic goes by, its properties name or its `set_` reads).
Dates and seats are no ways: what waits for them follows a correction. The drawing widens this
(`may_change` names the answers for which it says itself what then happens; what `when_corrected`
does again settles nothing) and narrows it (once an element that `settled_by` names was passed, no
answer of the step changes any more).
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.cache import Cache
from engine.check.drawn import Drawn
from engine.check.variables import deciding, serving
from engine.conventions import MAY_CHANGE, SETTLED_BY, WHEN_CORRECTED
from engine.definitions import CACHE_SIZE, Definition
from engine.migration.earlier import earlier_versions
from engine.tables import HISTORY
from engine.xml import parse_xml
from models import EventKind

_REACHED = (
    *(EventKind.ELEMENT_DONE, EventKind.TASK_OPENED, EventKind.TASK_COMPLETED),
    *(EventKind.TIMER_FIRED, EventKind.MESSAGE_RECEIVED),
)
_BLANK: tuple[Any, ...] = (None, "", [], False)


@dataclass(frozen=True)
class _Service:
    """A service of a drawing, and the variables that its properties go by."""

    element_id: str
    topic: str
    names: Set[str]


@dataclass(frozen=True)
class _Readers:
    """What a drawing decides by: the elements by variable, and its services."""

    deciders: Mapping[str, frozenset[str]]
    services: tuple[_Service, ...]

    def of(self, name: str, reads: Mapping[str, Set[str]], *, again: str | None) -> Set[str]:
        """The elements that settle this variable, where the topic `again` is done anew."""
        served = {
            each.element_id
            for each in self.services
            if name in each.names
            or (each.topic != again and name in reads.get(each.topic, frozenset()))
        }
        return self.deciders.get(name, frozenset()) | served


_readers: Cache[_Readers] = Cache(CACHE_SIZE)  # by content hash


def settled(
    session: Session,
    definition: Definition,
    *,
    instance_id: str,
    task_id: str,
    element_id: str,
    names: Collection[str],
    reads: Mapping[str, Set[str]],
) -> dict[str, str]:
    """Of these answers of a completed task the settled ones, each with the element that went by it.

    Versions of the drawing that the case has left are asked too. `reads` has the variables that
    each topic goes by.
    """
    properties = definition.elements[element_id].properties
    passed = reached_since(session, instance_id=instance_id, task_id=task_id)
    ends = next((each for each in _words(properties, SETTLED_BY) if each in passed), None)
    if ends is not None:
        return dict.fromkeys(names, ends)
    versions = (definition, *earlier_versions(session, [instance_id])[instance_id])
    readers, again = [_readers_in(version) for version in versions], properties.get(WHEN_CORRECTED)
    open_to_change = set(_words(properties, MAY_CHANGE))
    found: dict[str, str] = {}
    for name in set(names) - open_to_change:
        by = {each for known in readers for each in known.of(name, reads, again=again)}
        first = next((each for each in passed if each in by), None)
        if first is not None:
            found[name] = first
    return found


def reached_since(session: Session, *, instance_id: str, task_id: str) -> list[str]:
    """The elements that the case has reached since this task was completed, in this order."""
    of_case = HISTORY.c.instance_id == instance_id
    completed = (
        select(func.max(HISTORY.c.id))
        .where(of_case, HISTORY.c.kind == EventKind.TASK_COMPLETED, HISTORY.c.token_id == task_id)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(HISTORY.c.element_id)
        .where(of_case, HISTORY.c.kind.in_(_REACHED), HISTORY.c.id >= func.coalesce(completed, 0))
        .order_by(HISTORY.c.id)
    )
    return list(dict.fromkeys(each for each in rows if each))


def is_same(before: Any, after: Any) -> bool:
    """Whether an answer stays what it was; what is left empty is one answer, however it is kept."""
    return before == after or (before in _BLANK and after in _BLANK)


def _words(properties: Mapping[str, str], name: str) -> Iterator[str]:
    return iter(properties.get(name, "").split())


def _readers_in(definition: Definition) -> _Readers:
    known = _readers.get(definition.content_hash)
    if known is None:
        found: dict[str, set[str]] = {}
        services: list[_Service] = []
        for path, content in definition.files.items():
            if path.endswith(".bpmn"):
                drawn = Drawn(path, parse_xml(content).getroot())
                services += (_Service(*each) for each in serving(drawn))
                for element_id, names in deciding(drawn, definition.decisions):
                    for name in names:
                        found.setdefault(name, set()).add(element_id)
        deciders = {name: frozenset(elements) for name, elements in found.items()}
        known = _Readers(deciders, tuple(services))
        _readers.put(definition.content_hash, known)
    return known
