"""Event-based gateway: the first of its events takes the token.

Library: mixins/events/intermediate_event.py:55 moves the definitions of all its events into one
MultipleEventDefinition of the gateway; multiple.py:22 removes from the list it walks over, and all
timers share the one stored due time, so the first timer's serves for all.
Rule 13.4.4: the first event that occurs takes the token; the others are withdrawn.
Approach: the gateway is a plain split; each event keeps its own definition and waits for itself.
The first that occurs withdraws its siblings at once.
Refused: any follower that does not catch (see `refused` for gateways that start a process).
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import EventBasedGateway
from SpiffWorkflow.specs.base import TaskSpec

from engine.elements.catching import siblings
from engine.elements.kit import Kit, Mixin


class PlainSplit(Mixin):
    """Event-based gateway."""

    def connect(self, taskspec: Any) -> None:
        TaskSpec.connect(self, taskspec)

    def _update_hook(self, my_task: Any) -> bool:
        super(CatchingEvent, self)._update_hook(my_task)
        return True

    def _on_ready_hook(self, my_task: Any) -> None:
        super(CatchingEvent, self)._on_ready_hook(my_task)

    def _run_hook(self, my_task: Any) -> bool:
        super(CatchingEvent, self)._run_hook(my_task)
        return True

    def _on_cancel(self, my_task: Any) -> None:
        super(CatchingEvent, self)._on_cancel(my_task)


class FirstWins(Mixin):
    """Intermediate catch event, receive task."""

    def on_occurrence(self, my_task: Any) -> None:
        super().on_occurrence(my_task)
        if isinstance(my_task.parent.task_spec, EventBasedGateway):
            for sibling in siblings(my_task):
                sibling.cancel()


class GatewayParsing(Mixin):
    """Parser of event-based gateways."""

    def create_task(self) -> Any:
        flows = self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)
        targets = [self.process_parser.get_node_by_id(f.get("targetRef")) for f in flows]
        for target in targets:
            tag = "" if target is None else target.tag.rpartition("}")[2]
            if tag not in ("intermediateCatchEvent", "receiveTask"):
                self.refuse("an event-based gateway leads to catch events and receive tasks only")
        if len(targets) < 2:
            self.refuse("an event-based gateway needs at least two events to choose from")
        return self._create_task(NoneEventDefinition(description="Default"))


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("eventBasedGateway", PlainSplit)
    kit.extend_spec("intermediateCatchEvent", FirstWins)
    kit.extend_spec("receiveTask", FirstWins)
    kit.extend_parser("eventBasedGateway", GatewayParsing)
