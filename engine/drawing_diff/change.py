"""One difference: what is concerned, how, and in which of its properties."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.called import Name

#: The properties of something, by a code that pages have words for.
Facts = Mapping[str, str]


class How(StrEnum):
    """What has happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # it stands elsewhere, and runs as before


class Unreadable(Exception):
    """One of the two files cannot be read, so nothing in it can be found."""


@dataclass(frozen=True)
class Detail:
    """A property before and after; empty where it was not there."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """Something that differs."""

    how: How
    id: str
    kind: str  # userTask, radio, rule, notice, role ...
    name: str
    name_hi: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class FileChange:
    """A file that differs. A whole file that came or went has no changes of its own."""

    path: str
    kind: str  # drawing, form, table, notices, about, case, other
    how: How
    changes: tuple[Change, ...] = ()
    is_readable: bool = True
    names: Mapping[str, Name] = field(default_factory=dict)  # of a drawing's elements, by their id

    def ids(self, how: How) -> list[str]:
        """The ids of what has changed so, for marks on a drawing."""
        return [change.id for change in self.changes if change.how is how]


@dataclass(frozen=True)
class Thing:
    """Something with an id in one of the two files."""

    kind: str
    name: str
    name_hi: str
    facts: Facts
    place: object = None  # where it stands; nothing that runs depends on it


def differences(before: Mapping[str, Thing], after: Mapping[str, Thing]) -> Iterator[Change]:
    """Compare things by their ids: in the order of the second file, what is gone at the end."""
    for thing_id, now in after.items():
        was = before.get(thing_id)
        if was is None:
            yield _change(How.ADDED, thing_id, now)
            continue
        details = tuple(
            Detail(what, was.facts.get(what, ""), now.facts.get(what, ""))
            for what in dict.fromkeys([*was.facts, *now.facts])
            if was.facts.get(what, "") != now.facts.get(what, "")
        )
        if was.kind != now.kind:
            details = (Detail("kind", was.kind, now.kind), *details)
        if details:
            yield _change(How.CHANGED, thing_id, now, details)
        elif was.place != now.place:
            yield _change(How.MOVED, thing_id, now)
    for thing_id, was in before.items():
        if thing_id not in after:
            yield _change(How.REMOVED, thing_id, was)


def in_order(things: Sequence[tuple[str, Thing]]) -> dict[str, Thing]:
    """Things by id; of two with one id the second is told apart by its number."""
    found: dict[str, Thing] = {}
    for number, (thing_id, thing) in enumerate(things):
        found[thing_id if thing_id not in found else f"{thing_id} {number}"] = thing
    return found


def _change(how: How, thing_id: str, thing: Thing, details: tuple[Detail, ...] = ()) -> Change:
    return Change(how, thing_id, thing.kind, thing.name, thing.name_hi, details)
