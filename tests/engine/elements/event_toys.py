"""Pieces of toy drawings with events in them, and what happens to an instance from outside."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.engine.drawing import element, end, start, sub_process, user
from tests.engine.toy import Toy, is_open, name_of

BESIDE = (
    '<bpmn:message id="m" name="post"/><bpmn:message id="m2" name="parcel"/>'
    '<bpmn:signal id="sig" name="alarm"/>'
    '<bpmn:error id="err1" name="Lost" errorCode="LOST"/>'
    '<bpmn:error id="err2" name="Torn" errorCode="TORN"/>'
    '<bpmn:escalation id="esc1" name="Late" escalationCode="LATE"/>'
)
MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
PARCEL = '<bpmn:messageEventDefinition messageRef="m2"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="sig"/>'
ERROR = '<bpmn:errorEventDefinition errorRef="err1"/>'
OTHER_ERROR = '<bpmn:errorEventDefinition errorRef="err2"/>'
ANY_ERROR = "<bpmn:errorEventDefinition/>"
ESCALATION = '<bpmn:escalationEventDefinition escalationRef="esc1"/>'
TERMINATE = "<bpmn:terminateEventDefinition/>"
#: What a called process takes in and gives back.
DECLARES_ANSWER = (
    '<bpmn:ioSpecification><bpmn:dataInput id="place"/><bpmn:dataOutput id="answer"/>'
    "<bpmn:inputSet><bpmn:dataInputRefs>place</bpmn:dataInputRefs></bpmn:inputSet>"
    "<bpmn:outputSet><bpmn:dataOutputRefs>answer</bpmn:dataOutputRefs></bpmn:outputSet>"
    "</bpmn:ioSpecification>"
)


def catch(element_id: str, definition: str) -> str:
    """An intermediate catch event."""
    return element("intermediateCatchEvent", element_id, definition)


def throw(element_id: str, definition: str) -> str:
    """An intermediate throw event."""
    return element("intermediateThrowEvent", element_id, definition)


def event_sub_process(definition: str, *, interrupting: bool, element_id: str = "esp") -> str:
    """An event sub-process with one user task, "handle"."""
    return sub_process(
        element_id,
        start(f"{element_id}_start", definition, isInterrupting=str(interrupting).lower()),
        user(f"{element_id}_handle"),
        end(f"{element_id}_end"),
        flows=f"{element_id}_start -> {element_id}_handle -> {element_id}_end",
        triggeredByEvent="true",
    )


def wait(toy: Toy, **length: float) -> int:
    """Let time pass and fire what has fallen due, one by one and in order; return how many."""
    toy.workflow.now += timedelta(**length)
    toy.advance()
    fired = 0
    while not toy.is_completed and (pending := toy.workflow.timers()):
        due_at, task = pending[0]
        if due_at > toy.workflow.now:
            break
        assert toy.workflow.fire(task.id)
        fired += 1
        toy.advance()
    return fired


def message(toy: Toy, name: str = "post", payload: Mapping[str, Any] | None = None) -> bool:
    """Deliver a message from outside, then advance."""
    taken: bool = toy.workflow.take_message(name, payload)
    toy.advance()
    return taken


def signal(toy: Toy, name: str = "alarm", payload: Mapping[str, Any] | None = None) -> int:
    """Deliver a signal from outside, then advance."""
    taken: int = toy.workflow.take_signal(name, payload)
    toy.advance()
    return taken


def variables_of(toy: Toy, name: str) -> list[dict[str, Any]]:
    """The variables of the open tasks of this element, the oldest first."""
    return [dict(task.data) for task in open_tasks(toy, name)]


def open_tasks(toy: Toy, name: str) -> list[Any]:
    """The open tasks of this element, the oldest first."""
    scopes = [toy.workflow, *toy.workflow.subprocesses.values()]
    found = [
        task
        for scope in scopes
        for task in scope.tasks.values()
        if is_open(task) and name_of(task) == name
    ]
    return sorted(found, key=lambda task: float(task.last_state_change))


def due_times(toy: Toy) -> list[tuple[str, str]]:
    """Element and due day of every waiting timer, the earliest first."""
    return [(task.task_spec.bpmn_id, due.isoformat()) for due, task in toy.workflow.timers()]
