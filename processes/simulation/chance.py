"""Chance: random numbers by name, so that one case draws the same in two versions of a drawing.

Each draw has a generator of its own, made of the seed and of what it is for: what another case or
another step draws changes nothing for it.
"""

from random import Random
from typing import Any


class Chance:
    """All the chance of one simulation."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def of(self, *names: Any) -> Random:
        """The generator for what these names say; the same names, the same numbers."""
        return Random("|".join(map(str, (self.seed, *names))))  # noqa: S311  # no secret
