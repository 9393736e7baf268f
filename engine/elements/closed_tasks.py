"""A closed task stays closed.

Library: task.py:348 `Task.run` looks at no state: a second run of a completed user task starts its
followers again, a run of a cancelled one revives its branch. And a task that ends its own scope
while it runs (an error end) is "completed" afterwards all the same.
Rule 13.3.2: a completed or terminated activity is closed; nothing may happen to it any more.
Approach: our Task refuses to run unless READY and part of its workflow, and does not complete what
its own run has closed. `Workflow.complete` is the one entrance for people's work.
Not covered: writing into `data` of a closed task from outside.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import TaskNotOpen
from engine.elements.kit import Kit, Mixin

READY = TaskState.READY


class Guarded(Mixin):
    """Task."""

    def run(self) -> bool | None:
        if self._state != READY or self.workflow.tasks.get(self.id) is not self:
            state = TaskState.get_name(self._state)
            raise TaskNotOpen(f"{self.task_spec.name} is {state}", task_spec=self.task_spec)
        result: bool | None = self.task_spec._run(self)
        if self._state != READY or self.workflow.tasks.get(self.id) is not self:
            return result  # closed by its own run, or an error recorded
        if result is None:
            self._set_state(TaskState.STARTED)
        elif result is False:
            self.error()
        else:
            self.complete()
        return result


class Completes(Mixin):
    """Top workflow."""

    def complete(self, task_id: str, data: Mapping[str, Any]) -> Any:
        """Complete a person's task with what she entered and return it; the engine then advances.

        :raises TaskNotOpen: closed, unknown, or not a task for a person; nothing is changed
        """
        task = self.find_task(task_id)
        if task is None or task._state != READY or not task.task_spec.manual:
            raise TaskNotOpen(f"no open task {task_id}", task_spec=task and task.task_spec)
        task.data.update(data)
        task.run()
        return task

    def find_task(self, task_id: str) -> Any | None:
        """The task of this id, in this workflow or in any of its sub-processes."""
        for workflow in (self, *self.subprocesses.values()):
            task = workflow.tasks.get(task_id)
            if task is not None:
                return task
        return None


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_mixins.append(Guarded)
    kit.workflow_mixins.append(Completes)
