"""What a picture consists of: shapes and lines, each for an element."""

from dataclasses import dataclass, field, replace

Point = tuple[float, float]


@dataclass(frozen=True)
class Bounds:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> "Bounds":
        return replace(self, x=self.x + x, y=self.y + y)

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Shape:
    """An element that has a place, and its label where that stands outside."""

    element: str
    bounds: Bounds
    label: Bounds | None = None
    is_expanded: bool | None = None
    is_horizontal: bool = False

    def moved(self, x: float, y: float) -> "Shape":
        label = self.label.moved(x, y) if self.label else None
        return replace(self, bounds=self.bounds.moved(x, y), label=label)


@dataclass(frozen=True)
class Line:
    """An element that leads from one place to another."""

    element: str
    points: tuple[Point, ...]
    label: Bounds | None = None

    def moved(self, x: float, y: float) -> "Line":
        label = self.label.moved(x, y) if self.label else None
        return replace(self, points=tuple((a + x, b + y) for a, b in self.points), label=label)


@dataclass
class Picture:
    """Shapes and lines in the order in which they are drawn, within a rectangle from (0, 0)."""

    shapes: list[Shape] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    width: float = 0
    height: float = 0

    def take(self, other: "Picture", x: float, y: float) -> None:
        """Draw another picture at this place."""
        self.shapes += [each.moved(x, y) for each in other.shapes]
        self.lines += [each.moved(x, y) for each in other.lines]
