"""Random drawings full of events, as descriptions for the token game and as BPMN for the engine.

A person's step stands before everything that is thrown, so that no two tokens race inside one step:
then BPMN leaves nothing open, and the game and the engine must agree.
"""

import random
from itertools import count

from tests.engine.drawing import boundary, definitions, element, process, start, timer
from tests.engine.elements.token_game import Event, Node, Scope

CODES = ("A", "B")
SIGNALS = ("red", "blue")


class RandomEvents:
    """A description and its drawing, chosen by a seed."""

    def __init__(self, seed: int, depth: int = 3) -> None:
        self._random = random.Random(seed)
        self._numbers = count(1)
        self.messages: list[str] = []
        self.scope = self._scope(depth, inner=False)

    @property
    def files(self) -> dict[str, bytes]:
        """The drawing."""
        beside = "".join(element("message", f"msg_{name}", name=name) for name in self.messages)
        beside += "".join(element("signal", f"sig_{name}", name=name) for name in SIGNALS)
        beside += "".join(element("error", f"err_{c}", errorCode=c, name=c) for c in CODES)
        beside += "".join(element("escalation", f"esc_{c}", escalationCode=c) for c in CODES)
        return {"toy.bpmn": definitions(beside, process("toy", *_draw(self.scope, ""), flows=""))}

    # Choosing

    def _name(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers)}"

    def _scope(self, depth: int, *, inner: bool) -> Scope:
        scope = Scope(first="")
        finish = self._end(scope, "none")
        scope.first = self._block(scope, depth, [finish.id])
        for _ in range(self._random.choice([0, 0, 0, 1, 1, 2]) if depth else 0):
            kinds = ["timer", "cycle", "message", "signal", "error", "escalation"]
            event = self._event("on", self._random.choice(kinds))
            event.interrupting = event.kind == "error" or self._random.random() < 0.5
            if any(
                event.kind == known.kind and event.arg == known.arg for known, _ in scope.handlers
            ):
                continue
            scope.handlers.append((event, self._scope(min(depth - 1, 1), inner=True)))
        return scope

    def _event(self, prefix: str, kind: str) -> Event:
        arg: str | int | None
        if kind in ("timer", "cycle"):
            arg = self._random.choice([61, 127, 241, 487, 1009])
        elif kind == "message":
            arg = self._name("m")
            self.messages.append(arg)
        elif kind == "signal":
            arg = self._random.choice(SIGNALS)
        else:
            arg = self._random.choice([*CODES, None])
        return Event(self._name(prefix), kind, arg)

    def _thrown(self, kind: str) -> list[Event]:
        if kind == "none":
            return []
        arg = self._random.choice(SIGNALS if kind == "signal" else CODES)
        return [Event(self._name("thrown"), kind, None if kind == "terminate" else arg)]

    def _add(self, scope: Scope, kind: str, targets: list[str]) -> Node:
        node = Node(self._name(kind), kind, targets)
        scope.nodes[node.id] = node
        return node

    def _end(self, scope: Scope, kind: str) -> Node:
        node = self._add(scope, "end", [])
        node.events = self._thrown(kind)
        return node

    def _block(self, scope: Scope, depth: int, targets: list[str]) -> str:
        """A piece of the flow that leads to the targets; returns where it begins."""
        kinds = ["user", "catch", "throw", "seq", "choice"]
        if depth > 0:
            kinds += ["fork", "parallel", "sub", "hosted", "hosted", "hosted", "seq"]
        return str(getattr(self, f"_{self._random.choice(kinds)}")(scope, depth, targets))

    def _user(self, scope: Scope, _: int, targets: list[str]) -> str:
        return self._add(scope, "user", targets).id

    def _catch(self, scope: Scope, _: int, targets: list[str]) -> str:
        node = self._add(scope, "catch", targets)
        event = self._event("", self._random.choice(["timer", "message", "signal"]))
        event.id = node.id
        node.events = [event]
        return node.id

    def _throw(self, scope: Scope, _: int, targets: list[str]) -> str:
        node = self._add(scope, "throw", targets)
        node.events = self._thrown(self._random.choice(["signal", "escalation", "escalation"]))
        return self._add(scope, "user", [node.id]).id

    def _seq(self, scope: Scope, depth: int, targets: list[str]) -> str:
        second = self._block(scope, depth - 1, targets)
        return self._block(scope, depth - 1, [second])

    def _choice(self, scope: Scope, depth: int, targets: list[str]) -> str:
        merge = self._add(scope, "merge", targets)
        node = self._add(scope, "choice", [])
        for kind in self._random.sample(["timer", "message", "signal"], 2):
            event = self._event("ev", kind)
            event.target = self._block(scope, depth - 2, [merge.id])
            node.events.append(event)
        return node.id

    def _parallel(self, scope: Scope, depth: int, targets: list[str]) -> str:
        join = self._add(scope, "join", targets)
        branches = [self._block(scope, depth - 1, [join.id]) for _ in range(2)]
        return self._add(scope, "fork", branches).id

    def _fork(self, scope: Scope, depth: int, targets: list[str]) -> str:
        kinds = ["none", "signal", "escalation", "error", "terminate"]
        ends = [self._end(scope, self._random.choice(kinds))]
        users = [self._add(scope, "user", [each.id]).id for each in ends]
        branches = [self._block(scope, depth - 1, [user]) for user in users]
        return self._add(scope, "fork", [self._block(scope, depth - 1, targets), *branches]).id

    def _sub(self, scope: Scope, depth: int, targets: list[str]) -> str:
        node = self._add(scope, "sub", targets)
        node.scope = self._scope(depth - 1, inner=True)
        node.instances = self._random.choice([1, 1, 2])
        return node.id

    def _hosted(self, scope: Scope, depth: int, targets: list[str]) -> str:
        """An activity with boundary events, whose tokens end, go on behind it, or come back."""
        behind = self._add(scope, "merge", targets)
        make = self._random.choice([self._user, self._sub, self._sub])
        host = scope.nodes[make(scope, depth, [behind.id])]
        before = self._add(scope, "merge", [host.id])
        kinds = ["timer", "cycle", "message", "signal", "escalation", "error"]
        for kind in self._random.sample(kinds, self._random.choice([1, 1, 2, 3])):
            event = self._event("at", kind)
            event.interrupting = kind == "error" or self._random.random() < 0.5
            ways = [self._end(scope, "none").id]
            if event.interrupting:
                ways += [behind.id, before.id]
            event.target = self._block(scope, depth - 2, [self._random.choice(ways)])
            host.boundary.append(event)
        return before.id


