"""Delivery: what reaches the armed events of an instance from outside, and what they wait for.

Library: bpmn/util/event.py:40 hands a message to every task that waits for its name, updates the
second taker after the first has cancelled it, and starts event sub-processes by changing the
shared spec; bpmn/workflow.py:115 drops what nobody takes, or raises, depending on the entrance.
Rule 10.5.4: a message has one receiver, a signal reaches all who wait for it.
Approach: the engine finds the instance by business key; inside it the task that has waited longest
takes the message, and whoever still waits when its turn comes takes the signal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition

from engine.elements.catching import occur
from engine.elements.event_kinds import kind_of_definition
from engine.elements.kit import Kit, Mixin
from engine.elements.timers import Timer


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """An armed event that something from outside can bring about."""

    task_id: str
    element_id: str
    element_name: str | None
    kind: str
    """timer, message or signal."""
    name: str | None
    """Of the message or signal."""
    due_at: datetime | None
    """Of the timer."""


class Delivers(Mixin):
    """Top workflow."""

    def take_message(
        self,
        name: str,
        payload: Mapping[str, Any] | None = None,
        *,
        element_id: str | None = None,
    ) -> bool:
        """Give a message to the task that has waited for it longest; False if none waits.

        With `element_id` only that element may take it.
        """
        for task in self.armed_events():
            definition = task.task_spec.event_definition
            is_named = isinstance(definition, MessageEventDefinition) and definition.name == name
            if is_named and element_id in (None, task.task_spec.bpmn_id):
                occur(task, payload)
                return True
        return False

    def take_signal(self, name: str, payload: Mapping[str, Any] | None = None) -> int:
        """Give a signal to all who wait for it, and return how many took it."""
        taken = 0
        for task in self.armed_events():
            definition = task.task_spec.event_definition
            is_meant = isinstance(definition, SignalEventDefinition) and definition.name == name
            if is_meant and task.id in self.event_manager.tasks:  # not withdrawn by an earlier one
                occur(task, payload)
                taken += 1
        return taken

    def armed_events(self) -> list[Any]:
        """The tasks that wait for an event, the longest waiting first."""
        armed: list[Any] = list(self.event_manager.tasks.values())
        armed.sort(key=lambda task: task.last_state_change)
        return armed

    def waiting_events(self) -> list[WaitingEvent]:
        """The timers, messages and signals this instance waits for."""
        found = []
        for task in self.armed_events():
            spec, definition = task.task_spec, task.task_spec.event_definition
            kind = kind_of_definition(definition)
            if kind in ("timer", "message", "signal"):
                found.append(
                    WaitingEvent(
                        task_id=task.id,
                        element_id=spec.bpmn_id,
                        element_name=spec.bpmn_name,
                        kind=kind,
                        name=None if kind == "timer" else definition.name,
                        due_at=definition.due_at(task) if isinstance(definition, Timer) else None,
                    )
                )
        return found


def install(kit: Kit) -> None:
    """Plug in."""
    kit.workflow_mixins.append(Delivers)
