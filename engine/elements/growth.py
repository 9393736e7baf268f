"""The task tree grows only where a token goes.

Library: every task "predicts" its future when it is made (specs/base.py:216 `_predict`): all tasks
up to the next choice and two beyond stand in the tree as FUTURE, MAYBE and LIKELY. Joins count
them (bpmn/specs/control.py:154), every instance stores them, and they cost more than the steps
themselves.
Rule: BPMN knows tokens only; what may happen later is read from the drawing, never from an
instance.
Approach: our Task creates its children at the moment it completes. A gateway chooses before, with
`choose`. So an unfinished task *is* a token: WAITING, READY or STARTED, nothing else at rest.

A task released by an armed event or an instance of a loop is marked `triggered`: it is no answer
to the question "where does the token go next", so the outputs are still to be created.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.kit import Kit, Mixin
from models.types import new_id

FUTURE = TaskState.FUTURE
COMPLETED = TaskState.COMPLETED

TOKEN = TaskState.NOT_FINISHED_MASK | TaskState.ERROR
"""The states of a token. One that failed stays a token: its scope does not end without it."""


class Grows(Mixin):
    """Task: children appear on completion."""

    def __init__(
        self,
        workflow: Any,
        task_spec: Any,
        parent: Any = None,
        state: int = FUTURE,
        id: str | None = None,
    ) -> None:
        self.id = id or new_id()
        self.workflow = workflow
        self.task_spec = task_spec
        self._parent = parent.id if parent is not None else None
        self._children: list[str] = []
        self._state = state
        self.triggered = False
        self.thread_id = 0
        self.data: dict[str, Any] = {}
        self.internal_data: dict[str, Any] = {}
        self.last_state_change = 0.0
        workflow.tasks[self.id] = self
        if parent is not None:
            parent._children.append(self.id)

    def _add_child(self, task_spec: Any, state: int = FUTURE) -> Any:
        return type(self)(self.workflow, task_spec, self, state)

    def complete(self) -> None:
        """Close the task and hand its token on."""
        self._set_state(COMPLETED)
        spec = self.task_spec
        spec._on_complete_hook(self)
        workflow = self.workflow
        if not workflow.completed:
            if not self._has_chosen():
                for output in spec.outputs:
                    self._add_child(output)
            for child in self.children:
                if child is not None and child._state == FUTURE:
                    child.task_spec._update(child)
        workflow._task_completed_notify(self)

    def _has_chosen(self) -> bool:
        known = self.workflow.tasks.get
        children = (known(child) for child in self._children)
        return any(child is not None and not child.triggered for child in children)


def choose(my_task: Any, outputs: list[Any]) -> None:
    """Let the token of a gateway go these ways and no other."""
    for output in outputs:
        my_task._add_child(output)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_mixins.append(Grows)
