"""Where the tokens of one scope can lie, and how they move: a net small enough to be played out.

A place is an arrow, or an activity that something on its border can take the token from. Steps in
a row share one place, since nothing else can happen between them. Activities, sub-processes and
calls end at some time; every condition may come true, but each on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from engine.check.drawn import Scope, event_definitions
from engine.xml import local_name

_CHOICES = frozenset({"exclusiveGateway", "eventBasedGateway"})
_MOST_BRANCHES = 8
_MOST_MOVES = 2000


class NetTooLarge(Exception):
    """The scope has more branches than can be played out."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that may happen; sets of places are bits of a number."""

    step: str
    takes: int
    adds: int
    ends_all: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """A gateway that waits for tokens on its arrows."""

    step: str
    arrows: int
    adds: int
    waits_for_all: bool
    upstream: dict[int, int] = field(default_factory=dict)
    """For each place that leads to an inclusive join: the arrows that its token could come by."""

    def fires(self, marking: int) -> bool:
        """Whether the tokens that are here suffice."""
        here = marking & self.arrows
        if self.waits_for_all or not here:
            return here == self.arrows
        empty = self.arrows & ~here
        return not any(
            reached & empty and not reached & here
            for place, reached in self.upstream.items()
            if marking & place & ~self.arrows
        )


@dataclass
class Net:
    """The places of a scope as bits, what may happen there, and where its tokens begin."""

    moves: list[Move] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    begins_beside: list[int] = field(default_factory=list)
    """What may begin while the rest goes on, where an event on a border does not interrupt."""
    merges: dict[str, int] = field(default_factory=dict)
    """The arrows into each step that takes every token as it comes."""


def net_of(scope: Scope) -> Net:
    """The net of a scope whose arrows all lead somewhere.

    :raises NetTooLarge: it has too many branches
    """
    return _Maker(scope).make()


class _Maker:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._borders: dict[str, list[Any]] = {}
        for node in scope.all_of("boundaryEvent"):
            self._borders.setdefault(node.get("attachedToRef") or "", []).append(node)
        self._places: dict[Any, int] = {}
        self._count = 0
        self._net = Net()

    def make(self) -> Net:
        for step in self._scope.steps:
            for arrow in self._out(step):
                self._arrow(arrow)
        for step, node in self._scope.steps.items():
            self._step(step, node)
            if len(self._net.moves) > _MOST_MOVES:
                raise NetTooLarge
        for join in self._net.joins:
            if not join.waits_for_all:
                join.upstream.update(self._upstream(join))
        return self._net

    def _step(self, step: str, node: Any) -> None:
        tag, incoming = local_name(node), self._in(step)
        outs = [self._arrow(each) for each in self._out(step)]
        if tag == "startEvent":
            self._net.begins.append(_all(outs))
            return
        if tag == "boundaryEvent" or not incoming or self._is_passed(step):
            return
        arrows = _all(incoming)
        if tag in ("parallelGateway", "inclusiveGateway") and len(incoming) > 1:
            self._net.joins.append(Join(step, arrows, self._bit(step), tag == "parallelGateway"))
            self._leave(step, node, self._bit(step), outs)
            return
        if len(incoming) > 1 and tag != "endEvent":
            self._net.merges[step] = arrows
        if step in self._borders:
            self._host(step, incoming, outs)
            return
        for place in incoming:
            self._leave(step, node, place, outs)

    def _leave(self, step: str, node: Any, place: int, outs: list[int]) -> None:
        for adds in _ways_out(local_name(node), outs):
            self._net.moves.append(Move(step, place, adds, _ends_all(node)))

    def _host(self, step: str, incoming: list[int], outs: list[int]) -> None:
        """An activity with events on its border: those that interrupt take the token away.

        What does not interrupt begins anew beside it, as a start event does.
        """
        here = self._bit(step)
        self._net.moves += [Move(step, place, here) for place in incoming]
        self._net.moves.append(Move(step, here, _all(outs)))
        for event in self._borders[step]:
            follows = _all(self._arrow(each) for each in self._out(event.get("id")))
            if event.get("cancelActivity") == "false":
                self._net.begins_beside.append(follows)
            else:
                self._net.moves.append(Move(event.get("id"), here, follows))

    def _upstream(self, join: Join) -> dict[int, int]:
        """By which of its arrows a token could come from each place, without passing the join."""
        found: dict[int, int] = {}
        for index in _bits(join.arrows):
            reached, waiting = index, [index]
            while waiting:
                wanted = waiting.pop()
                for needs, adds in self._steps_of_net():
                    if adds & wanted and not needs & join.arrows:
                        for place in _bits(needs & ~reached):
                            reached |= place
                            waiting.append(place)
            for place in _bits(reached):
                found[place] = found.get(place, 0) | index
        return found

    def _steps_of_net(self) -> Iterator[tuple[int, int]]:
        yield from ((move.takes, move.adds) for move in self._net.moves)
        yield from ((each.arrows, each.adds) for each in self._net.joins)

    def _is_passed(self, step: str) -> bool:
        """Whether a step only stands between one arrow and another."""
        node = self._scope.steps[step]
        is_plain = step not in self._borders and not _ends_all(node)
        one_way = len(self._scope.incoming.get(step, [])) == 1 == len(self._out(step))
        return is_plain and one_way and local_name(node) not in ("startEvent", "boundaryEvent")

    def _arrow(self, arrow: Any) -> int:
        """The place of an arrow: that of the first arrow of its row."""
        row = []
        while arrow not in self._places:
            row.append(arrow)
            source = arrow.get("sourceRef")
            if source not in self._scope.steps or not self._is_passed(source):
                break
            if len(row) > len(self._scope.arrows):  # they go round and round
                break
            arrow = self._scope.incoming[source][0]
        place = self._bit(arrow)
        self._places.update(dict.fromkeys(row, place))
        return place

    def _bit(self, what: Any) -> int:
        """The place of an arrow, or of a step by its id."""
        if what not in self._places:
            self._places[what] = 1 << self._count
            self._count += 1
        return self._places[what]

    def _in(self, step: str) -> list[int]:
        return [self._arrow(each) for each in self._scope.incoming.get(step, [])]

    def _out(self, step: str) -> list[Any]:
        return self._scope.outgoing.get(step, [])


def _ways_out(tag: str, outs: list[int]) -> Iterator[int]:
    """The sets of arrows that a step may send tokens along."""
    if tag in _CHOICES and outs:
        yield from outs
    elif tag == "inclusiveGateway" and len(outs) > 1:
        if len(outs) > _MOST_BRANCHES:
            raise NetTooLarge
        for count in range(1, len(outs) + 1):
            yield from map(_all, combinations(outs, count))
    else:
        yield _all(outs)


def _ends_all(node: Any) -> bool:
    return any(local_name(each) == "terminateEventDefinition" for each in event_definitions(node))


def _all(places: Any) -> int:
    together = 0
    for place in places:
        together |= place
    return together


def _bits(places: int) -> Iterator[int]:
    while places:
        lowest = places & -places
        yield lowest
        places ^= lowest
