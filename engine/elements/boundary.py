"""Boundary events: armed while their activity is open, interrupting or beside it.

Library: bpmn/specs/control.py:84 closes events by a join behind the activity that reads the
history, steps after the fact: between the occurrence and its turn the interrupted activity still
runs. mixins/events/event_types.py:49: see `catching`.
Rule 13.5.3: an interrupting occurrence terminates the activity at once and withdraws its other
events; a non-interrupting one leaves the activity and all events as they are; when the activity
ends, its events are withdrawn. Tokens released before go on in every case.
Approach: the activity and its events are children of one split. Who is reached first closes its
siblings; there is no join.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from engine.elements.catching import siblings
from engine.elements.isolation import merge
from engine.elements.kit import Kit, Mixin
from engine.elements.scope_data import embedded_scope, token_variables


class Attached(Mixin):
    """Boundary event."""

    cancel_activity: bool

    def stays_armed(self, my_task: Any) -> bool:
        return not self.cancel_activity

    def variables_at(self, my_task: Any) -> dict[str, Any]:
        """What an interrupted sub-process has done before is done."""
        variables: dict[str, Any] = my_task.data
        for sibling in siblings(my_task) if self.cancel_activity else ():
            if embedded_scope(sibling) is not None:
                merge(sibling.data, variables, token_variables(sibling))
        return variables

    def on_occurrence(self, my_task: Any) -> None:
        """Interrupt the activity; what non-interrupting events have released is left alone."""
        if not self.cancel_activity:
            return
        for sibling in siblings(my_task):
            has_occurred = sibling._state == TaskState.READY and is_attached(sibling)
            if not has_occurred or sibling.task_spec.cancel_activity:
                sibling.cancel()


class Splits(Mixin):
    """The split before an activity and its events: it leads to all of them, the activity first."""

    def _run_hook(self, my_task: Any) -> bool:
        return True


class EndsItsEvents(Mixin):
    """Workflow and sub-workflow: an activity that has completed withdraws its events."""

    def _task_completed_notify(self, task: Any) -> None:
        if split_of(task) is not None and not is_attached(task):
            for sibling in siblings(task):
                if sibling._state == TaskState.WAITING:
                    sibling.cancel()
        super()._task_completed_notify(task)


def split_of(task: Any) -> Any | None:
    """The split before this activity or boundary event; None for any other task.

    Pruning may hang a token below a split it has long left, so the drawing is asked as well.
    """
    split = task.parent
    if split is None or not isinstance(split.task_spec, BoundaryEventSplit):
        return None
    return split if task.task_spec.name in split.task_spec._outputs else None


def is_attached(task: Any) -> bool:
    """Is this task a boundary event?"""
    return isinstance(task.task_spec, BoundaryEvent)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("boundaryEvent", Attached)
    kit.boundary_split_mixins.append(Splits)
    kit.workflow_mixins.append(EndsItsEvents)
    kit.subworkflow_mixins.append(EndsItsEvents)
