"""What a round of a loop costs, in CPU and in bytes, at the first round and at the hundredth.

    python -m tests.benchmarks.loops [ROUNDS [KIND ...]]

One step is what the engine does without SQL: load, complete a person's task, advance, prune, store.
"""

import statistics
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

from engine.elements import new_workflow, parse
from engine.state import Identity, StateCodec
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    inclusive,
    parallel,
    start,
    sub_process,
    timer,
    user,
)

FORM: Mapping[str, Any] = {
    "items": [{"sku": f"A{n}", "quantity": n, "price": 900.0} for n in range(5)],
    "note": "x" * 100,
}
CODEC = StateCodec([b"k" * 32])
IDENTITY = Identity("d" * 64, "i" * 32, 1)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAMPLES = 40

_THREE = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
    "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def _loop(end_name: str = "e") -> tuple[list[str], str]:
    again = exclusive("again", f"again_to_{end_name}")
    return [user("u"), again], f"u -> again; again -> u: more; again -> {end_name}"


def _inside(loop: str) -> dict[str, bytes]:
    parts, flows = _loop("ie")
    inner = sub_process("p", start("is"), *parts, end("ie"), flows=f"is -> u; {flows}", loop=loop)
    return drawing(start("s"), inner, end("e"), flows="s -> p -> e")


def _beside_a_branch() -> dict[str, bytes]:
    parts, flows = _loop("join")
    gates = [parallel("split"), parallel("join"), user("other")]
    flows += "; s -> split -> u; split -> other -> join -> e"
    return drawing(start("s"), *parts, *gates, end("e"), flows=flows)


def _with_a_timer() -> dict[str, bytes]:
    parts, flows = _loop()
    event = boundary("t", "u", timer("duration", "P3D"), interrupting=False)
    note = [event, element("task", "remind"), end("reminded")]
    flows += "; s -> u; t -> remind -> reminded"
    return drawing(start("s"), *parts, *note, end("e"), flows=flows)


def _around(split: str, join: str, condition: str = "") -> dict[str, bytes]:
    gates = [exclusive("merge"), split, join, exclusive("again", "again_to_e")]
    parts = [*gates, user("u"), user("u2")]
    flows = f"s -> merge -> split; split -> u{condition}; split -> u2{condition}"
    flows += "; u -> join -> again -> e; u2 -> join; again -> merge: more"
    return drawing(start("s"), *parts, end("e"), flows=flows)


LOOPS: Mapping[str, dict[str, bytes]] = {
    "plain loop": drawing(start("s"), *_loop()[0], end("e"), flows=f"s -> u; {_loop()[1]}"),
    "beside a waiting branch": _beside_a_branch(),
    "with a boundary timer": _with_a_timer(),
    "in a sub-process": _inside(""),
    "in one of three instances": _inside(_THREE),
    "around a parallel split": _around(parallel("split"), parallel("join")),
    "around an inclusive split": _around(inclusive("split"), inclusive("join"), ": more"),
}


class LoopInstance:
    """An instance that goes round, stored after every step."""

    def __init__(self, kind: str) -> None:
        self.specs = parse(LOOPS[kind], "toy")
        self.settings = {
            "script_engine": PythonScriptEngine(),
            "now": NOW,
            "zone": ZoneInfo("Asia/Kolkata"),
        }
        workflow = new_workflow(
            *self.specs, **self.settings, variables={"form": FORM, "more": True}
        )
        workflow.do_engine_steps()
        self.steps_in_round = 2 if "split" in kind else 1
        self.data = CODEC.dump(workflow, IDENTITY)

    def step(self, data: bytes, number: int) -> bytes:
        """Complete one of the tasks in the loop; return the state after it."""
        workflow = CODEC.load(data, IDENTITY, *self.specs, **self.settings)
        task = next(filter(_is_in_loop, _newest_scope_first(workflow)))
        workflow.complete(task.id, {"more": True, "round": number})
        workflow.do_engine_steps()
        return CODEC.dump(workflow, IDENTITY)

    def play_round(self, number: int = 0) -> bytes:
        """Go round once and return the state."""
        for _ in range(self.steps_in_round):
            self.data = self.step(self.data, number)
        return self.data

    def step_ms(self, number: int) -> float:
        """The CPU milliseconds of a step in this round, played again and again."""
        times = []
        for _ in range(SAMPLES):
            data = self.data
            begun = time.process_time()
            for _ in range(self.steps_in_round):
                data = self.step(data, number)
            times.append(time.process_time() - begun)
        return statistics.median(times) * 1000 / self.steps_in_round


def _newest_scope_first(workflow: Any) -> list[Any]:
    scopes = [*reversed(workflow.subprocesses.values()), workflow]
    return [task for scope in scopes for task in scope.tasks.values()]


def _is_in_loop(task: Any) -> bool:
    return task._state == TaskState.READY and task.task_spec.name in ("u", "u2")


def measure() -> dict[str, float]:
    """How many times as much the hundredth round costs as the first, in time or bytes."""
    ratios = {kind: measure_loop(kind)["ratio"] for kind in LOOPS}
    return {
        "round_100_over_round_1_ratio": ratios["plain loop"],
        "round_100_over_round_1_beside_branch_ratio": ratios["beside a waiting branch"],
        "round_100_over_round_1_worst_ratio": max(ratios.values()),
    }


def measure_loop(kind: str, rounds: int = 100) -> dict[str, float]:
    """Bytes and milliseconds of a loop in its first rounds and in the last, and the worse ratio."""
    loop = LoopInstance(kind)
    loop.play_round(1)
    first_ms, first_bytes = loop.step_ms(2), len(loop.data)
    for number in range(2, rounds + 1):
        loop.play_round(number)
    last_ms, last_bytes = loop.step_ms(rounds + 1), len(loop.data)
    return {
        "first_ms": first_ms,
        "last_ms": last_ms,
        "first_bytes": first_bytes,
        "last_bytes": last_bytes,
        "ratio": max(last_ms / first_ms, last_bytes / first_bytes),
    }


def main(rounds: int, kinds: list[str]) -> None:
    """Print a line for each kind of loop."""
    for kind in kinds or LOOPS:
        found = measure_loop(kind, rounds)
        line = (
            f"{kind:28} round 1: {found['first_ms']:.3f} ms {found['first_bytes']:6.0f} B"
            f"   round {rounds}: {found['last_ms']:.3f} ms {found['last_bytes']:6.0f} B"
            f"   ratio {found['ratio']:.2f}\n"
        )
        sys.stdout.write(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:])
