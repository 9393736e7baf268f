"""BPMN's token game for events, written again and as simply as can be, to compare the engine with.

Knows user tasks, sub-processes (one or several instances), forks and joins, catch events,
event-based gateways, boundary events, event sub-processes, and every kind of throw and end. Knows
no variables. A description (`Scope`) can be played here, and drawn for the engine.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count


@dataclass
class Event:
    """Something that may be caught: timer, cycle, message, signal, error or escalation."""

    id: str
    kind: str
    arg: str | int | None
    """Minutes of a timer; the name or code of others (None catches every code)."""
    interrupting: bool = True
    target: str = ""
    """Where the token of a boundary event goes."""


@dataclass
class Node:
    """A step: user, sub, fork, join, merge, catch, choice, throw or end."""

    id: str
    kind: str
    targets: list[str] = field(default_factory=list)
    boundary: list[Event] = field(default_factory=list)
    scope: "Scope | None" = None
    instances: int = 1
    events: list[Event] = field(default_factory=list)
    """What a catch waits for, what a choice chooses from, or what is thrown (one)."""


@dataclass
class Scope:
    """A process, sub-process or handler: its steps by id, and its event sub-processes."""

    first: str
    nodes: dict[str, Node] = field(default_factory=dict)
    handlers: "list[tuple[Event, Scope]]" = field(default_factory=list)


class Uncaught(Exception):
    """An error that nothing catches."""


class Running:
    """A scope that is running; `activity` holds it, None for the process."""

    def __init__(self, scope: Scope, activity: "Activity | None") -> None:
        self.scope = scope
        self.activity = activity
        self.activities: list[Activity] = []
        self.joins: Counter[tuple[str, str]] = Counter()
        self.moving = 0
        self.is_open = True


class Activity:
    """An open user task, sub-process or handler."""

    def __init__(
        self, node: Node, within: Running, order: int, *, handler_of: Event | None = None
    ) -> None:
        self.node = node
        self.order = order
        self.within = within
        self.handler_of = handler_of
        self.inner: list[Running] = []
        self.is_open = True


class Armed:
    """An event that waits: for a token, for an activity, or for a scope."""

    def __init__(self, event: Event, within: Running, order: int, due: int | None) -> None:
        self.event = event
        self.within = within
        self.order = order
        self.due = due
        self.host: Activity | None = None
        self.rivals: list[Armed] = []
        self.handler: Scope | None = None


class Game:
    """One instance; time counts in minutes from its start."""

    def __init__(self, scope: Scope) -> None:
        self.now = 0
        self.armed: list[Armed] = []
        self._order = count()
        self._moves: deque[tuple[Running, str, str]] = deque()
        self.top = Running(scope, None)
        self._open_scope(self.top)
        self._settle()

    # What can be seen

    @property
    def open(self) -> list[str]:
        return sorted(a.node.id for a in self._activities(self.top) if a.node.kind == "user")

    @property
    def timers(self) -> list[tuple[str, int]]:
        return sorted((a.event.id, a.due) for a in self.armed if a.due is not None)

    @property
    def awaited(self) -> list[str]:
        return sorted(a.event.id for a in self.armed if a.event.kind in ("message", "signal"))

    @property
    def is_completed(self) -> bool:
        return not self.top.is_open

    # What can happen

    def complete(self, name: str) -> None:
        found = [a for a in self._activities(self.top) if a.node.id == name]
        self._finish(min(found, key=lambda a: a.order))
        self._settle()

    def fire_next(self) -> bool:
        """Fire the earliest timer that is due."""
        due = [a for a in self.armed if a.due is not None and a.due <= self.now]
        if not due:
            return False
        self._occur(min(due, key=lambda a: (a.due, a.order)))
        self._settle()
        return True

    def receive(self, kind: str, name: str) -> int:
        """A message to the first that waits, a signal to all."""
        found = [a for a in self.armed if a.event.kind == kind and a.event.arg == name]
        found.sort(key=lambda a: a.order)
        taken = 0
        for armed in found if kind == "signal" else found[:1]:
            if armed in self.armed:
                self._occur(armed)
                taken += 1
        self._settle()
        return taken

    # How tokens move

    def _settle(self) -> None:
        while True:
            while self._moves:
                within, source, target = self._moves.popleft()
                within.moving -= 1
                if within.is_open:
                    self._arrive(within, source, target)
            if not self._close_one(self.top):
                return

    def _move(self, within: Running, source: str, targets: list[str]) -> None:
        for target in targets:
            within.moving += 1
            self._moves.append((within, source, target))

    def _arrive(self, within: Running, source: str, target: str) -> None:
        node = within.scope.nodes[target]
        if node.kind in ("user", "sub"):
            self._begin(node, within)
        elif node.kind in ("fork", "merge"):
            self._move(within, node.id, node.targets)
        elif node.kind == "join":
            self._join(node, within, source)
        elif node.kind in ("catch", "choice"):
            rivals = [self._arm(event, within) for event in node.events]
            for armed in rivals:
                armed.rivals = rivals
        else:
            self._throw(node, within)

    def _begin(self, node: Node, within: Running) -> None:
        activity = Activity(node, within, next(self._order))
        within.activities.append(activity)
        for event in node.boundary:
            self._arm(event, within).host = activity
        if node.scope is not None:
            for _ in range(node.instances):
                activity.inner.append(Running(node.scope, activity))
            for running in activity.inner:
                self._open_scope(running)

    def _open_scope(self, running: Running) -> None:
        for event, handler in running.scope.handlers:
            self._arm(event, running).handler = handler
        self._move(running, "", [running.scope.first])

    def _join(self, node: Node, within: Running, source: str) -> None:
        within.joins[node.id, source] += 1
        flows = [n.id for n in within.scope.nodes.values() if node.id in n.targets]
        flows += [e.id for e in _events(within.scope) if e.target == node.id]
        if all(within.joins[node.id, flow] for flow in flows):
            for flow in flows:
                within.joins[node.id, flow] -= 1
            self._move(within, node.id, node.targets)

    def _throw(self, node: Node, within: Running) -> None:
        event = node.events[0] if node.events else Event("", "none", None)
        going_on = [] if node.kind == "end" else node.targets
        if event.kind == "terminate":
            self._cancel_inside(within)
            return
        if event.kind == "error":
            catcher = self._catcher(within, event)
            if catcher is None:
                raise Uncaught(event.arg)
            self._occur(catcher)
            return
        within.moving += 1  # the throwing token itself, while it throws
        if event.kind == "signal":
            for armed in sorted(self.armed, key=lambda a: a.order):
                is_same = armed.event.kind == "signal" and armed.event.arg == event.arg
                if is_same and armed in self.armed:
                    self._occur(armed)
        elif event.kind == "escalation":
            catcher = self._catcher(within, event)
            if catcher is not None:
                self._occur(catcher)
        if within.is_open and within.moving:
            within.moving -= 1
            self._move(within, node.id, going_on)

    # Waiting and occurring

    def _arm(self, event: Event, within: Running, due: int | None = None) -> Armed:
        if due is None and event.kind in ("timer", "cycle"):
            assert isinstance(event.arg, int)
            due = self.now + event.arg
        armed = Armed(event, within, next(self._order), due)
        self.armed.append(armed)
        return armed

    def _occur(self, armed: Armed) -> None:
        event, within = armed.event, armed.within
        self.armed.remove(armed)
        if armed.rivals:
            for rival in armed.rivals:
                if rival in self.armed:
                    self.armed.remove(rival)
            node = next(n for n in within.scope.nodes.values() if event in n.events)
            target = node.targets if node.kind == "catch" else [event.target]
            self._move(within, event.id, target)
            return
        if not event.interrupting and event.kind != "timer":
            self._arm_again(armed)
        if armed.host is not None:
            if event.interrupting:
                self._cancel(armed.host)
            self._move(within, event.id, [event.target])
        elif armed.handler is not None:
            if event.interrupting:
                self._cancel_inside(within)
            node = Node(f"handler of {event.id}", "handler", scope=armed.handler)
            activity = Activity(node, within, next(self._order), handler_of=event)
            within.activities.append(activity)
            activity.inner.append(Running(armed.handler, activity))
            self._open_scope(activity.inner[0])

    def _arm_again(self, armed: Armed) -> None:
        due = None
        if armed.due is not None:
            assert isinstance(armed.event.arg, int)
            due = armed.due + armed.event.arg
        again = self._arm(armed.event, armed.within, due)
        again.host, again.handler = armed.host, armed.handler

    def _catcher(self, within: Running, thrown: Event) -> Armed | None:
        scope: Running | None = within
        activity: Activity | None = None
        while scope is not None:
            for candidates in (
                [a for a in self.armed if activity is not None and a.host is activity],
                [
                    a
                    for a in self.armed
                    if a.within is scope
                    and a.handler is not None
                    and (activity is None or activity.handler_of is not a.event)
                ],
            ):
                able = [a for a in candidates if a.event.kind == thrown.kind]
                exact = [a for a in able if a.event.arg == thrown.arg]
                able = exact or [a for a in able if a.event.arg is None]
                if able:
                    return min(able, key=lambda a: a.order)
            activity = scope.activity
            scope = activity.within if activity is not None else None
        return None

    # Ending

    def _finish(self, activity: Activity) -> None:
        activity.is_open = False
        activity.within.activities.remove(activity)
        self.armed = [a for a in self.armed if a.host is not activity]
        self._move(activity.within, activity.node.id, activity.node.targets)

    def _cancel(self, activity: Activity) -> None:
        if not activity.is_open:
            return
        activity.is_open = False
        activity.within.activities.remove(activity)
        self.armed = [a for a in self.armed if a.host is not activity]
        for running in activity.inner:
            self._cancel_inside(running)
            running.is_open = False

    def _cancel_inside(self, running: Running) -> None:
        for activity in list(running.activities):
            self._cancel(activity)
        self.armed = [a for a in self.armed if a.within is not running]
        self._moves = deque(move for move in self._moves if move[0] is not running)
        running.moving = 0
        running.joins.clear()

    def _close_one(self, running: Running) -> bool:
        """Close the innermost scope that has no token left; True if there was one."""
        for activity in list(running.activities):
            for inner in activity.inner:
                if inner.is_open and self._close_one(inner):
                    return True
        if not running.is_open or running.activities or running.moving:
            return False
        if any(a.within is running and a.handler is None for a in self.armed):
            return False
        if any(running.joins.values()):
            return False
        running.is_open = False
        self.armed = [a for a in self.armed if a.within is not running]
        activity = running.activity
        if activity is not None and not any(inner.is_open for inner in activity.inner):
            self._finish(activity)
        return True

    def _activities(self, running: Running) -> Iterator[Activity]:
        for activity in running.activities:
            yield activity
            for inner in activity.inner:
                if inner.is_open:
                    yield from self._activities(inner)


def _events(scope: Scope) -> list[Event]:
    return [event for node in scope.nodes.values() for event in (*node.boundary, *node.events)]
