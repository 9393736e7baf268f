"""The differential test: one instance live and whole, one pruned, stored and loaded at every step.

Both get the same work. After each step everything the future depends on must be the same.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

from engine.elements import new_workflow, parse
from engine.elements.scope_data import running_scope, scope_variables, share
from engine.state import Identity, StateCodec
from tests.engine.random_drawings import RandomDrawing
from tests.engine.random_scopes import MESSAGES
from tests.engine.toy import INDIA, NOON, is_open

CODEC = StateCodec([b"k" * 32])
OPEN = TaskState.NOT_FINISHED_MASK


@dataclass(frozen=True)
class Outcome:
    """How far one drawing was played, why it ended, and where the two instances differed."""

    steps: int
    end: str
    deviation: str | None = None


class Pair:
    """Two instances of one drawing that do the same work."""

    def __init__(self, seed: int, kinds: Sequence[str] = ()) -> None:
        self.drawing = RandomDrawing(seed, kinds)
        self.random = random.Random(seed)
        self.identity = Identity("definition", f"instance {seed}", 0)
        self.live = self._start()
        self.stored = self._start()
        self.spec = self.stored.spec, self.stored.subprocess_specs

    def _start(self) -> Any:
        variables: dict[str, Any] = dict.fromkeys(self.drawing.variables, False)
        workflow = new_workflow(
            *parse(self.drawing.files, "toy"),
            script_engine=PythonScriptEngine(),
            now=NOON,
            zone=INDIA,
            variables={**variables, "n": 0, "m": 0, "log": [], "box": {}, "items": ["x", [1], {}]},
        )
        workflow.do_engine_steps()
        return workflow

    def reload(self, *, from_scratch: bool) -> None:
        """Store and load; from scratch as another process would, with the drawing read anew."""
        self.stored.thrown_signals.clear()
        data = CODEC.dump(self.stored, self.identity)
        if from_scratch:
            self.spec = parse(self.drawing.files, "toy")
        self.stored = CODEC.load(
            data,
            self.identity,
            *self.spec,
            script_engine=self.stored.script_engine,
            now=self.stored.now,
            zone=self.stored.zone,
        )

    def step(self, *, chance: float) -> str:
        """Do the same work in both; return what came of it, "" if all went well."""
        work = self._choose(chance)
        told = [_done(work, workflow) for workflow in (self.live, self.stored)]
        if told[0] != told[1]:
            raise AssertionError(f"live: {told[0]}; stored: {told[1]}")
        return told[0]

    def _choose(self, chance: float) -> Callable[[Any], None]:
        offered = len(open_tasks(self.live))
        dice = self.random.random()
        if dice < 0.15 or not offered:
            hours = self.random.choice([0.2, 1, 2.1, 5.1])
            return lambda workflow: _wait(workflow, hours)
        if dice < 0.3:
            name = self.random.choice(MESSAGES)
            value = {"brought": self.random.randrange(3)}
            return lambda workflow: _deliver(workflow, name, value)
        if dice > 0.95:
            values = {self.random.choice("abc"): dice, "n": self.random.randrange(9)}
            return lambda workflow: _share(workflow, values)
        names = self.drawing.variables
        data: dict[str, Any] = {
            name: self.random.random() < chance
            for name in self.random.sample(names, min(3, len(names)))
        }
        data["result"] = dice
        data[self.random.choice("abc")] = self.random.choice([1, "x", [1, 2], {"k": dice}])
        number = self.random.randrange(offered)
        return lambda workflow: _complete(workflow, number, data)


def open_tasks(workflow: Any) -> list[Any]:
    """What waits for people, the longest waiting first."""
    return sorted(filter(is_open, all_tasks(workflow)), key=lambda task: task.last_state_change)


def all_tasks(workflow: Any) -> list[Any]:
    return [task for scope in _running(workflow) for task in scope.tasks.values()]


def _running(workflow: Any) -> list[Any]:
    """The instance's own scope, and those in it."""
    return [workflow, *(scope for scope in workflow.subprocesses.values() if not scope.completed)]


def _complete(workflow: Any, number: int, data: dict[str, Any]) -> None:
    workflow.complete(open_tasks(workflow)[number].id, data)
    workflow.do_engine_steps()


def _wait(workflow: Any, hours: float) -> None:
    workflow.now += timedelta(hours=hours)
    workflow.catch_up()


def _deliver(workflow: Any, name: str, value: dict[str, Any]) -> None:
    workflow.take_message(name, value)
    workflow.do_engine_steps()


def _share(workflow: Any, values: dict[str, Any]) -> None:
    for scope in _running(workflow):
        share(scope, values)


def _done(work: Callable[[Any], None], workflow: Any) -> str:
    try:
        work(workflow)
    except Exception as error:
        return re.sub(r"[0-9a-f-]{36}", "ID", f"{type(error).__name__}: {error}"[:120])
    return ""


def picture(workflow: Any) -> dict[str, Any]:
    """Everything the future depends on, without ids: open tasks in their orders, armed events."""
    tasks = [task for task in all_tasks(workflow) if task._state & OPEN]
    _, *scopes = _running(workflow)
    return {
        "open": [_portrait(task) for task in tasks],
        "in order of change": [
            task.task_spec.name for task in sorted(tasks, key=lambda task: task.last_state_change)
        ],
        "armed": [task.task_spec.name for task in workflow.event_manager.tasks.values()],
        "timers": [(due, task.task_spec.name) for due, task in workflow.timers()],
        "scopes": [(scope.spec.name, scope.data, scope.completed) for scope in scopes],
        "held": sorted(scope_variables(workflow, workflow.data, running_scope).items()),
        "ended": (workflow.completed, workflow.success, workflow.data),
    }


def _portrait(task: Any) -> tuple[Any, ...]:
    return (
        task.task_spec.name,
        TaskState.get_name(task._state),
        task.triggered,
        task.data,
        task.internal_data,
    )


def _first_difference(live: dict[str, Any], stored: dict[str, Any]) -> str:
    part = next(name for name in live if live[name] != stored[name])
    for one, other in zip_longest(live[part], stored[part]):
        if one != other:
            return f"{part}: live {one}, stored {other}"
    return f"{part}: equal one by one"


def play(seed: int, *, steps: int = 50, kinds: Sequence[str] = ()) -> Outcome:
    """Play one random drawing, every fifth one with the drawing read anew at every step."""
    return play_pair(Pair(seed, kinds), steps=steps, from_scratch=seed % 5 == 0)


def play_pair(pair: Pair, *, steps: int = 50, from_scratch: bool = False) -> Outcome:
    """Let both instances of a pair do the same until one deviates or both end."""
    for step in range(steps):
        pair.reload(from_scratch=from_scratch)
        try:
            failure = pair.step(chance=0.7 if step < steps * 2 // 3 else 0.1)
        except AssertionError as difference:
            return Outcome(step, "deviation", str(difference))
        if failure:
            return Outcome(step, failure.split(":")[0])
        live, stored = picture(pair.live), picture(pair.stored)
        if live != stored:
            return Outcome(step, "deviation", _first_difference(live, stored))
        if pair.live.completed:
            return Outcome(step, "completed")
    return Outcome(steps, "steps played")
