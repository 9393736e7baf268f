"""Random drawings for the differential test: nested blocks, chosen by a seed.

A block is a part of a drawing with one way in and one way out. Every decision is taken from a
variable that a user task may set, so that a test steers without knowing the drawing.

    python -m tests.engine.random_drawings SEEDS [FIRST [KIND ...]]

plays that many drawings (see `differential`) and prints every seed that deviates.
"""

import random
import sys
from collections import Counter
from itertools import count

from tests.engine.drawing import (
    boundary,
    definitions,
    element,
    end,
    exclusive,
    inclusive,
    parallel,
    process,
    script,
    start,
    sub_process,
    timer,
    user,
)

KINDS = [
    *["user", "user", "script", "seq", "xor", "parallel", "inclusive", "sub", "call", "error"],
    *["loop", "loop", "parallel_in_loop", "inclusive_in_loop", "multi_instance", "standard_loop"],
    *["boundary_timer", "boundary_message", "event_gateway", "event_sub"],
]
MESSAGES = ("letter", "call")
_BESIDE = "".join(element("message", f"message_{name}", name=name) for name in MESSAGES) + element(
    "error", "error_bad", errorCode="bad", name="bad"
)
_ITEMS = (
    '<bpmn:inputDataItem id="item" name="item"/><bpmn:outputDataItem id="result" name="result"/>'
)


