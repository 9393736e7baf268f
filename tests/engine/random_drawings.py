"""Random drawings for the differential test: nested blocks, chosen by a seed.

    python -m tests.engine.random_drawings SEEDS [FIRST [KIND ...]]

plays that many drawings (see `differential`), prints every seed that deviates, and then fails.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from tests.engine.drawing import definitions, end, process, start
from tests.engine.random_scopes import BESIDE, EventBlocks

KINDS = [
    *["user", "user", "script", "sequence", "choice", "parallel", "inclusive", "sub", "call"],
    *["loop", "loop", "parallel_in_loop", "inclusive_in_loop", "multi_instance", "standard_loop"],
    *["collection", "boundary_timer", "boundary_message", "boundary_signal", "event_gateway"],
    *["error", "terminate", "escalation", "throw_signal"],
]


class RandomDrawing:
    """The files of one drawing and the variables its decisions read."""

    def __init__(self, seed: int, kinds: Sequence[str] = (), depth: int = 3) -> None:
        pen = EventBlocks(seed, kinds or KINDS)
        pen.has_handlers = not kinds
        begin, finish = pen.name("start"), pen.name("end")
        with pen.scope() as drawn:
            pen.add(start(begin), end(finish))
            first, last = pen.again_and_again(pen.sequence(depth))
            pen.arrow(begin, first)
            pen.arrow(last, finish)
            pen.perhaps_handler()
        parts, arrows = drawn()
        toy = process("toy", *parts, flows=arrows)
        self.files = {"toy.bpmn": definitions(BESIDE, toy, *pen.called)}
        self.variables = pen.variables


def main(seeds: int, first: int, kinds: Sequence[str]) -> bool:
    """Play drawings and print which deviate and how the others ended; False if one did."""
    from tests.engine.differential import play

    ends: Counter[str] = Counter()
    steps = 0
    for seed in range(first, first + seeds):
        outcome = play(seed, kinds=kinds)
        steps += outcome.steps
        ends[outcome.end] += 1
        if outcome.deviation is not None:
            sys.stdout.write(f"seed {seed}, step {outcome.steps}: {outcome.deviation}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{seeds} drawings, {steps} steps compared: {dict(ends)}\n")
    return "deviation" not in ends


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    sys.exit(not main(numbers[0], numbers[1] if len(numbers) > 1 else 0, sys.argv[3:]))
