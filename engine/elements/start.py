"""Where an instance starts.

Library: bpmn/parser/ProcessParser.py:190 puts a split and a join around several start events, so
that a process with a none start always begins there and never by its message; an instance that a
message has started waits for that message again (mixins/events/event_types.py:49).
Rule 10.5.2, 13.5.1: a start event that happens makes an instance; its token leaves that event.
Approach: `flat_parser` makes every start event an output of Start, without a split. The door may
say which one has happened: `new_workflow(..., start_event=...)`; the instance then begins there at
once. Without that it begins at the start event that has no trigger; and if there is none, it
stands before all of them until a message is delivered or a timer fired.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.exceptions import WorkflowException

from engine.elements.cancelling import is_alive
from engine.elements.growth import choose
from engine.elements.kit import Kit, Mixin

CHOSEN = "start_event"


class StartsOnce(Mixin):
    """Start: one of the start events, and all else that begins with the scope."""

    def _run_hook(self, my_task: Any) -> bool:
        starts = [output for output in self.outputs if isinstance(output, StartEvent)]
        chosen = pick_start(starts, my_task.internal_data.get(CHOSEN))
        if chosen is not None and len(starts) > 1:
            others = [output for output in self.outputs if not isinstance(output, StartEvent)]
            choose(my_task, [chosen, *others])
        return True


def pick_start(starts: list[Any], wanted: str | None) -> Any | None:
    """The start event of this id; without one, the start event that has no trigger, if any."""
    for start in starts:
        is_plain = isinstance(start.event_definition, NoneEventDefinition)
        if start.name == wanted or (wanted is None and is_plain):
            return start
    if wanted is not None:
        raise WorkflowException(f"the process has no start event {wanted}")
    return None


class MayHaveHappened(Mixin):
    """Start event."""

    def _update_hook(self, my_task: Any) -> bool:
        if my_task.parent.internal_data.get(CHOSEN) == self.name:
            BpmnTaskSpec._update_hook(self, my_task)
            return True
        waits: bool = super()._update_hook(my_task)
        return waits


class FirstToHappen(Mixin):
    """Start event, of several before which the instance stands: the others have no part in it."""

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        for sibling in my_task.parent.children:
            is_other = sibling is not None and sibling is not my_task
            if is_other and isinstance(sibling.task_spec, StartEvent) and is_alive(sibling):
                sibling.cancel()


def install(kit: Kit) -> None:
    """Plug in."""
    kit.start_mixins.append(StartsOnce)
    kit.extend_spec("startEvent", FirstToHappen, MayHaveHappened)
