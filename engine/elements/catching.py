"""Catching: how an event waits, and what happens when it occurs.

Library: bpmn/specs/mixins/events/event_types.py:49 lets a non-interrupting event take one message
only, control.py:121 ends the tokens a cycle released together with the activity; every step merges
the data of every waiting event anew and asks it whether it has fired.
Rule 13.5.3: a non-interrupting event stays armed while its activity is active, and each occurrence
releases a token of its own.
Approach: an armed event is a WAITING task in the event manager's table and costs nothing until
`occur` is called on it. One that stays armed is succeeded: a fresh task of the same element waits
beside it, and the one that occurred runs on like any other step. So a waiting event never has
followers, and withdrawing it ends nothing but itself. A timer that cannot be read becomes READY
all the same and fails when it is run, like any step that fails: its siblings are not touched, and
the engine makes an incident of it.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from engine.elements.cancelling import is_alive
from engine.elements.exceptions import TimerFailed
from engine.elements.iso_time import NotATime
from engine.elements.kit import Kit, Mixin
from engine.elements.timers import Timer
from engine.expressions import ExpressionFailed, ExpressionRefused, quoted

FAILURE = "failure"


class Catching(Mixin):
    """Every catching event and receive task."""

    event_definition: Any
    of_scope = False
    """Does it start an event sub-process of its scope?"""

    def _update_hook(self, my_task: Any) -> bool:
        """A token has arrived: wait, or go on at once if there is nothing to wait for."""
        super(CatchingEvent, self)._update_hook(my_task)
        if isinstance(self.event_definition, NoneEventDefinition):
            return True
        return not self.arm(my_task)

    def arm(self, my_task: Any) -> bool:
        """Start to wait; False if the timer cannot be read."""
        if isinstance(self.event_definition, Timer):
            try:
                self.event_definition.arm(my_task)
            except Exception as error:
                my_task.internal_data[FAILURE] = _told(error)
                return False
        my_task._set_state(TaskState.WAITING)
        armed_events(my_task)[my_task.id] = my_task
        return True

    def stays_armed(self, my_task: Any) -> bool:
        """Does the event wait for further occurrences? Only beside an activity or a scope."""
        return False

    def variables_at(self, my_task: Any) -> dict[str, Any]:
        """The variables the token leaves with: those it came with, if it came by an arrow."""
        data: dict[str, Any] = my_task.data
        return data

    def _on_ready_hook(self, my_task: Any) -> None:
        armed_events(my_task).pop(my_task.id, None)
        super(CatchingEvent, self)._on_ready_hook(my_task)
        if FAILURE not in my_task.internal_data:
            self.on_occurrence(my_task)

    def on_occurrence(self, my_task: Any) -> None:
        """What the event ends by having occurred."""

    def _run_hook(self, my_task: Any) -> bool:
        failure = my_task.internal_data.pop(FAILURE, None)
        if failure is not None:
            raise TimerFailed(failure, task_spec=self)
        super(CatchingEvent, self)._run_hook(my_task)
        return True

    def _on_cancel(self, my_task: Any) -> None:
        armed_events(my_task).pop(my_task.id, None)
        super(CatchingEvent, self)._on_cancel(my_task)


def armed_events(my_task: Any) -> dict[Any, Any]:
    """The armed events of the whole instance, by task id."""
    armed: dict[Any, Any] = my_task.workflow.top_workflow.event_manager.tasks
    return armed


def occur(my_task: Any, payload: Mapping[str, Any] | None = None) -> None:
    """The event has occurred: its token goes on, with the variables that came along."""
    spec = my_task.task_spec
    if spec.stays_armed(my_task):
        _succeed(my_task)
    my_task.data = {**spec.variables_at(my_task), **(payload or {})}
    my_task._ready()


def _succeed(my_task: Any) -> None:
    """Let a fresh task of the same element wait for the next occurrence, if there is one."""
    definition = my_task.task_spec.event_definition
    knowledge: dict[str, Any] = {}
    if isinstance(definition, Timer):
        following = definition.next_occurrence(my_task)
        if following is None:
            return
        knowledge = following
    successor = my_task.parent._add_child(my_task.task_spec)
    successor.triggered = True
    successor.internal_data.update(knowledge)
    my_task.task_spec._update(successor)


def siblings(my_task: Any) -> list[Any]:
    """The other open tasks that the same split or start has led to directly."""
    parent = my_task.parent
    outputs = parent.task_spec._outputs
    return [
        task
        for task in parent.children
        if task is not None
        and task is not my_task
        and task.task_spec.name in outputs
        and is_alive(task)
    ]


def _told(error: Exception) -> str:
    """Why a timer cannot be read, without a value of the case in it."""
    for each in (error, error.__cause__):
        if isinstance(each, NotATime | ExpressionFailed | ExpressionRefused):
            return f"{quoted(each)}: {each}"
    return f": {type(error).__name__}"


def install(kit: Kit) -> None:
    """Plug in."""
    for tag in ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"):
        kit.extend_spec(tag, Catching)
