"""What can begin a process: read from the drawing, for the engine that waits on its behalf.

A start event never waits inside an instance (see `start`): messages, signals and timers that start
a process are watched for by the engine, which then makes the instance.
"""

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent

from engine.elements.event_kinds import kind_of_definition


@dataclass(frozen=True, slots=True)
class ProcessStart:
    """One way in which a process begins."""

    element_id: str
    kind: str
    """none, message, signal or timer."""
    name: str | None
    """Of the message or signal."""
    expression: str | None
    """Of the timer."""


def start_events(spec: Any) -> list[ProcessStart]:
    """What can begin this process."""
    found = []
    for task_spec in spec.start.outputs:
        if isinstance(task_spec, StartEvent):
            definition = task_spec.event_definition
            kind = kind_of_definition(definition)
            found.append(
                ProcessStart(
                    element_id=task_spec.bpmn_id,
                    kind=kind,
                    name=definition.name if kind in ("message", "signal") else None,
                    expression=definition.expression if kind == "timer" else None,
                )
            )
    return found
