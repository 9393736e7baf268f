"""The kinds of events, by the names drawings use for them."""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (
    NoneEventDefinition,
    TerminateEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

_KINDS: tuple[tuple[type[Any], str], ...] = (
    (NoneEventDefinition, "none"),
    (TimerEventDefinition, "timer"),
    (MessageEventDefinition, "message"),
    (SignalEventDefinition, "signal"),
    (ErrorEventDefinition, "error"),
    (EscalationEventDefinition, "escalation"),
    (TerminateEventDefinition, "terminate"),
)


def kind_of_definition(definition: Any) -> str:
    """none, timer, message, signal, error, escalation or terminate."""
    for definition_class, kind in _KINDS:
        if isinstance(definition, definition_class):
            return kind
    raise TypeError(f"{type(definition).__name__} is no event definition that runs here")
