"""Coverage: which elements and arrows of a drawing no case has visited."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.arrows import Arrow, arrows_of
from engine.called import Name, names_of
from engine.drawing import Drawing

#: What a token can stand on or pass; the rest of a drawing is shown, not run.
_FLOW_NODES = ("Event", "Task", "task", "Gateway", "callActivity", "subProcess", "transaction")


@dataclass
class Visits:
    """What the engine told while one case was replayed."""

    passed: Counter[str] = field(default_factory=Counter)
    ways: set[tuple[str, str]] = field(default_factory=set)

    def note(self, element: str, ahead: Sequence[str]) -> None:
        """An element was passed, and its token went on to these."""
        self.passed[element] += 1
        self.ways.update((element, each) for each in ahead)

    def copy(self) -> "Visits":
        """For a case that goes on from here."""
        return Visits(Counter(self.passed), set(self.ways))


@dataclass(frozen=True)
class Unvisited:
    """Something in the drawing where no case has been."""

    id: str
    kind: str
    name: str
    name_hi: str


@dataclass(frozen=True)
class Coverage:
    """How much of a drawing the cases have visited."""

    elements: int
    arrows: int
    unvisited_elements: Sequence[Unvisited]
    unvisited_arrows: Sequence[Unvisited]

    @property
    def is_full(self) -> bool:
        """Whether some case has been everywhere."""
        return not self.unvisited_elements and not self.unvisited_arrows

    def as_json(self) -> dict[str, Any]:
        """For programs and pages."""
        return {**asdict(self), "is_full": self.is_full}


def coverage(drawing: Drawing, files: Mapping[str, bytes], visits: Visits) -> Coverage:
    """Compare what was visited with what is drawn.

    A box counts as visited as soon as something in it was: some are only ever left by an event.
    Of two arrows between the same two steps nobody can say which one a token took: they count as
    visited together.
    """
    elements = [e for e in drawing.elements.values() if e.kind.endswith(_FLOW_NODES)]
    arrows, names = arrows_of(files), names_of(files)
    entered = {e.parent for e in elements if visits.passed[e.id]}
    return Coverage(
        elements=len(elements),
        arrows=len(arrows),
        unvisited_elements=[
            Unvisited(e.id, e.kind, *names.get(e.id, (e.name, e.name_hi)))
            for e in elements
            if not visits.passed[e.id] and e.id not in entered
        ],
        unvisited_arrows=[
            _unvisited(arrow, names)
            for arrow in arrows
            if (arrow.source, arrow.target) not in visits.ways
        ],
    )


def _unvisited(arrow: Arrow, names: Mapping[str, Name]) -> Unvisited:
    return Unvisited(arrow.id, "sequenceFlow", *names[arrow.id])
