"""The survey: where each token of a case goes in the new version, before anything is changed.

What waits *around* a step comes and goes with it: boundary events of an open step, event
sub-processes of an open scope, the events behind an event-based gateway. Those that the new
version has too stay as they are, those that it lacks are withdrawn, and those that it adds begin
to wait. A token itself must find its step.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    BoundaryEvent,
    EventBasedGateway,
)
from SpiffWorkflow.util.task import TaskState

from engine.elements.boundary import split_of
from engine.elements.event_subprocess import Listener
from engine.migration.joins import CAME_FROM, Place, new_arrow
from engine.migration.plan import SPLIT, Plan, ScopeSpec, Spec, element_of, event_kind
from engine.migration.reasons import Reason
from engine.pruning import STAYS, open_scopes

Task = Any
Scope = Any


@dataclass
class Survey:
    """What was found of one case; with reasons, it cannot move."""

    names: dict[str, str] = field(default_factory=dict)  # of specs in the new version, by task
    arrows: dict[str, str] = field(default_factory=dict)  # by which arrivals came, by task
    scopes: dict[str | None, tuple[ScopeSpec, ScopeSpec]] = field(default_factory=dict)
    around: dict[str, frozenset[str]] = field(default_factory=dict)  # what a step has around it
    listeners: dict[str | None, frozenset[str]] = field(default_factory=dict)  # of scopes
    withdrawn: list[Task] = field(default_factory=list)
    starved: set[Place] = field(default_factory=set)  # joins that starve in the old version too
    reasons: list[Reason] = field(default_factory=list)


def survey(
    workflow: Any,
    plan: Plan,
    *,
    starving: Collection[Place],
    leaving: Task | None = None,
) -> Survey:
    """Look at every open step of a case.

    `starving` are the joins that starve in the old version; `leaving` is a token that need not
    find its step.
    """
    found = Survey()
    for scope, step in open_scopes(workflow):
        new = plan.target.parsed.spec if step is None else _scope_of(workflow, found, plan, step)
        if new is not None:
            _Look(plan, found, scope, new).at_all(leaving)
    for parent, name in starving:
        if parent in found.scopes:
            found.starved.add((parent, plan.new_name(*found.scopes[parent], name)))
    return found


def _scope_of(workflow: Any, found: Survey, plan: Plan, step: Task) -> ScopeSpec | None:
    """The new version's scope for that of a step that has found its place; None if it has not."""
    name = found.names.get(step.id)
    if name is None:
        return None
    parent = step.workflow.parent_task_id
    return plan.target.parsed.subprocess_specs[found.scopes[parent][1].task_specs[name].spec]


