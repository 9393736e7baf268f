"""The drawings of a simulation, coloured by how long cases wait: the draft's and the running one's.

A drawing of either stands beside its namesake of the other.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import definitions
from engine.exceptions import DefinitionRefused
from engine.parts import Part

#: Up to so many days that nine of ten cases wait, a step has the colour of this place.
BOUNDS_DAYS = (1, 2, 3, 5)
_HOUR_S, _DAY_S = 3_600.0, 86_400.0

Step = Mapping[str, Any]


@dataclass(frozen=True)
class Coloured:
    """One drawing with the colours of its steps."""

    part: Part
    colours: Mapping[str, int]
    hottest: str
    rank: int  # of its hottest step among all steps

    @property
    def heats(self) -> str:
        """The colour of each step, as JSON."""
        return json.dumps(self.colours)


@dataclass(frozen=True)
class Pair:
    """A drawing of the draft and its namesake in the version that runs, where there is one."""

    draft: Coloured | None
    running: Coloured | None

    @property
    def part(self) -> Part:
        """What is drawn."""
        return self._sides[0].part

    @property
    def rank(self) -> int:
        """Of its hottest step in either."""
        return min(each.rank for each in self._sides)

    @property
    def _sides(self) -> list[Coloured]:
        return [each for each in (self.draft, self.running) if each is not None]


def heat(step: Step) -> int:
    """From 0, nobody waits an hour, to 5: by what nine of ten cases wait there at most."""
    waited_s = step["wait"]["p90_s"] if step["wait"] else 0.0
    if waited_s <= _HOUR_S:
        return 0
    return 1 + sum(waited_s > bound * _DAY_S for bound in BOUNDS_DAYS)


def coloured(process: str, files: Mapping[str, bytes], steps: Sequence[Step]) -> list[Coloured]:
    """The drawings with a step in the result; the steps come with the longest wait first."""
    if not steps:
        return []
    try:
        parts = definitions.parse(process, files).outline.parts
    except DefinitionRefused:
        return []
    found = []
    for part in {part.path: part for part in reversed(parts.values())}.values():
        inside = {
            step["id"]: (rank, heat(step))
            for rank, step in enumerate(steps)
            if f'id="{step["id"]}"'.encode() in files[part.path]
        }
        if inside:
            hottest = next(iter(inside))
            colours = {each: colour for each, (_, colour) in inside.items() if colour}
            found.append(Coloured(part, colours, hottest, inside[hottest][0]))
    return found


def pairs(draft: Sequence[Coloured], running: Sequence[Coloured]) -> list[Pair]:
    """Each drawing of the draft beside the one it comes from; the hottest first."""
    before = {each.part.path: each for each in running}
    kept = [Pair(each, before.pop(each.part.path, None)) for each in draft]
    gone = [Pair(None, each) for each in before.values()]
    return sorted([*kept, *gone], key=lambda each: each.rank)
