"""The agenda: which steps are to run next, without searching for them.

Library: bpmn/workflow.py:146 walks the trees of all sub-processes for READY tasks in every pass;
workflow.py:292 walks the whole tree for every completed task and updates all that waits, timers
included; task.py:311 builds a log record, with all task ids, at every change of state.
Rule: none in BPMN; this is what a step costs.
Approach: a task that becomes READY puts itself on the agenda of the top workflow; the engine takes
steps from there, in the order in which they became ready, until it is empty. Then only those joins
are looked at again that wait for what *others* do (`rechecks`: inclusive joins and the end of a
scope). What waits for an event costs nothing.
Times: `last_state_change` is the step's `now`, ticking on by a microsecond so that order shows.
Bounds: `step_budget` steps without a rest, `call_depth` sub-processes inside each other.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import CallTooDeep, StepBudgetExceeded
from engine.elements.kit import Kit, Mixin

READY = TaskState.READY
WAITING = TaskState.WAITING
TICK = 1e-6

Callback = Callable[[Any], None]


class KeepsAgenda(Mixin):
    """Top workflow."""

    step_budget = 10_000
    call_depth = 10

    def __init__(self, *args: Any, deserializing: bool = False, **kwargs: Any) -> None:
        self.agenda: deque[Any] = deque()
        self.last_tick: float | None = None
        super().__init__(*args, deserializing=True, **kwargs)
        if not deserializing:
            plant(self)

    def tick(self) -> float:
        """The time of the next change: now, but always later than the last one."""
        if self.last_tick is None:
            scopes = (self, *self.subprocesses.values())
            times = (task.last_state_change for scope in scopes for task in scope.tasks.values())
            self.last_tick = max(times, default=0.0)
        self.last_tick = max(self.now.timestamp(), self.last_tick + TICK)
        return self.last_tick

    def do_engine_steps(
        self,
        will_complete_task: Callback | None = None,
        did_complete_task: Callback | None = None,
    ) -> None:
        """Advance until people or time are needed."""
        while self._do_engine_steps(will_complete_task, did_complete_task):
            pass

    def _do_engine_steps(
        self,
        will_complete_task: Callback | None = None,
        did_complete_task: Callback | None = None,
    ) -> int:
        """Run what is ready, and what becomes ready by it; return the number of steps."""
        scopes = [scope for scope in self.subprocesses.values() if not scope.completed]
        scopes.append(self)
        agenda = self.agenda
        agenda.clear()
        agenda.extend(task for s in scopes for task in s.tasks.values() if task._state == READY)
        steps = 0
        while agenda or self._recheck_joins():
            task = agenda.popleft()
            if task.task_spec.manual or task._state != READY:
                continue
            if task.workflow.tasks.get(task.id) is not task:
                continue
            if steps >= self.step_budget:
                raise StepBudgetExceeded(f"{steps} steps without a rest", task_spec=task.task_spec)
            steps += 1
            if will_complete_task is not None:
                will_complete_task(task)
            task.run()
            if did_complete_task is not None:
                did_complete_task(task)
        return steps

    def _recheck_joins(self) -> bool:
        """Look again at the joins that wait for others, inner scopes first; True if one fired."""
        for scope in (*reversed(list(self.subprocesses.values())), self):
            if scope.completed:
                continue
            for task in list(scope.tasks.values()):
                if task._state == WAITING and getattr(task.task_spec, "rechecks", False):
                    task.task_spec._update(task)
            if self.agenda:
                return True
        return False

    def create_subprocess(self, my_task: Any, spec_name: str) -> Any:
        made = super().create_subprocess(my_task, spec_name)
        if made.depth > self.call_depth:
            raise CallTooDeep(f"{spec_name} is nested too deep", task_spec=my_task.task_spec)
        return made


class Planted(Mixin):
    """Sub-workflow."""

    def __init__(self, *args: Any, deserializing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, deserializing=True, **kwargs)
        if not deserializing:
            plant(self)


def plant(workflow: Any) -> None:
    """Stand a token before the first step."""
    task_class = workflow.top_workflow.task_class
    workflow.task_tree = task_class(workflow, workflow.spec.start)
    workflow.task_tree._ready()


class Notes(Mixin):
    """Workflow and sub-workflow: what happens when a task has completed."""

    def _task_completed_notify(self, task: Any) -> None:
        self.last_task = task
        if task.task_spec.name == "End":
            self._mark_complete(task)
        if self.completed:
            self.completed_event(self)

    def _mark_complete(self, task: Any) -> None:
        self.data.update(task.data)
        self.completed = True

    def collect_log_extras(self, dct: dict[str, Any] | None = None) -> dict[str, Any]:
        return dct or {}


class Announces(Mixin):
    """Task: what has become ready goes on the agenda."""

    _state: int
    last_state_change: float

    def _set_state(self, value: int) -> None:
        if value == self._state:
            return
        self._state = value
        top = self.workflow.top_workflow
        self.last_state_change = top.tick()
        if value == READY:
            top.agenda.append(self)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_mixins.append(Announces)
    kit.workflow_mixins.extend([Notes, KeepsAgenda])
    kit.subworkflow_mixins.extend([Notes, Planted])
