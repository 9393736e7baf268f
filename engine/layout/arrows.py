"""The way of each arrow: along the channels below the rows, up and down between the columns."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from engine.layout.grid import GAP, LABEL, Grid
from engine.layout.picture import Bounds, Line, Point


class Router:
    """Finds the ways of the arrows of one scope, one after the other."""

    def __init__(self, grid: Grid, bounds: Mapping[str, Bounds]) -> None:
        self._grid = grid
        self._bounds = bounds
        self._numbers = count()

    def line(self, arrow: Any) -> Line:
        """One arrow, and its label at its beginning."""
        points = tuple(_tidied(self._points(arrow.get("sourceRef"), arrow.get("targetRef"))))
        label = None
        if arrow.get("name"):
            (x, y), (_, after) = points[0], points[1]
            label = Bounds(x + 6, y - 18 if after <= y else y + 4, min(LABEL[0], GAP), 14)
        return Line(arrow.get("id"), points, label)

    def _points(self, source: str, target: str) -> Iterator[Point]:
        grid, number = self._grid, next(self._numbers)
        step = grid.hosts.get(source, source)
        one, other = grid.cells[step], grid.cells[grid.hosts.get(target, target)]
        begin, end = self._bounds[source], self._bounds[target]
        last = (end.x, end.middle[1])
        channel = grid.bottoms[grid.lanes.of(step), one.row] + 10 + 6 * (number % 7)
        into = grid.lefts[other.column] - 12 - 6 * (number % 5)
        if source in grid.hosts:
            yield begin.middle[0], begin.y + begin.height
            yield begin.middle[0], channel
        else:
            first = (begin.x + begin.width, begin.middle[1])
            yield first
            is_ahead = other.column > one.column
            between = range(one.column + 1, other.column)
            if first[1] == last[1] and is_ahead and grid.is_free(step, between):
                yield last
                return
            if other.column == one.column + 1:
                yield into, first[1]
                yield into, last[1]
                yield last
                return
            out = grid.lefts[one.column] + grid.widths[one.column] + 12 + 6 * (number % 5)
            yield out, first[1]
            yield out, channel
        yield into, channel
        yield into, last[1]
        yield last


def _tidied(points: Iterator[Point]) -> Iterator[Point]:
    """Without points that are there twice."""
    before = None
    for point in points:
        if point != before:
            yield point
        before = point
