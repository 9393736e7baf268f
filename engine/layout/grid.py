"""The grid on which the steps of a scope stand: columns of time, rows within lanes."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from engine.layout.lanes import Lanes
from engine.layout.picture import Picture
from engine.xml import local_name

STEP = (120.0, 80.0)
GATEWAY = (50.0, 50.0)
EVENT = (36.0, 36.0)
LABEL = (90.0, 28.0)
GAP = 80.0  # between two columns: lines go up and down there
CHANNEL = 60.0  # between two rows: lines go along there


@dataclass
class Cell:
    """A step and where it stands on the grid."""

    node: Any
    column: int
    row: int = 0
    inner: Picture | None = None
    guests: list[Any] = field(default_factory=list)  # boundary events

    @property
    def size(self) -> tuple[float, float]:
        if self.inner is not None:
            return self.inner.width, self.inner.height
        return size_of(self.node)


@dataclass(frozen=True)
class Grid:
    """Where the columns and rows of a scope are, and what stands on them."""

    cells: Mapping[str, Cell]
    hosts: Mapping[str, str]  # a boundary event -> the step it stands on
    lanes: Lanes
    lefts: Sequence[float]  # of the columns
    widths: Sequence[float]
    bottoms: Mapping[tuple[int, int], float]  # of the rows of each lane
    taken: Set[tuple[int, int, int]]  # lane, row and column of every step

    def is_free(self, step: str, columns: range) -> bool:
        """Whether nothing stands in the row of a step in these columns."""
        lane, row = self.lanes.of(step), self.cells[step].row
        return not any((lane, row, column) in self.taken for column in columns)


def size_of(node: Any) -> tuple[float, float]:
    """How large an element is drawn that holds no others."""
    name = local_name(node)
    if name.endswith("Event"):
        return EVENT
    return GATEWAY if name.endswith("Gateway") else STEP
