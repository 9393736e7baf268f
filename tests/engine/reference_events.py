"""The events of the token game of `reference`: what is armed, what occurs, what is thrown."""

from collections import deque
from datetime import timedelta
from typing import Any

from tests.engine.reference_nodes import BPMN, Activity, Armed, Node, Scope


class EventGame:
    """The part of the game that is about events; `Reference` has the rest."""

    armed: list[Armed]
    pending: deque[tuple[Scope, str, str | None]]

    def arm(self, node: Node, event: Any, scope: Scope, owner: Any) -> None:
        armed = Armed(node, scope, next(self.orders), self.turn, owner)
        timer = event.find(f"{BPMN}timerEventDefinition")
        message = event.find(f"{BPMN}messageEventDefinition")
        if timer is not None:
            text = timer[0].text
            if text.startswith("R"):
                repeats, text = text.split("/")
                armed.left = int(repeats[1:])
            armed.every = timedelta(hours=int(text.removeprefix("PT").removesuffix("H")))
            armed.due = self.now + armed.every
        elif message is not None:
            armed.message = message.get("messageRef").removeprefix("message_")
        elif event.find(f"{BPMN}signalEventDefinition") is not None:
            armed.signal = event.find(f"{BPMN}signalEventDefinition").get("signalRef")
        for kind in ("error", "escalation"):
            if event.find(f"{BPMN}{kind}EventDefinition") is not None:
                armed.thrown = kind
        self.armed.append(armed)

    def disarm(self, owner: Any) -> None:
        self.armed = [armed for armed in self.armed if armed.owner is not owner]

    def occur(self, armed: Armed) -> None:
        node, scope = armed.node, armed.scope
        if node.tag == "intermediateCatchEvent":
            self.disarm(armed.owner)
        elif not node.is_interrupting:
            self.rearm(armed)
        elif node.tag == "boundaryEvent":
            scope.activities.remove(armed.owner)
            self.stop(armed.owner)
        else:
            self.close(scope)
            scope.is_closed = False
            scope.interruptions += 1
            self.pending = deque(each for each in self.pending if each[0] is not scope)
        if node.tag == "subProcess":
            handler = Activity(node, scope, next(self.orders))
            scope.activities.append(handler)
            self.begin_work(handler)
        else:
            self.leave(scope, node)

    def rearm(self, armed: Armed) -> None:
        if armed.due is not None:
            armed.left -= 1
            armed.due += armed.every
            if armed.left == 0:
                self.armed.remove(armed)
        armed.order, armed.turn = next(self.orders), self.turn

    def throw(self, scope: Scope, node: Node) -> None:
        """A throw or end event; its token goes on unless the event has ended its own scope."""
        before = scope.interruptions
        for kind in ("error", "escalation"):
            if node.find(f"{kind}EventDefinition") is not None:
                catcher = self.catcher_of(scope, kind)
                if catcher is not None:
                    self.occur(catcher)
        if node.find("signalEventDefinition") is not None:
            hearing = [each for each in self.armed if each.signal]
            just_armed = any(each.turn == self.turn for each in hearing)
            self.has_raced |= bool(self.pending) or just_armed
            for armed in hearing:
                if armed in self.armed:
                    self.occur(armed)
        if node.find("terminateEventDefinition") is not None:
            self.close(scope)
            self.has_ended(scope)
        if not scope.is_closed and scope.interruptions == before:
            self.leave(scope, node)

    def catcher_of(self, scope: Scope, kind: str) -> Armed | None:
        """Who catches what is thrown in this scope: scope by scope, inside before its border."""
        inside: Activity | None = None
        while True:
            for armed in self.armed:
                is_itself = inside is not None and inside.node is armed.node
                if armed.thrown == kind and armed.owner is scope and not is_itself:
                    return armed
            inside = scope.activity
            if inside is None:
                return None
            border = inside.loop or inside
            for armed in self.armed:
                if armed.thrown == kind and armed.owner is border:
                    return armed
            scope = inside.scope
