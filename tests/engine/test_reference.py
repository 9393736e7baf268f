"""Random drawings, played by the engine and by a token game written from the standard.

    python -m tests.engine.test_reference SEEDS [FIRST [KIND ...]]

plays that many and prints every seed in which the two differ.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import Any

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from engine.elements.exceptions import StepBudgetExceeded
from engine.elements.joins import ParallelJoin
from tests.engine.random_drawings import RandomDrawing
from tests.engine.random_scopes import MESSAGES
from tests.engine.reference import ITEMS, Reference
from tests.engine.toy import NOON, Toy


def play(seed: int, *, kinds: Sequence[str] = (), reload: bool = False) -> str:
    """Do the same in both until they differ, end or have done enough; say how it ended."""
    drawing = RandomDrawing(seed, kinds)
    dice = random.Random(seed)
    variables = {name: dice.random() < 0.5 for name in drawing.variables}
    start: dict[str, Any] = {**variables, "n": 0, "m": 0, "log": [], "box": {}}
    start["items"] = [f"item {n}" for n in range(ITEMS)]
    reference = Reference(drawing.files, variables, NOON)
    try:
        toy = Toy(drawing.files, is_reloaded=reload, engine=PythonScriptEngine(), **start)
        for step in range(60):
            ours, theirs = picture(toy), picture_of_reference(reference)
            if reference.has_raced and ours != theirs:
                return "left open by BPMN"
            if ours != theirs or reference.is_endless:
                return f"step {step}: ours {ours}, reference {theirs}"
            if toy.is_completed:
                return "completed"
            turn_variables(dice, toy, reference, chance=0.5 if step < 40 else 0.1)
            act(dice, toy, reference)
    except StepBudgetExceeded:
        return "endless" if reference.is_endless else "ours alone was endless"
    return "played"


def act(dice: random.Random, toy: Toy, reference: Reference) -> None:
    """Complete a task, let time pass or deliver a message: first theirs, then ours."""
    choice = dice.random()
    if toy.open and choice < 0.7:
        name = dice.choice(toy.open)
        reference.complete(name)
        toy.complete(name, result=dice.random())
    elif choice < 0.85:
        length = timedelta(hours=dice.choice([0.2, 1, 2.1, 5.1]))
        reference.wait(length)
        toy.workflow.now += length
        toy.workflow.catch_up()
        toy.advance()
    else:
        message = dice.choice(MESSAGES)
        reference.deliver(message)
        toy.workflow.take_message(message)
        toy.advance()


def picture(toy: Toy) -> dict[str, Any]:
    armed = toy.workflow.event_manager.tasks.values()
    kinds = [(task, type(task.task_spec.event_definition).__name__) for task in armed]
    return {
        "completed": toy.is_completed,
        "open": toy.open,
        "timers": sorted(due.astimezone(UTC) for due, _ in toy.workflow.timers()),
        "messages": sorted(
            task.task_spec.event_definition.name for task, kind in kinds if "Message" in kind
        ),
    }


def picture_of_reference(reference: Reference) -> dict[str, Any]:
    return {
        "completed": reference.is_completed,
        "open": reference.open,
        "timers": reference.timers,
        "messages": reference.messages,
    }


def turn_variables(dice: random.Random, toy: Toy, reference: Reference, *, chance: float) -> None:
    """Give some variables new values, for every token alike: data flow is tested elsewhere."""
    for name in dice.sample(sorted(reference.variables), min(2, len(reference.variables))):
        value = dice.random() < chance
        reference.variables[name] = value
        for scope in (toy.workflow, *toy.workflow.subprocesses.values()):
            for task in scope.tasks.values():
                if name in task.data:
                    task.data[name] = value


ENOUGH = re.compile(rb"<bpmn:completionCondition>.*?</bpmn:completionCondition>")
AGREED = {"completed", "played", "endless", "left open by BPMN"}


@pytest.mark.parametrize("first", range(0, 120, 10))
def test_the_engine_does_what_the_standard_says(first: int) -> None:
    seeds = range(first, first + 10)

    ends = {seed: play(seed, reload=seed % 2 == 1) for seed in seeds}

    assert {seed: end for seed, end in ends.items() if end not in AGREED} == {}


@pytest.mark.parametrize("seed", range(60))
def test_nothing_that_a_person_entered_is_lost_where_branches_meet(seed: int) -> None:
    """Every completion writes a variable of its own; without interruptions all arrive."""
    kinds = ["user", "user", "script", "choice", "parallel", "parallel", "inclusive", "sub", "call"]
    kinds += ["loop", "parallel_in_loop", "inclusive_in_loop", "multi_instance", "standard_loop"]
    drawing = RandomDrawing(seed, kinds)
    dice = random.Random(seed)
    start: dict[str, Any] = {"n": 0, "m": 0, "log": [], "box": {}}
    start |= dict.fromkeys(drawing.variables, False)
    files = {path: ENOUGH.sub(b"", content) for path, content in drawing.files.items()}
    toy = Toy(files, is_reloaded=seed % 2 == 1, engine=PythonScriptEngine(), **start)
    entered: dict[str, int] = {}

    while not toy.is_completed:
        number = len(entered)
        entered[f"entered{number}"] = number
        name = dice.choice(drawing.variables or ["n"])
        turned = {name: number < 40 and dice.random() < 0.5} if drawing.variables else {}
        toy.complete(dice.choice(toy.open), **{f"entered{number}": number}, **turned)

    assert {name: toy.data.get(name) for name in entered} == entered


def test_the_game_differs_from_an_engine_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: here joins let every token through."""

    def let_through(spec: Any, my_task: Any) -> bool:
        my_task.data = dict(my_task.parent.data)
        return True

    monkeypatch.setattr(ParallelJoin, "_update_hook", let_through)

    ends = [play(seed, kinds=["parallel", "user", "parallel_in_loop"]) for seed in range(10)]

    assert any(end not in AGREED for end in ends)


def main(seeds: int, first: int, kinds: Sequence[str]) -> bool:
    """Play drawings, print where the two differ and how the others ended; False if they did."""
    ends: Counter[str] = Counter()
    for seed in range(first, first + seeds):
        end = play(seed, kinds=kinds, reload=seed % 2 == 1)
        if end not in AGREED:
            sys.stdout.write(f"seed {seed}: {end}\n")
            sys.stdout.flush()
            end = "differs"
        ends[end] += 1
    sys.stdout.write(f"{seeds} drawings: {dict(ends)}\n")
    return "differs" not in ends


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    sys.exit(not main(numbers[0], numbers[1] if len(numbers) > 1 else 0, sys.argv[3:]))
