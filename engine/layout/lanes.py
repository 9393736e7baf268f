"""The lanes of a process: which step lies in which, and how high each must be."""

from collections.abc import Iterator
from typing import Any

from engine.conventions import BPMN
from engine.layout.picture import Bounds, Shape

HEAD = 30.0


class Lanes:
    """The innermost lanes from top to bottom; a process without any is one strip without a name."""

    def __init__(self, sets: list[Any]) -> None:
        self._sets = sets
        self._leaves = list(_leaves(sets))
        self._of = {
            reference: number
            for number, lane in enumerate(self._leaves)
            for reference in _references(lane)
        }
        self._spans = [(0.0, 0.0)] * self.number

    @classmethod
    def of_process(cls, process: Any) -> "Lanes":
        return cls(list(process.iterchildren(f"{BPMN}laneSet")))

    @classmethod
    def none(cls) -> "Lanes":
        return cls([])

    @property
    def number(self) -> int:
        """How many strips there are, one at least."""
        return max(1, len(self._leaves))

    @property
    def depth(self) -> float:
        """How much room the heads of all lanes take at the left."""
        return HEAD * _depth(self._sets)

    def of(self, step: str) -> int:
        """The strip of a step; one that is in no lane stands in the first."""
        return self._of.get(step, 0)

    def stretch(self, number: int, top: float, bottom: float) -> None:
        """Let a strip reach from here to there."""
        self._spans[number] = (top, bottom)

    def stretch_last(self, bottom: float) -> None:
        """Let the last strip reach down to here."""
        self._spans[-1] = (self._spans[-1][0], bottom)

    def shapes(self, width: float) -> Iterator[Shape]:
        """Every lane with an id, the outer ones before those in them; `width` from their left."""
        numbers = {id(lane): number for number, lane in enumerate(self._leaves)}

        def drawn(sets: list[Any], x: float) -> Iterator[Shape]:
            for lane in _lanes_of(sets):
                inner = list(_leaves(_inner(lane))) or [lane]
                top = self._spans[numbers[id(inner[0])]][0]
                bottom = self._spans[numbers[id(inner[-1])]][1]
                if lane.get("id"):
                    bounds = Bounds(x, top, width - x, bottom - top)
                    yield Shape(lane.get("id"), bounds, is_horizontal=True)
                yield from drawn(_inner(lane), x + HEAD)

        yield from drawn(self._sets, 0)


def _lanes_of(sets: list[Any]) -> Iterator[Any]:
    for each in sets:
        yield from each.iterchildren(f"{BPMN}lane")


def _inner(lane: Any) -> list[Any]:
    return list(lane.iterchildren(f"{BPMN}childLaneSet"))


def _leaves(sets: list[Any]) -> Iterator[Any]:
    for lane in _lanes_of(sets):
        inner = list(_leaves(_inner(lane)))
        yield from inner or [lane]


def _references(lane: Any) -> Iterator[str]:
    for each in lane.iterchildren(f"{BPMN}flowNodeRef"):
        yield (each.text or "").strip()


def _depth(sets: list[Any]) -> int:
    return max((1 + _depth(_inner(lane)) for lane in _lanes_of(sets)), default=0)