class RandomDrawing:
    """The files of one drawing and the variables its conditions read."""

    def __init__(self, seed: int, kinds: list[str] | None = None, depth: int = 3) -> None:
        self._random = random.Random(seed)
        self._numbers = count(1)
        self._kinds = kinds or KINDS
        self._parts: list[str] = []
        self._arrows: list[str] = []
        self._called: list[str] = []
        self.variables: list[str] = []
        parts, arrows = self._body(depth, in_loop=True)
        toy = process("toy", *parts, flows=arrows)
        self.files = {"toy.bpmn": definitions(_BESIDE, toy, *self._called)}

    def _name(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers)}"

    def _variable(self) -> str:
        self.variables.append(self._name("v"))
        return self.variables[-1]

    def _add(self, part: str) -> None:
        self._parts.append(part)

    def _arrow(self, source: str, target: str, condition: str = "") -> None:
        self._arrows.append(f"{source} -> {target}" + (f": {condition}" if condition else ""))

    def _body(self, depth: int, *, in_loop: bool = False) -> tuple[list[str], str]:
        """A start event, a block, an end event, and perhaps event sub-processes beside them."""
        outer = self._parts, self._arrows
        self._parts, self._arrows = [], []
        begin, finish = self._name("start"), self._name("end")
        self._add(start(begin))
        self._add(end(finish))
        first, last = self._loop(depth, self._seq(depth)) if in_loop else self._block(depth)
        self._arrow(begin, first)
        self._arrow(last, finish)
        if depth > 0 and "event_sub" in self._kinds and self._random.random() < 0.25:
            self._event_sub(min(depth, 1))
        parts, arrows = self._parts, "; ".join(self._arrows)
        self._parts, self._arrows = outer
        return parts, arrows

    def _block(self, depth: int) -> tuple[str, str]:
        """Add a block; return its first and its last element."""
        known = [kind for kind in self._kinds if kind != "event_sub"]
        kind = self._random.choice(known) if depth > 0 else self._random.choice(["user", "script"])
        first: str
        last: str
        first, last = getattr(self, f"_{kind}")(depth - 1)
        return first, last

    def _user(self, depth: int = 0) -> tuple[str, str]:
        name = self._name("u")
        self._add(user(name))
        return name, name

    def _script(self, depth: int = 0) -> tuple[str, str]:
        name, variable = self._name("s"), self._random.choice(["n", "m"])
        text = self._random.choice(
            [
                f"{variable} = {variable} + 1",
                f"log = log + ['{name}']",
                f"box = dict(box, {name}={variable})",
                f"box = {{'only': {variable}}}",
            ]
        )
        self._add(script(name, text))
        return name, name

    def _seq(self, depth: int) -> tuple[str, str]:
        first, last = self._block(depth)
        for _ in range(self._random.randint(1, 2)):
            following, end_of_it = self._block(depth)
            self._arrow(last, following)
            last = end_of_it
        return first, last

    def _xor(self, depth: int) -> tuple[str, str]:
        return self._split(exclusive, depth, is_conditional=True)

    def _inclusive(self, depth: int) -> tuple[str, str]:
        return self._split(inclusive, depth, is_conditional=True)

    def _parallel(self, depth: int) -> tuple[str, str]:
        return self._split(parallel, depth, is_conditional=False)

    def _split(self, gateway, depth: int, *, is_conditional: bool) -> tuple[str, str]:  # type: ignore[no-untyped-def]
        before, _ = self._user()
        split, join = self._name("split"), self._name("join")
        branches = [self._block(depth) for _ in range(self._random.randint(2, 3))]
        default = f"{split}_to_{branches[0][0]}" if is_conditional else ""
        self._add(gateway(split, default) if is_conditional else gateway(split))
        self._add(gateway(join))
        self._arrow(before, split)
        for number, (first, last) in enumerate(branches):
            self._arrow(split, first, self._variable() if is_conditional and number else "")
            self._arrow(last, join)
        return before, join

    def _loop(self, depth: int, inner: tuple[str, str] | None = None) -> tuple[str, str]:
        merge, again = self._name("merge"), self._name("again")
        first, last = inner or self._block(depth)
        decide, leave = self._user()[0], self._script()[0]
        self._add(exclusive(merge))
        self._add(exclusive(again, f"{again}_to_{leave}"))
        self._arrow(merge, first)
        self._arrow(last, decide)
        self._arrow(decide, again)
        self._arrow(again, merge, self._variable())
        self._arrow(again, leave)
        return merge, leave

    def _parallel_in_loop(self, depth: int) -> tuple[str, str]:
        return self._loop(depth, self._parallel(depth))

    def _inclusive_in_loop(self, depth: int) -> tuple[str, str]:
        return self._loop(depth, self._inclusive(depth))

    def _sub(self, depth: int, loop: str = "") -> tuple[str, str]:
        name = self._name("p")
        parts, arrows = self._body(depth)
        self._add(sub_process(name, *parts, flows=arrows, loop=loop))
        return name, name

    def _call(self, depth: int, loop: str = "") -> tuple[str, str]:
        name, called = self._name("c"), self._name("called")
        parts, arrows = self._body(depth)
        self._called.append(process(called, *parts, flows=arrows))
        self._add(element("callActivity", name, loop, calledElement=called))
        return name, name

    def _repeated(self, depth: int, loop: str) -> tuple[str, str]:
        kind = self._random.choice(["user", "sub", "call"])
        if kind == "user":
            name = self._name("u")
            self._add(user(name, loop))
            return name, name
        first, last = self._sub(depth, loop) if kind == "sub" else self._call(depth, loop)
        return first, last

    def _multi_instance(self, depth: int) -> tuple[str, str]:
        is_sequential = str(self._random.random() < 0.5).lower()
        cardinality = f"<bpmn:loopCardinality>{self._random.randint(2, 3)}</bpmn:loopCardinality>"
        enough = ""
        if self._random.random() < 0.3:
            enough = (
                "<bpmn:completionCondition>numberOfCompletedInstances &gt; 1"
                "</bpmn:completionCondition>"
            )
        return self._repeated(
            depth,
            f'<bpmn:multiInstanceLoopCharacteristics isSequential="{is_sequential}">'
            f"{cardinality}{enough}</bpmn:multiInstanceLoopCharacteristics>",
        )

    def _standard_loop(self, depth: int) -> tuple[str, str]:
        test_before = str(self._random.random() < 0.3).lower()
        return self._repeated(
            depth,
            f'<bpmn:standardLoopCharacteristics testBefore="{test_before}" loopMaximum="4">'
            f"<bpmn:loopCondition>{self._variable()}</bpmn:loopCondition>"
            "</bpmn:standardLoopCharacteristics>",
        )

    def _host(self, depth: int) -> str:
        kind = self._random.choice([self._user, self._user, self._sub])
        return kind(depth)[0]

    def _boundary_timer(self, depth: int) -> tuple[str, str]:
        what = self._random.choice(
            [("duration", "PT2H"), ("duration", "PT5H"), ("cycle", "R3/PT1H")]
        )
        interrupting = what[0] != "cycle" and self._random.random() < 0.5
        return self._beside(self._host(depth), timer(*what), depth, interrupting=interrupting)

    def _boundary_message(self, depth: int) -> tuple[str, str]:
        interrupting = self._random.random() < 0.5
        return self._beside(self._host(depth), self._message(), depth, interrupting=interrupting)

    def _message(self) -> str:
        name = self._random.choice(MESSAGES)
        return f'<bpmn:messageEventDefinition messageRef="message_{name}"/>'

    def _beside(self, host: str, event: str, depth: int, *, interrupting: bool) -> tuple[str, str]:
        """A boundary event with a block behind it, which ends apart or comes back."""
        name = self._name("b")
        self._add(boundary(name, host, event, interrupting=interrupting))
        first, last = self._block(min(depth, 1))
        self._arrow(name, first)
        if interrupting:
            merge = self._name("merge")
            self._add(exclusive(merge))
            self._arrow(last, merge)
            self._arrow(host, merge)
            return host, merge
        finish = self._name("end")
        self._add(end(finish))
        self._arrow(last, finish)
        return host, host

    def _error(self, depth: int) -> tuple[str, str]:
        """A sub-process that may end in an error, and what is done then."""
        name = self._name("p")
        parts, arrows = self._body(depth)
        decide, failed = self._name("again"), self._name("failed")
        finish = next(part.split('"')[1] for part in parts if part.startswith("<bpmn:endEvent"))
        error = '<bpmn:errorEventDefinition errorRef="error_bad"/>'
        parts += [exclusive(decide, f"{decide}_to_{finish}"), end(failed, error)]
        arrows = arrows.replace(f"-> {finish}", f"-> {decide}")
        arrows += f"; {decide} -> {finish}; {decide} -> {failed}: {self._variable()}"
        self._add(sub_process(name, *parts, flows=arrows))
        return self._beside(name, error, depth, interrupting=True)

    def _event_gateway(self, depth: int) -> tuple[str, str]:
        gateway, merge = self._name("events"), self._name("merge")
        self._add(element("eventBasedGateway", gateway))
        self._add(exclusive(merge))
        for what in (timer("duration", "PT3H"), timer("duration", "PT4H"), self._message()):
            name = self._name("e")
            self._add(element("intermediateCatchEvent", name, what))
            first, last = self._block(min(depth, 1))
            self._arrow(gateway, name)
            self._arrow(name, first)
            self._arrow(last, merge)
        return gateway, merge

    def _event_sub(self, depth: int) -> None:
        """An event sub-process of the scope that is being drawn."""
        name = self._name("h")
        what = self._random.choice([self._message(), timer("duration", "PT6H")])
        is_interrupting = str(self._random.random() < 0.4).lower()
        parts, arrows = self._body(depth)
        parts[0] = (
            parts[0]
            .replace("></bpmn:startEvent>", f">{what}</bpmn:startEvent>")
            .replace("<bpmn:startEvent", f'<bpmn:startEvent isInterrupting="{is_interrupting}"')
        )
        self._add(sub_process(name, *parts, flows=arrows, triggeredByEvent="true"))


def main(seeds: int, first: int, kinds: list[str]) -> None:
    """Play drawings and print which deviate, and how the others ended."""
    from tests.engine.differential import play

    ends: Counter[str] = Counter()
    steps = 0
    for seed in range(first, first + seeds):
        outcome = play(seed, kinds=kinds or None)
        steps += outcome.steps
        ends[outcome.end] += 1
        if outcome.deviation is not None:
            print(f"seed {seed}, step {outcome.steps}: {outcome.deviation}", flush=True)  # noqa: T201
    print(f"{seeds} drawings, {steps} steps compared: {dict(ends)}")  # noqa: T201


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    main(numbers[0], numbers[1] if len(numbers) > 1 else 0, sys.argv[3:])
