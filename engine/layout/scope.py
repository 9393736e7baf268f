"""Draws the steps of one process or sub-process on a grid, and the arrows between them."""

from itertools import chain, count
from typing import Any

from engine.conventions import BPMN
from engine.layout.arrows import Router
from engine.layout.columns import columns
from engine.layout.grid import CHANNEL, EVENT, GAP, LABEL, STEP, Cell, Grid, size_of
from engine.layout.lanes import Lanes
from engine.layout.picture import Bounds, Picture, Shape
from engine.xml import local_name

PAPER = (36.0, 50.0)
NOTE = (120.0, 50.0)
EDGE = 30.0
_SCOPES = ("subProcess", "transaction", "adHocSubProcess")
_PAPERS = ("dataObjectReference", "dataStoreReference")


def draw_scope(scope: Any, lanes: Lanes) -> Picture:
    """Draw what lies in a process or sub-process; the lanes learn how high they are."""
    return _Scope(scope, lanes).draw()


class _Scope:
    def __init__(self, scope: Any, lanes: Lanes) -> None:
        self.lanes = lanes
        nodes = {each.get("id"): each for each in scope if each.get("id") and _is_step(each)}
        hosts = {i for i, n in nodes.items() if not n.get("attachedToRef")}
        self.guests = {i: n for i, n in nodes.items() if n.get("attachedToRef") in hosts}
        self.hosts = {i: n.get("attachedToRef") for i, n in self.guests.items()}
        self.arrows = [
            each
            for each in scope.iterchildren(f"{BPMN}sequenceFlow")
            if {each.get("sourceRef"), each.get("targetRef")} <= set(nodes) and each.get("id")
        ]
        steps = [i for i in nodes if i not in self.guests]
        leads: dict[str, list[str]] = {step: [] for step in steps}
        for arrow in self.arrows:
            leads[self._host(arrow.get("sourceRef"))].append(self._host(arrow.get("targetRef")))
        of_time = columns(steps, leads)
        self.cells = {step: Cell(nodes[step], of_time[step]) for step in steps}
        for guest, host in self.hosts.items():
            self.cells[host].guests.append(self.guests[guest])
        self.papers = [each for each in scope if local_name(each) in (*_PAPERS, "textAnnotation")]
        self._into_rows(leads)

    def draw(self) -> Picture:
        """Everything in its place."""
        for cell in self.cells.values():
            if local_name(cell.node) in _SCOPES:
                cell.inner = _framed(draw_scope(cell.node, Lanes.none()))
        lefts, right = self._lefts()
        tops, bottoms, bottom = self._tops()
        picture = Picture(width=right, height=bottom)
        for step, cell in self.cells.items():
            self._draw_step(picture, step, cell, lefts, tops)
        grid = Grid(self.cells, self.hosts, self.lanes, lefts, self.widths, bottoms, self.taken)
        router = Router(grid, {shape.element: shape.bounds for shape in picture.shapes})
        picture.lines += [router.line(arrow) for arrow in self.arrows]
        self._draw_papers(picture)
        return picture

    def _host(self, step: str) -> str:
        return str(self.hosts.get(step, step))

    def _into_rows(self, leads: dict[str, list[str]]) -> None:
        """A step stands in the row of the one before it, if that is free."""
        before: dict[str, list[str]] = {step: [] for step in self.cells}
        for source, targets in leads.items():
            for target in targets:
                before[target].append(source)
        self.taken: set[tuple[int, int, int]] = set()
        for step, cell in sorted(self.cells.items(), key=lambda each: each[1].column):
            lane = self.lanes.of(step)
            wanted = [
                self.cells[each].row
                for each in before[step]
                if self.cells[each].column < cell.column and self.lanes.of(each) == lane
            ]
            cell.row = next(
                row for row in chain(wanted, count()) if (lane, row, cell.column) not in self.taken
            )
            self.taken.add((lane, cell.row, cell.column))

    def _lefts(self) -> tuple[list[float], float]:
        widths = [0.0] * (1 + max((cell.column for cell in self.cells.values()), default=0))
        for cell in self.cells.values():
            widths[cell.column] = max(widths[cell.column], cell.size[0], LABEL[0])
        lefts, left = [], EDGE + GAP / 2
        for width in widths:
            lefts.append(left)
            left += width + GAP
        self.widths = widths
        return lefts, left - GAP / 2 + EDGE

    def _tops(self) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float], float]:
        """Where the rows of each lane begin and end, and where everything ends."""
        heights: dict[tuple[int, int], float] = {}
        for step, cell in self.cells.items():
            key = (self.lanes.of(step), cell.row)
            under = EVENT[1] / 2 + LABEL[1] if cell.guests else 0
            outside = LABEL[1] + 4 if size_of(cell.node) != STEP else 0
            needed = cell.size[1] + max(under, outside)
            heights[key] = max(heights.get(key, 0), needed)
        tops, bottoms, top = {}, {}, 0.0
        for lane in range(self.lanes.number):
            begin = top
            top += EDGE
            for row in sorted(row for its, row in heights if its == lane):
                tops[lane, row] = top
                bottoms[lane, row] = top + heights[lane, row]
                top += heights[lane, row] + CHANNEL
            top = max(top, begin + STEP[1] + 2 * EDGE)
            self.lanes.stretch(lane, begin, top)
        return tops, bottoms, top

    def _draw_step(
        self,
        picture: Picture,
        step: str,
        cell: Cell,
        lefts: list[float],
        tops: dict[tuple[int, int], float],
    ) -> None:
        width, height = cell.size
        x = lefts[cell.column] + (self.widths[cell.column] - width) / 2
        top = tops[self.lanes.of(step), cell.row]
        y = top if cell.inner else top + max(0.0, (STEP[1] - height) / 2)
        bounds = Bounds(x, y, width, height)
        is_scope = True if cell.inner else None
        picture.shapes.append(Shape(step, bounds, _label(cell.node, bounds), is_scope))
        if cell.inner:
            picture.take(cell.inner, x, y)
        for number, guest in enumerate(cell.guests):
            at = x + width - (number + 1) * (EVENT[0] + 12)
            at = max(at, x) if len(cell.guests) < 3 else x + number * width / len(cell.guests)
            place = Bounds(at, y + height - EVENT[1] / 2, *EVENT)
            picture.shapes.append(Shape(guest.get("id"), place, _label(guest, place)))

    def _draw_papers(self, picture: Picture) -> None:
        """What lies beside the steps stands below them."""
        x = EDGE
        for paper in self.papers:
            if not paper.get("id"):
                continue
            width, height = NOTE if local_name(paper) == "textAnnotation" else PAPER
            place = Bounds(x, picture.height, width, height)
            picture.shapes.append(Shape(paper.get("id"), place, _label(paper, place)))
            x += max(width, LABEL[0]) + 20
            picture.width = max(picture.width, x)
        if x > EDGE:
            picture.height += NOTE[1] + LABEL[1] + EDGE
            self.lanes.stretch_last(picture.height)


def _is_step(node: Any) -> bool:
    name = local_name(node)
    return name.lower().endswith(("task", "event", "gateway", "callactivity")) or name in _SCOPES


def _label(node: Any, bounds: Bounds) -> Bounds | None:
    """The place of a label that stands below its element."""
    is_outside = size_of(node) != STEP or local_name(node) in _PAPERS
    if not node.get("name") or not is_outside:
        return None
    x = bounds.middle[0] - LABEL[0] / 2
    return Bounds(x, bounds.y + bounds.height + 4, *LABEL)


def _framed(inner: Picture) -> Picture:
    """A sub-process as large as what lies in it."""
    inner.width = max(inner.width, STEP[0])
    inner.height = max(inner.height, STEP[1])
    return inner