# Drawing

TAGS = {
    "user": "userTask",
    "sub": "subProcess",
    "fork": "parallelGateway",
    "join": "parallelGateway",
    "merge": "exclusiveGateway",
    "catch": "intermediateCatchEvent",
    "choice": "eventBasedGateway",
    "throw": "intermediateThrowEvent",
    "end": "endEvent",
}
TWICE = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def _draw(scope: Scope, started_by: str, **attributes: str) -> list[str]:
    begin = f"start_{scope.first}"
    parts = [start(begin, started_by, **attributes), _flow(begin, scope.first)]
    for node in scope.nodes.values():
        inner = TWICE if node.instances > 1 else ""
        if node.scope is not None:
            inner += "".join(_draw(node.scope, ""))
        if node.kind in ("catch", "throw", "end"):
            inner += "".join(_definition(event) for event in node.events)
        parts.append(element(TAGS[node.kind], node.id, inner))
        parts += [_flow(node.id, target) for target in node.targets]
        for event in node.boundary:
            definition = _definition(event)
            parts.append(boundary(event.id, node.id, definition, interrupting=event.interrupting))
            parts.append(_flow(event.id, event.target))
        if node.kind == "choice":
            for event in node.events:
                parts.append(element("intermediateCatchEvent", event.id, _definition(event)))
                parts += [_flow(node.id, event.id), _flow(event.id, event.target)]
    for event, handler in scope.handlers:
        beside = str(event.interrupting).lower()
        inner = "".join(_draw(handler, _definition(event), isInterrupting=beside))
        parts.append(element("subProcess", event.id, inner, triggeredByEvent="true"))
    return parts


def _definition(event: Event) -> str:
    if event.kind == "timer":
        return timer("duration", f"PT{event.arg}M")
    if event.kind == "cycle":
        return timer("cycle", f"R/PT{event.arg}M")
    prefix = {"message": "msg", "signal": "sig", "error": "err", "escalation": "esc"}
    reference = {}
    if event.arg is not None:
        reference = {f"{event.kind}Ref": f"{prefix[event.kind]}_{event.arg}"}
    return element(f"{event.kind}EventDefinition", f"definition_{event.id}", **reference)


def _flow(source: str, target: str) -> str:
    return element("sequenceFlow", f"{source}_to_{target}", sourceRef=source, targetRef=target)
