"""Blocks of random drawings that open a scope or wait for an event."""

from tests.engine.drawing import (
    boundary,
    element,
    end,
    exclusive,
    parallel,
    process,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.random_flow import Block, FlowBlocks

MESSAGES = ("letter", "call")
#: What the events refer to.
BESIDE = (
    "".join(element("message", f"message_{name}", name=name) for name in MESSAGES)
    + element("signal", "signal_all", name="all")
    + element("error", "error_bad", errorCode="bad", name="bad")
    + element("escalation", "escalation_late", escalationCode="late", name="late")
)
ERROR = '<bpmn:errorEventDefinition errorRef="error_bad"/>'
ESCALATION = '<bpmn:escalationEventDefinition escalationRef="escalation_late"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="signal_all"/>'
TERMINATE = "<bpmn:terminateEventDefinition/>"


class ScopeBlocks(FlowBlocks):
    """Sub-processes, called processes, and activities done several times."""

    called: tuple[str, ...] = ()
    has_handlers = False

    def body(self, depth: int) -> tuple[list[str], str]:
        """A scope: start, a block, end, and perhaps a handler beside them."""
        begin, finish = self.name("start"), self.name("end")
        with self.scope() as drawn:
            self.add(start(begin), end(finish))
            first, last = self.block(depth)
            self.arrow(begin, first)
            self.arrow(last, finish)
            if depth > 0:
                self.perhaps_handler()
        return drawn()

    def perhaps_handler(self) -> None:
        if self.has_handlers and self.random.random() < 0.3:
            self.handler()

    def handler(self) -> None:
        """An event sub-process of the scope that is being drawn."""
        kinds = [self.message(), timer("duration", "PT6H"), SIGNAL, ESCALATION, ERROR]
        what = self.random.choice(kinds)
        is_interrupting = str(what is ERROR or self.random.random() < 0.4).lower()
        name, begin, finish = self.name("handler"), self.name("start"), self.name("end")
        with self.scope() as drawn:
            self.add(start(begin, what, isInterrupting=is_interrupting), end(finish))
            first, last = self.block(1)
            self.arrow(begin, first)
            self.arrow(last, finish)
        parts, arrows = drawn()
        self.add(sub_process(name, *parts, flows=arrows, triggeredByEvent="true"))

    def message(self) -> str:
        name = self.random.choice(MESSAGES)
        return f'<bpmn:messageEventDefinition messageRef="message_{name}"/>'

    def sub(self, depth: int, loop: str = "") -> Block:
        name = self.name("p")
        parts, arrows = self.body(depth)
        self.add(sub_process(name, *parts, flows=arrows, loop=loop))
        return name, name

    def call(self, depth: int, loop: str = "") -> Block:
        name, called = self.name("c"), self.name("called")
        parts, arrows = self.body(depth)
        self.called += (process(called, *parts, flows=arrows),)
        self.add(element("callActivity", name, loop, calledElement=called))
        return name, name

    def terminate(self, depth: int) -> Block:
        """A sub-process with branches, of which one may end it all."""
        name = self.sub_with_two_ends(depth, TERMINATE)
        return name, name

    def sub_with_two_ends(self, depth: int, definition: str) -> str:
        """Two branches; the one chooses between a plain end and an end with this definition."""
        name, begin, split = self.name("p"), self.name("start"), self.name("split")
        again, finish, other = self.name("again"), self.name("end"), self.name("end")
        with self.scope() as drawn:
            self.add(start(begin), parallel(split), end(finish), end(other, definition))
            self.add(exclusive(again, f"{again}_to_{finish}"))
            self.arrow(begin, split)
            for target in (again, finish):
                first, last = self.block(depth)
                self.arrow(split, first)
                self.arrow(last, target)
            self.arrow(again, finish)
            self.arrow(again, other, self.variable())
            self.perhaps_handler()
        parts, arrows = drawn()
        self.add(sub_process(name, *parts, flows=arrows))
        return name

    def multi_instance(self, depth: int) -> Block:
        inner = f"<bpmn:loopCardinality>{self.random.randint(2, 3)}</bpmn:loopCardinality>"
        if self.random.random() < 0.3:
            condition = "numberOfCompletedInstances &gt; 1"
            inner += f"<bpmn:completionCondition>{condition}</bpmn:completionCondition>"
        return self._repeated(depth, self._multi_instance(inner))

    def collection(self, depth: int) -> Block:
        """Once for each item, with a result from each."""
        name = self.name("u")
        loop = self._multi_instance(
            "<bpmn:loopDataInputRef>items</bpmn:loopDataInputRef>"
            "<bpmn:loopDataOutputRef>results</bpmn:loopDataOutputRef>"
            '<bpmn:inputDataItem id="item" name="item"/>'
            '<bpmn:outputDataItem id="result" name="result"/>'
        )
        self.add(user(name, loop))
        return name, name

    def _multi_instance(self, inner: str) -> str:
        is_sequential = str(self.random.random() < 0.5).lower()
        tag = "bpmn:multiInstanceLoopCharacteristics"
        return f'<{tag} isSequential="{is_sequential}">{inner}</{tag}>'

    def standard_loop(self, depth: int) -> Block:
        test_before = str(self.random.random() < 0.3).lower()
        condition = f"<bpmn:loopCondition>{self.variable()}</bpmn:loopCondition>"
        tag = "bpmn:standardLoopCharacteristics"
        loop = f'<{tag} testBefore="{test_before}" loopMaximum="4">{condition}</{tag}>'
        return self._repeated(depth, loop)

    def _repeated(self, depth: int, loop: str) -> Block:
        kind = self.random.choice(["user", "sub", "call"])
        if kind == "user":
            name = self.name("u")
            self.add(user(name, loop))
            return name, name
        return self.sub(depth, loop) if kind == "sub" else self.call(depth, loop)


class EventBlocks(ScopeBlocks):
    """Boundary events, event-based gateways, and what they wait for."""

    def boundary_timer(self, depth: int) -> Block:
        if self.random.random() < 0.3:
            return self._beside(self._host(depth), timer("cycle", "R3/PT1H"), depth, chance=0)
        duration = self.random.choice(["PT2H", "PT5H"])
        return self._beside(self._host(depth), timer("duration", duration), depth)

    def boundary_message(self, depth: int) -> Block:
        return self._beside(self._host(depth), self.message(), depth)

    def boundary_signal(self, depth: int) -> Block:
        return self._beside(self._host(depth), SIGNAL, depth)

    def _host(self, depth: int) -> str:
        host, _ = self.sub(depth) if self.random.random() < 0.3 else self.user()
        return host

    def error(self, depth: int) -> Block:
        """A sub-process that may end in an error, and what is done then."""
        return self._beside(self.sub_with_two_ends(depth, ERROR), ERROR, depth, chance=1)

    def escalation(self, depth: int) -> Block:
        """A sub-process that tells of itself on its way, and what is done then."""
        name, begin, finish = self.name("p"), self.name("start"), self.name("end")
        tell = self.name("tell")
        with self.scope() as drawn:
            self.add(start(begin), element("intermediateThrowEvent", tell, ESCALATION), end(finish))
            (first, last), (after, last_after) = self.block(depth), self.block(depth)
            self.arrow(begin, first)
            self.arrow(last, tell)
            self.arrow(tell, after)
            self.arrow(last_after, finish)
            self.perhaps_handler()
        parts, arrows = drawn()
        self.add(sub_process(name, *parts, flows=arrows))
        return self._beside(name, ESCALATION, depth, chance=0.3)

    def _beside(self, host: str, event: str, depth: int, *, chance: float = 0.5) -> Block:
        """A boundary event with a block behind it, which comes back if the event interrupts."""
        name = self.name("b")
        is_interrupting = self.random.random() < chance
        self.add(boundary(name, host, event, interrupting=is_interrupting))
        first, last = self.block(min(depth, 1))
        self.arrow(name, first)
        if is_interrupting:
            merge = self.name("merge")
            self.add(exclusive(merge))
            self.arrow(last, merge)
            self.arrow(host, merge)
            return host, merge
        finish = self.name("end")
        self.add(end(finish))
        self.arrow(last, finish)
        return host, host

    def event_gateway(self, depth: int) -> Block:
        gateway, merge = self.name("events"), self.name("merge")
        self.add(element("eventBasedGateway", gateway), exclusive(merge))
        for what in (timer("duration", "PT3H"), timer("duration", "PT4H"), self.message()):
            name = self.name("e")
            self.add(element("intermediateCatchEvent", name, what))
            first, last = self.block(min(depth, 1))
            self.arrow(gateway, name)
            self.arrow(name, first)
            self.arrow(last, merge)
        return gateway, merge

    def throw_signal(self, depth: int) -> Block:
        name = self.name("tell")
        self.add(element("intermediateThrowEvent", name, SIGNAL))
        return name, name
