"""Where an instance starts.

Library: bpmn/parser/ProcessParser.py:203 puts a split and a join around several start events, so
that a process with a none start and a message start waits at both at once; an instance that a
message has started waits for that message again (mixins/events/event_types.py:44).
Rule 10.5.2, 13.5.1: a start event that happens makes an instance; its token leaves that event.
Approach: `flat_parser` makes every start event an output of Start, without a split. The door says
which start event has happened, `new_workflow(..., start_event=...)`; without that it is the none
start event. A start event never waits: by the time the instance exists it has happened. Who waits
for messages and timers that start a process is the engine's registry.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.exceptions import WorkflowException

from engine.elements.growth import choose
from engine.elements.kit import Kit, Mixin

CHOSEN = "start_event"


class StartsOnce(Mixin):
    """Start: one of the start events, and all else that begins with the scope."""

    def _run_hook(self, my_task: Any) -> bool:
        starts = [output for output in self.outputs if isinstance(output, StartEvent)]
        if len(starts) > 1 or CHOSEN in my_task.internal_data:
            chosen = pick_start(starts, my_task.internal_data.get(CHOSEN))
            others = [output for output in self.outputs if not isinstance(output, StartEvent)]
            choose(my_task, [chosen, *others])
        return True


def pick_start(starts: list[Any], wanted: str | None) -> Any:
    """The start event of this id, or the none start event."""
    for start in starts:
        if wanted == start.name:
            return start
        if wanted is None and isinstance(start.event_definition, NoneEventDefinition):
            return start
    raise WorkflowException(f"the process has no start event {wanted or 'without a trigger'}")


class HasHappened(Mixin):
    """Start event."""

    def _update_hook(self, my_task: Any) -> bool:
        BpmnTaskSpec._update_hook(self, my_task)
        return True

    def _run_hook(self, my_task: Any) -> bool:
        return True


def install(kit: Kit) -> None:
    """Plug in."""
    kit.start_mixins.append(StartsOnce)
    kit.extend_spec("startEvent", HasHappened)
