"""Which event may stand where: everything else is refused when the drawing is read.

Library: bpmn/parser/event_parsers.py looks for the definitions it knows at each kind of event and
takes all others for none: signal end events (:239), links, compensation and error starts (:220)
then run as events that do nothing; a catch event without a definition goes on at once; several
definitions on one event share one due time (multiple.py:22).
Rule: BPMN 10.5, tables 10.84 to 10.93.
Approach: one table of what runs here. An event has at most one definition, it must be in the table
for its place, and what it refers to must be there, with a name or code.
"""

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.util import full_tag
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

from engine.elements.exceptions import ElementRefused
from engine.elements.kit import Kit, Mixin
from engine.elements.timers import unquoted

PROCESS_START = "start event of a process"
SUB_PROCESS_START = "start event of a sub-process"
EVENT_SUB_PROCESS_START = "start event of an event sub-process"

ALLOWED: dict[str, frozenset[str]] = {
    PROCESS_START: frozenset({"none", "message", "signal", "timer"}),
    SUB_PROCESS_START: frozenset({"none"}),
    EVENT_SUB_PROCESS_START: frozenset({"message", "signal", "timer", "error", "escalation"}),
    "intermediateCatchEvent": frozenset({"message", "signal", "timer"}),
    "intermediateThrowEvent": frozenset({"none", "message", "signal", "escalation"}),
    "endEvent": frozenset({"none", "message", "signal", "error", "escalation", "terminate"}),
    "boundaryEvent": frozenset({"message", "signal", "timer", "error", "escalation"}),
}

INSTEAD = {
    "link": "draw an arrow to the place where the flow goes on",
    "compensate": "draw the steps that undo the work behind a boundary or end event",
    "cancel": "use an error end event and an error boundary event",
    "conditional": "use a message that is sent when the condition becomes true",
}


class EventParsing(Mixin):
    """Every parser of events, receive tasks and send tasks."""

    def get_event_definition(self, xpaths: list[str]) -> Any:
        """The one definition of this event, checked for its place."""
        place = place_of(self.node)
        nodes = [n for n in self.node if isinstance(n.tag, str) and "ventDefinition" in n.tag]
        kinds = [kind_of(node) for node in nodes] or ["none"]
        for kind in kinds:
            if kind not in ALLOWED[place]:
                self.refuse(refusal_of(place, kind))
        if len(kinds) > 1:
            self.refuse("several event definitions on one event; draw one event for each")
        if not nodes:
            return NoneEventDefinition(description="Default")
        self.event_nodes.append(nodes[0])
        self.check_interruption(place, kinds[0])
        return getattr(self, f"read_{kinds[0]}")(nodes[0])

    def check_interruption(self, place: str, kind: str) -> None:
        """An error ends what threw it, so its catcher cannot stand beside."""
        beside = "false" in (self.node.get("cancelActivity"), self.node.get("isInterrupting"))
        if kind == "error" and beside:
            self.refuse(f"an error cannot be caught by a non-interrupting {place}")

    def read_timer(self, node: Any) -> Any:
        timer = self.parse_timer_event(node)
        if place_of(self.node) == PROCESS_START and unquoted(timer.expression) is None:
            self.refuse("a timer that starts a process needs a fixed time: there is no case yet")
        return timer

    def read_message(self, node: Any) -> Any:
        return MessageEventDefinition(
            self.referred(node, "message", "name"), description=self.get_event_description(node)
        )

    def read_signal(self, node: Any) -> Any:
        return SignalEventDefinition(
            self.referred(node, "signal", "name"), description=self.get_event_description(node)
        )

    def read_error(self, node: Any) -> Any:
        code = self.code_of(node, "error")
        return ErrorEventDefinition(
            code or "any error", code, description=self.get_event_description(node)
        )

    def read_escalation(self, node: Any) -> Any:
        code = self.code_of(node, "escalation")
        return EscalationEventDefinition(
            code or "any escalation", code, description=self.get_event_description(node)
        )

    def read_terminate(self, node: Any) -> Any:
        return TerminateEventDefinition(description=self.get_event_description(node))

    def code_of(self, node: Any, kind: str) -> str | None:
        """The code thrown or caught; None catches all, so only a catcher may go without."""
        throws = etree.QName(self.node).localname in ("endEvent", "intermediateThrowEvent")
        if node.get(f"{kind}Ref") is None and not throws:
            return None
        code: str = self.referred(node, kind, f"{kind}Code")
        return code

    def referred(self, node: Any, kind: str, attribute: str) -> str:
        """The name or code of the message, signal, error or escalation that is referred to."""
        reference = node.get(f"{kind}Ref")
        if not reference:
            self.refuse(f"it names no {kind}")
        found = self.doc_xpath(f"./bpmn:{kind}")
        value = next((each.get(attribute) for each in found if each.get("id") == reference), None)
        if not value:
            self.refuse(f"the {kind} {reference!r} is missing or has no {attribute}")
        return str(value)

    def refuse(self, reason: str) -> None:
        """Stop reading: this element cannot run as drawn."""
        raise ElementRefused(reason, node=self.node, file_name=self.filename)


class MessageTaskParsing(Mixin):
    """Receive task: it waits for a message, so it must name one."""

    def create_task(self) -> Any:
        return self._create_task(self.read_message(self.node))


def place_of(node: Any) -> str:
    """Where an event stands, as the table names it."""
    tag: str = etree.QName(node).localname
    if tag != "startEvent":
        return tag
    scope = node.getparent()
    if scope.tag != full_tag("subProcess"):
        return PROCESS_START
    by_event = scope.get("triggeredByEvent") == "true"
    return EVENT_SUB_PROCESS_START if by_event else SUB_PROCESS_START


def kind_of(node: Any) -> str:
    """timer, message, ... of an event definition's tag."""
    return str(etree.QName(node).localname).removesuffix("EventDefinition")


def refusal_of(place: str, kind: str) -> str:
    """Why this event does not run here, and what to draw instead."""
    reason = f"a {place} of kind {kind} does not run here"
    return f"{reason}; {INSTEAD[kind]}" if kind in INSTEAD else reason


def install(kit: Kit) -> None:
    """Plug in."""
    kit.event_parser_mixins.append(EventParsing)
    kit.extend_parser("receiveTask", MessageTaskParsing)