class _Look:
    """Looks at one scope."""

    def __init__(self, plan: Plan, found: Survey, scope: Scope, new: ScopeSpec) -> None:
        self.plan = plan
        self.found = found
        self.scope = scope
        self.old: ScopeSpec = scope.spec
        self.new = new

    def at_all(self, leaving: Task | None) -> None:
        found = self.found
        found.scopes[self.scope.parent_task_id] = self.old, self.new
        listeners = [spec for spec in self.old.start.outputs if isinstance(spec, Listener)]
        found.listeners[self.scope.parent_task_id] = self.known(listeners)
        gateways: dict[Task, list[Task]] = defaultdict(list)
        for task in self.scope.tasks.values():
            if not task._state & STAYS or task is leaving:
                continue
            spec = task.task_spec
            if task._state == TaskState.WAITING and isinstance(spec, BoundaryEvent):
                self.at_boundary(task)
            elif task._state == TaskState.WAITING and isinstance(spec, Listener):
                self.at_listener(task)
            elif is_at_gateway(task):
                gateways[task.parent].append(task)
            else:
                self.at_token(task)
        for gateway, waiting in gateways.items():
            self.at_gateway(gateway, waiting)

    def known(self, specs: Iterable[Spec]) -> frozenset[str]:
        """The names, in the new version, of those that it has too."""
        pairs = [(spec, self.plan.counterpart(self.old, self.new, spec.name)) for spec in specs]
        return frozenset(found.name for _, found in pairs if not isinstance(found, Reason))

    def at_token(self, task: Task) -> None:
        to = self.plan.counterpart(self.old, self.new, task.task_spec.name)
        if isinstance(to, Reason):
            self.found.reasons.append(to)
            return
        self.found.names[task.id] = to.name
        if CAME_FROM in task.internal_data and task._state == TaskState.WAITING:
            arrow = new_arrow(self.plan, task, self.old, self.new, to)
            if isinstance(arrow, Reason):
                self.found.reasons.append(arrow)
                return
            self.found.arrows[task.id] = arrow
        self.found.around[task.id] = self.around(task.task_spec)
        split = split_of(task)
        if split is not None and to.name + SPLIT in self.new.task_specs:
            self.found.names[split.id] = to.name + SPLIT

    def around(self, spec: Spec) -> frozenset[str]:
        """What the old version has around a step, by its names in the new one."""
        split = split_around(self.old, spec)
        return frozenset() if split is None else self.known(split.outputs)

    def at_boundary(self, task: Task) -> None:
        """An event on an open step: it stays if it hangs on the same step in the new version."""
        plan, spec = self.plan, task.task_spec
        host = element_of(spec.inputs[0])
        to = plan.counterpart(self.old, self.new, spec.name)
        split = self.new.task_specs.get(plan.new_id(host) + SPLIT)
        if not isinstance(to, Reason) and split is not None and to in split.outputs:
            self.found.names[task.id] = to.name
            return
        hangs_elsewhere = not isinstance(to, Reason) or to.code == "other-scope"
        host_stays = plan.new_id(host) == host and host in self.new.task_specs
        if hangs_elsewhere and host_stays:
            self.found.reasons.append(plan.reason("boundary-moved", spec))
        self.found.withdrawn.append(task)

    def at_listener(self, task: Task) -> None:
        to = self.plan.counterpart(self.old, self.new, task.task_spec.name)
        if isinstance(to, Reason):
            self.found.withdrawn.append(task)
        else:
            self.found.names[task.id] = to.name

    def at_gateway(self, gateway: Task, waiting: list[Task]) -> None:
        """Events that wait together: at least one must stay, and those that stay, together."""
        plan, found = self.plan, self.found
        places = {
            task: plan.counterpart(self.old, self.new, task.task_spec.name) for task in waiting
        }
        staying = {task: to for task, to in places.items() if not isinstance(to, Reason)}
        if not staying:
            found.reasons += [to for to in places.values() if isinstance(to, Reason)]
            return
        gateways = {split_around(self.new, to) for to in staying.values()}
        if len(staying) > 1 and (len(gateways) > 1 or None in gateways):
            found.reasons.append(plan.reason("events-parted", gateway.task_spec))
            return
        found.names |= {task.id: to.name for task, to in staying.items()}
        found.withdrawn += [task for task in waiting if task not in staying]
        found.around[next(iter(staying)).id] = self.known(gateway.task_spec.outputs)
        (new_gateway,) = gateways
        if new_gateway is not None:
            found.names[gateway.id] = new_gateway.name


def split_around(scope: ScopeSpec, spec: Spec) -> Spec | None:
    """The split that leads to a step and to what waits around it; None if nothing does."""
    split = scope.task_specs.get(spec.name + SPLIT)
    if split is None:
        split = next((each for each in spec.inputs if isinstance(each, EventBasedGateway)), None)
    return split


def is_at_gateway(task: Task) -> bool:
    """Is this one of the events that wait together behind an event-based gateway?"""
    if task._state != TaskState.WAITING or event_kind(task.task_spec) is None:
        return False
    above = task.parent
    return (
        above is not None
        and isinstance(above.task_spec, EventBasedGateway)
        and task.task_spec.name in above.task_spec._outputs
    )
