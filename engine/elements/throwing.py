"""Throwing: errors, escalations, signals and messages.

Library: bpmn/parser/event_parsers.py:239 knows no signal end event; event_definitions/
item_aware_event.py:45 hands errors and escalations to every catcher of the scope, and an error
that nobody catches is dropped, so that the case ends as if all were well; end_event.py:52 cancels
without closing what is inside.
Rule 10.5.6: an error or an escalation goes outward scope by scope, to the event sub-processes of
the scope, then to the boundary events of the activity that holds it; an exact code before a
catch-all; the first catcher takes it. An error ends what threw it, and unhandled it ends the
process abnormally; an unhandled escalation is no harm.
Approach: the catcher is looked for among the armed events when the throw runs. No catcher for an
error raises UncaughtError, and the task is in ERROR. Signals reach all who wait in the instance
and are noted for other instances; messages are only noted, since they go to whoever the engine
finds by business key, this instance included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    CodeEventDefinition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import ThrowingEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from engine.elements.boundary import is_attached, split_of
from engine.elements.cancelling import cancel_open_tasks
from engine.elements.catching import occur
from engine.elements.exceptions import BusinessError, UncaughtError
from engine.elements.kit import Kit, Mixin
from engine.elements.scope_data import changes_of


@dataclass(frozen=True, slots=True)
class Thrown:
    """A signal or message that left the instance, for the engine to pass on."""

    name: str
    element_id: str
    task_id: str
    data: Mapping[str, Any]
    """The variables of the throwing token; read only."""


class Throwing(Mixin):
    """End and intermediate throw events."""

    event_definition: Any

    def _run_hook(self, my_task: Any) -> bool:
        super(ThrowingEvent, self)._run_hook(my_task)
        definition = self.event_definition
        top = my_task.workflow.top_workflow
        if isinstance(definition, ErrorEventDefinition):
            throw_error(my_task, definition.code, changes_of(my_task))
        elif isinstance(definition, EscalationEventDefinition):
            throw_escalation(my_task, definition.code, changes_of(my_task))
        elif isinstance(definition, SignalEventDefinition):
            top.thrown_signals.append(_thrown(my_task, definition.name))
            top.take_signal(definition.name)
        elif isinstance(definition, MessageEventDefinition):
            top.thrown_messages.append(_thrown(my_task, definition.name))
        elif isinstance(definition, TerminateEventDefinition):
            cancel_open_tasks(my_task.workflow, but=my_task)
        if my_task._state == TaskState.CANCELLED:  # it ended its own scope, but it did happen
            my_task._set_state(TaskState.COMPLETED)
        return True

    def _on_complete_hook(self, my_task: Any) -> None:
        super(ThrowingEvent, self)._on_complete_hook(my_task)
        if isinstance(self.event_definition, TerminateEventDefinition):
            my_task.workflow._mark_complete(my_task)


class FailsAsForeseen(Mixin):
    """Service and send tasks: their handler may fail in a way that the drawing foresees."""

    def _run_hook(self, my_task: Any) -> bool:
        try:
            result: bool = super()._run_hook(my_task)
        except BusinessError as error:
            throw_error(my_task, error.code, {**changes_of(my_task), **error.variables})
            return True
        return result


class ThrowsOutward(Mixin):
    """Top workflow: keeps what was thrown until the engine passes it on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.thrown_signals: list[Thrown] = []
        self.thrown_messages: list[Thrown] = []
        super().__init__(*args, **kwargs)


def throw_error(my_task: Any, code: str | None, data: Mapping[str, Any]) -> None:
    """Let a step fail with a business error, which ends it and goes to the nearest catcher.

    The catcher's token gets these variables besides its own.

    :raises UncaughtError: nothing in the drawing catches it; nothing has changed
    """
    catcher = find_catcher(my_task, ErrorEventDefinition, code)
    if catcher is None:
        raise UncaughtError(code, task_spec=my_task.task_spec)
    if isinstance(my_task.task_spec, ThrowingEvent):
        my_task._set_state(TaskState.COMPLETED)
    occur(catcher, data)


def throw_escalation(my_task: Any, code: str | None, data: Mapping[str, Any]) -> bool:
    """Tell the nearest catcher of an escalation; False if nothing in the drawing catches it."""
    catcher = find_catcher(my_task, EscalationEventDefinition, code)
    if catcher is not None:
        occur(catcher, data)
    return catcher is not None


def find_catcher(my_task: Any, kind: type[CodeEventDefinition], code: str | None) -> Any | None:
    """The armed event that catches this error or escalation, thrown by this task."""
    armed = [
        task
        for task in my_task.workflow.top_workflow.armed_events()
        if isinstance(task.task_spec.event_definition, kind)
        and task.task_spec.event_definition.code in (None, code)
    ]
    activity = my_task
    while armed:
        for candidates in (_on_boundary(activity, armed), _of_scope(activity, armed)):
            exact = [t for t in candidates if t.task_spec.event_definition.code == code]
            if exact or candidates:
                return (exact or candidates)[0]
        workflow = activity.workflow
        if workflow.parent_task_id is None:
            break
        activity = workflow.top_workflow.find_task(workflow.parent_task_id)
    return None


def _on_boundary(activity: Any, armed: list[Any]) -> list[Any]:
    """Those attached to the activity; to all its instances together if there are several."""
    loop = activity.parent
    if (
        loop is not None
        and isinstance(loop.task_spec, LoopTask)
        and loop.task_spec.task_spec == activity.task_spec.name
    ):
        activity = loop
    split = split_of(activity)
    if split is None:
        return []
    return [task for task in armed if is_attached(task) and task.parent is split]


def _of_scope(activity: Any, armed: list[Any]) -> list[Any]:
    """The event sub-processes of the activity's scope, but not the one that it is."""
    return [
        task
        for task in armed
        if task.workflow is activity.workflow
        and task.task_spec.of_scope
        and activity.task_spec.name not in task.task_spec._outputs
    ]


def _thrown(my_task: Any, name: str) -> Thrown:
    return Thrown(
        name=name,
        element_id=my_task.task_spec.bpmn_id,
        task_id=my_task.id,
        data=my_task.data,
    )


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("endEvent", Throwing)
    kit.extend_spec("intermediateThrowEvent", Throwing)
    kit.extend_spec("serviceTask", FailsAsForeseen)
    kit.extend_spec("sendTask", FailsAsForeseen)
    kit.workflow_mixins.append(ThrowsOutward)
