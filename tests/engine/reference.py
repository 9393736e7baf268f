"""What BPMN says should happen: a small token game, written from the standard alone.

It reads a drawing's XML itself and knows only where tokens are: no variables but those that
conditions read, which the test gives to both sides. So it shares no code and no idea with the
engine, and where the two differ one of them is wrong. For the elements of `random_drawings`.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from lxml import etree

from tests.engine.reference_events import EventGame
from tests.engine.reference_nodes import BPMN, Activity, Armed, Node, Scope, read_nodes

ITEMS = 3  # in the collection that drawings of `random_drawings` go through
MOST_STEPS = 10_000


class Reference(EventGame):
    """A running instance of the process "toy"."""

    def __init__(self, files: Mapping[str, bytes], variables: Mapping[str, bool], now: datetime):
        self.variables = dict(variables)
        self.now = now
        self.orders = count()
        self.processes = {
            each.get("id"): each
            for content in files.values()
            for each in etree.fromstring(content).iter(f"{BPMN}process")
        }
        self.armed: list[Armed] = []
        self.pending: deque[tuple[Scope, str, str | None]] = deque()
        self.is_completed = False
        self.is_endless = False
        """The drawing runs on and on without a person or time."""
        self.has_raced = False
        """Two things happened at once, and BPMN leaves open which came first."""
        self.turn = 0
        self.top = self.open_scope(self.processes["toy"], None)
        self.run()

    # ---- what a test does and sees

    @property
    def open(self) -> list[str]:
        return sorted(activity.node.id for activity in self.open_activities())

    @property
    def timers(self) -> list[datetime]:
        return sorted(armed.due for armed in self.armed if armed.due is not None)

    @property
    def messages(self) -> list[str]:
        return sorted(armed.message for armed in self.armed if armed.message is not None)

    def complete(self, name: str) -> None:
        candidates = [each for each in self.open_activities() if each.node.id == name]
        self.finish(min(candidates, key=lambda activity: activity.order))
        self.run()

    def wait(self, length: timedelta) -> None:
        self.now += length
        while not self.is_completed:
            due = [armed for armed in self.armed if armed.due is not None and armed.due <= self.now]
            if not due:
                return
            due.sort(key=lambda armed: (armed.due, armed.order))
            self.has_raced |= len(due) > 1 and due[0].due == due[1].due
            self.occur(due[0])
            self.run()

    def deliver(self, message: str) -> None:
        takers = [armed for armed in self.armed if armed.message == message]
        takers.sort(key=lambda armed: armed.order)
        if takers:
            self.has_raced |= len(takers) > 1 and takers[0].turn == takers[1].turn
            self.occur(takers[0])
            self.run()

    def open_activities(self) -> Iterator[Activity]:
        todo = list(self.top.activities)
        while todo:
            activity = todo.pop(0)
            if activity.is_loop:
                todo += activity.instances
            elif activity.inner is not None:
                todo += activity.inner.activities
            else:
                yield activity

    # ---- scopes

    def open_scope(self, xml: Any, activity: Activity | None) -> Scope:
        scope = Scope(read_nodes(xml), activity)
        for node in scope.nodes.values():
            if node.xml.get("triggeredByEvent") == "true":
                self.arm(node, node.xml.find(f"{BPMN}startEvent"), scope, owner=scope)
            elif node.tag == "startEvent":
                self.pending.append((scope, node.id, None))
        return scope

    def close(self, scope: Scope) -> None:
        """Nothing in this scope goes on."""
        scope.is_closed = True
        for activity in scope.activities:
            self.stop(activity)
        scope.activities, scope.arrivals = [], {}
        self.armed = [armed for armed in self.armed if armed.scope is not scope]

    def stop(self, activity: Activity) -> None:
        if activity.inner is not None:
            self.close(activity.inner)
        for instance in activity.instances:
            self.stop(instance)
        self.disarm(activity)

    def scopes(self) -> list[Scope]:
        """All that run, inner ones first."""
        found, todo = [], [self.top]
        while todo:
            scope = todo.pop()
            found.append(scope)
            activities = list(scope.activities)
            while activities:
                activity = activities.pop()
                activities += activity.instances
                if activity.inner is not None:
                    todo.append(activity.inner)
        return found[::-1]

    # ---- the game

    def run(self) -> None:
        steps = 0
        self.turn += 1
        while not self.is_completed:
            if self.pending:
                steps += 1
                if steps > MOST_STEPS:
                    self.is_endless = True
                    return
                scope, node, flow = self.pending.popleft()
                if not scope.is_closed:
                    self.enter(scope, scope.nodes[node], flow)
            elif not (self.fire_an_inclusive_join() or self.end_a_scope()):
                return

    def enter(self, scope: Scope, node: Node, flow: str | None) -> None:
        if node.tag in ("parallelGateway", "inclusiveGateway") and len(node.incoming) > 1:
            assert flow is not None
            scope.arrivals.setdefault(node.id, []).append(flow)
            arrived = scope.arrivals[node.id]
            if node.tag == "parallelGateway" and set(arrived) == set(node.incoming):
                for each in node.incoming:
                    arrived.remove(each)
                self.leave(scope, node)
        elif node.tag in ("userTask", "subProcess", "callActivity"):
            self.begin(Activity(node, scope, next(self.orders)))
        elif node.tag == "eventBasedGateway":
            owner = object()
            for out in node.outgoing:
                event = scope.nodes[out.target]
                self.arm(event, event.xml, scope, owner=owner)
        elif node.tag in ("endEvent", "intermediateThrowEvent"):
            self.throw(scope, node)
        else:
            self.leave(scope, node)

    def leave(self, scope: Scope, node: Node) -> None:
        default = node.xml.get("default")
        plain = [flow for flow in node.outgoing if flow.id != default]
        chosen = [flow for flow in plain if flow.condition is None or self.holds(flow.condition)]
        if node.tag == "exclusiveGateway":
            chosen = chosen[:1]
        if not chosen and default:
            chosen = [flow for flow in node.outgoing if flow.id == default]
        for flow in chosen:
            self.pending.append((scope, flow.target, flow.id))

    def holds(self, condition: str) -> bool:
        return self.variables[condition.strip()]

    # ---- activities

    def begin(self, activity: Activity) -> None:
        node = activity.node
        activity.scope.activities.append(activity)
        for event in node.boundary:
            self.arm(event, event.xml, activity.scope, owner=activity)
        many = node.find("multiInstanceLoopCharacteristics")
        again = node.find("standardLoopCharacteristics")
        if many is not None:
            activity.is_loop = True
            number = many.findtext(f"{BPMN}loopCardinality")
            activity.total = ITEMS if number is None else int(number)
            at_once = 1 if many.get("isSequential") == "true" else activity.total
            for _ in range(at_once):
                self.begin_instance(activity)
        elif again is not None:
            activity.is_loop = True
            if again.get("testBefore") == "true" and not self.goes_on(activity):
                self.finish(activity)
                return
            self.begin_instance(activity)
        else:
            self.begin_work(activity)

    def begin_instance(self, loop: Activity) -> None:
        instance = Activity(loop.node, loop.scope, next(self.orders), loop)
        loop.instances.append(instance)
        self.begin_work(instance)

    def begin_work(self, activity: Activity) -> None:
        if activity.node.tag == "subProcess":
            activity.inner = self.open_scope(activity.node.xml, activity)
        elif activity.node.tag == "callActivity":
            called = self.processes[activity.node.xml.get("calledElement")]
            activity.inner = self.open_scope(called, activity)

    def goes_on(self, loop: Activity) -> bool:
        again = loop.node.find("standardLoopCharacteristics")
        condition = loop.node.find("standardLoopCharacteristics", "loopCondition").text
        return loop.done < int(again.get("loopMaximum")) and self.holds(condition)

    def finish(self, activity: Activity) -> None:
        """The activity has done its work."""
        loop = activity.loop
        if loop is None:
            activity.scope.activities.remove(activity)
            self.disarm(activity)
            self.leave(activity.scope, activity.node)
            return
        loop.instances.remove(activity)
        loop.done += 1
        many = loop.node.find("multiInstanceLoopCharacteristics")
        if many is None:
            goes_on = self.goes_on(loop)
        else:
            enough = loop.node.find("multiInstanceLoopCharacteristics", "completionCondition")
            goes_on = loop.done < loop.total and not (enough is not None and loop.done > 1)
        if not goes_on:
            self.stop(loop)
            loop.instances = []
            self.finish(loop)
        elif many is None or many.get("isSequential") == "true":
            self.begin_instance(loop)

    # ---- what is decided when all is quiet

    def fire_an_inclusive_join(self) -> bool:
        for scope in self.scopes():
            for node_id, arrived in scope.arrivals.items():
                node = scope.nodes[node_id]
                if node.tag != "inclusiveGateway" or not arrived:
                    continue
                if not any(self.is_on_its_way(scope, at, node) for at in self.positions(scope)):
                    for flow in set(arrived):
                        arrived.remove(flow)
                    self.leave(scope, node)
                    return True
        return False

    def positions(self, scope: Scope) -> Iterator[Node]:
        """Where the tokens of a scope stand."""
        yield from (activity.node for activity in scope.activities)
        for armed in self.armed:
            if armed.scope is scope and armed.node.tag == "intermediateCatchEvent":
                yield armed.node
        for node_id, arrived in scope.arrivals.items():
            if arrived:
                yield scope.nodes[node_id]

    def is_on_its_way(self, scope: Scope, at: Node, join: Node) -> bool:
        """Can a token there still reach an empty flow of the join, and no full one?"""
        if at is join:
            return False
        full = set(scope.arrivals[join.id])
        reached: set[str] = set()
        seen, todo = {at.id}, [at]
        while todo:
            node = todo.pop()
            ways = [flow for each in (node, *node.boundary) for flow in each.outgoing]
            for flow in ways:
                reached.add(flow.id)
                if flow.target not in seen and flow.target != join.id:
                    seen.add(flow.target)
                    todo.append(scope.nodes[flow.target])
        arrives_by = reached & set(join.incoming)
        return bool(arrives_by - full) and not arrives_by & full

    def end_a_scope(self) -> bool:
        for scope in self.scopes():
            is_waiting = any(
                armed.scope is scope and armed.node.tag == "intermediateCatchEvent"
                for armed in self.armed
            )
            if scope.activities or any(scope.arrivals.values()) or is_waiting:
                continue
            self.close(scope)
            self.has_ended(scope)
            return True
        return False

    def has_ended(self, scope: Scope) -> None:
        if scope.activity is None:
            self.is_completed = True
        elif scope.activity.node.xml.get("triggeredByEvent") == "true":
            scope.activity.scope.activities.remove(scope.activity)
        else:
            self.finish(scope.activity)
