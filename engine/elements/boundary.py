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

from engine.elements.cancelling import is_alive
from engine.elements.catching import withdraw
from engine.elements.kit import Kit, Mixin


class Attached(Mixin):
    """Boundary event."""

    cancel_activity: bool

    def stays_armed(self, my_task: Any) -> bool:
        return not self.cancel_activity

    def on_occurrence(self, my_task: Any) -> None:
        """Interrupt the activity; what non-interrupting events have released is left alone."""
        if not self.cancel_activity:
            return
        for sibling in my_task.parent.children:
            if sibling is not None and sibling is not my_task and is_alive(sibling):
                has_occurred = sibling._state == TaskState.READY and is_attached(sibling)
                if not has_occurred or sibling.task_spec.cancel_activity:
                    sibling.cancel()


class EndsItsEvents(Mixin):
    """Workflow and sub-workflow: an activity that has completed withdraws its events."""

    def _task_completed_notify(self, task: Any) -> None:
        split = task.parent
        if (
            split is not None
            and isinstance(split.task_spec, BoundaryEventSplit)
            and not is_attached(task)
        ):
            withdraw([t for t in split.children if t._state == TaskState.WAITING])
        super()._task_completed_notify(task)


class AttachParsing(Mixin):
    """Every parser of an activity: ties its boundary events to it."""

    def _add_boundary_event(self, events: list[Any]) -> Any:
        split = self.BOUNDARY_SPLIT_CLASS(
            self.spec, f"{self.bpmn_id}.BoundaryEventSplit", lane=self.task.lane
        )
        split.connect(self.task)
        for event in events:
            split.connect(self.process_parser.parse_node(event))
        return split


def is_attached(task: Any) -> bool:
    """Is this task a boundary event?"""
    return isinstance(task.task_spec, BoundaryEvent)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("boundaryEvent", Attached)
    kit.task_parser_mixins.append(AttachParsing)
    kit.workflow_mixins.append(EndsItsEvents)
    kit.subworkflow_mixins.append(EndsItsEvents)
