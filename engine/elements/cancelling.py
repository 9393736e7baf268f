"""Cancelling closes everything below, innermost first.

Library: task.py:372 `Task.cancel` removes a cancelled task's unfinished children without telling
them, so the sub-workflows of multi-instance children and their timers live on; it recurses along
the branch. bpmn/workflow.py:224 cancels a scope by walking the whole tree.
Rule 13.5.6: what is terminated ends with all it contains.
Approach: our Task cancels its open descendants, failed ones too, from the leaves up, each with its
own `_on_cancel` (events leave the event manager, sub-processes cancel their scope). Nothing is
removed: what was cancelled belongs to the history.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.growth import TOKEN
from engine.elements.kit import Kit, Mixin


def is_alive(task: Any) -> bool:
    """Is the task a token, and still part of its workflow?"""
    return bool(task._state & TOKEN) and task.workflow.tasks.get(task.id) is task


class CancelsBelow(Mixin):
    """Task."""

    def cancel(self) -> None:
        subtree, todo = [], [self]
        while todo:
            task = todo.pop()
            subtree.append(task)
            todo.extend(child for child in task.children if child is not None)
        for task in reversed(subtree):
            if is_alive(task):
                task._set_state(TaskState.CANCELLED)
                task.task_spec._on_cancel(task)


class CancelsScope(Mixin):
    """Workflow and sub-workflow."""

    def cancel(self, success: bool = False) -> list[Any]:
        """End the scope: nothing in it, nor in its sub-processes, goes on."""
        self.success = success
        self.completed = True
        return cancel_open_tasks(self)


def cancel_open_tasks(workflow: Any, *, but: Any = None) -> list[Any]:
    """Cancel all open tasks of a scope except one, and return them."""
    cancelled = [
        task for task in workflow.tasks.values() if task._state & TOKEN and task is not but
    ]
    for task in reversed(cancelled):
        if is_alive(task):
            task._set_state(TaskState.CANCELLED)
            task.task_spec._on_cancel(task)
    return cancelled


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_mixins.append(CancelsBelow)
    kit.workflow_mixins.append(CancelsScope)
    kit.subworkflow_mixins.append(CancelsScope)
