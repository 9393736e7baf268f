"""The pen that draws random drawings, and the blocks of plain flow.

A block is a part of a drawing with one way in and one way out. Each method of that kind adds its
elements and arrows to the scope that is being drawn and returns its first and its last element;
`depth` says how many blocks may still be nested inside. Every decision is taken from a variable
that a user task may set, so that a test steers without knowing the drawing.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from tests.engine.drawing import exclusive, inclusive, parallel, script, user

Block = tuple[str, str]


class Pen:
    """Draws elements and arrows, one scope at a time, and decides by a seed."""

    def __init__(self, seed: int, kinds: Sequence[str]) -> None:
        self.random = random.Random(seed)
        self.kinds = kinds
        self.variables: list[str] = []
        self._numbers = count(1)
        self._parts: list[str] = []
        self._arrows: list[str] = []

    def name(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers)}"

    def variable(self) -> str:
        """A variable for one more decision."""
        self.variables.append(self.name("v"))
        return self.variables[-1]

    def add(self, *parts: str) -> None:
        self._parts.extend(parts)

    def arrow(self, source: str, target: str, condition: str = "") -> None:
        self._arrows.append(f"{source} -> {target}" + (f": {condition}" if condition else ""))

    @contextmanager
    def scope(self) -> Iterator[Callable[[], tuple[list[str], str]]]:
        """Draw a scope of its own; what is given back tells its parts and arrows."""
        outer = self._parts, self._arrows
        parts: list[str] = []
        arrows: list[str] = []
        self._parts, self._arrows = parts, arrows
        yield lambda: (parts, "; ".join(arrows))
        self._parts, self._arrows = outer

    def block(self, depth: int) -> Block:
        """Add a block of any kind."""
        kind = self.random.choice(self.kinds if depth > 0 else ["user", "script"])
        first: str
        last: str
        first, last = getattr(self, kind)(depth - 1)
        return first, last


class FlowBlocks(Pen):
    """Blocks without a scope or an event."""

    def user(self, depth: int = 0) -> Block:
        name = self.name("u")
        self.add(user(name))
        return name, name

    def script(self, depth: int = 0) -> Block:
        name, variable = self.name("s"), self.random.choice(["n", "m"])
        text = self.random.choice(
            [
                f"{variable} = {variable} + 1",
                f"log = log + ['{name}']",
                f"box = dict(box, {name}={variable})",
                f"box = {{'only': {variable}}}",
            ]
        )
        self.add(script(name, text))
        return name, name

    def sequence(self, depth: int) -> Block:
        first, last = self.block(depth)
        for _ in range(self.random.randint(1, 2)):
            following, end_of_it = self.block(depth)
            self.arrow(last, following)
            last = end_of_it
        return first, last

    def choice(self, depth: int) -> Block:
        return self._split(exclusive, depth)

    def inclusive(self, depth: int) -> Block:
        return self._split(inclusive, depth)

    def parallel(self, depth: int) -> Block:
        before, _ = self.user()
        split, join = self.name("split"), self.name("join")
        self.add(parallel(split), parallel(join))
        self.arrow(before, split)
        for _ in range(self.random.randint(2, 3)):
            first, last = self.block(depth)
            self.arrow(split, first)
            self.arrow(last, join)
        return before, join

    def _split(self, gateway: Callable[[str, str], str], depth: int) -> Block:
        before, _ = self.user()
        split, join = self.name("split"), self.name("join")
        (default, last), *others = [self.block(depth) for _ in range(self.random.randint(2, 3))]
        self.add(gateway(split, f"{split}_to_{default}"), gateway(join, ""))
        self.arrow(before, split)
        self.arrow(split, default)
        self.arrow(last, join)
        for first, last in others:
            self.arrow(split, first, self.variable())
            self.arrow(last, join)
        return before, join

    def loop(self, depth: int) -> Block:
        return self.again_and_again(self.block(depth))

    def parallel_in_loop(self, depth: int) -> Block:
        return self.again_and_again(self.parallel(depth))

    def inclusive_in_loop(self, depth: int) -> Block:
        return self.again_and_again(self.inclusive(depth))

    def again_and_again(self, inner: Block) -> Block:
        """A loop around a block, left when a user task says so."""
        first, last = inner
        merge, again = self.name("merge"), self.name("again")
        decide, leave = self.user()[0], self.script()[0]
        self.add(exclusive(merge), exclusive(again, f"{again}_to_{leave}"))
        self.arrow(merge, first)
        self.arrow(last, decide)
        self.arrow(decide, again)
        self.arrow(again, merge, self.variable())
        self.arrow(again, leave)
        return merge, leave
