"""Joins: branches that have arrived, and joins that would wait for ever in the new version."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.growth import TOKEN
from engine.elements.joins import InclusiveJoin, ParallelJoin, upstream
from engine.migration.plan import Plan, ScopeSpec, Spec, element_of
from engine.migration.reasons import Reason
from engine.pruning import open_scopes

CAME_FROM = "came_from"

Task = Any
Scope = Any
#: A join of one scope: the step the scope belongs to, and the name of the join.
Place = tuple[str | None, str]


def new_arrow(plan: Plan, task: Task, old: ScopeSpec, new: ScopeSpec, to: Spec) -> str | Reason:
    """The name of the step from which an arrival at a join came, in the new version.

    A join that has counted must have as many arrows as before, among them the one the branch came
    by; else nobody could say what it still waits for.
    """
    join = task.task_spec
    source: str = task.internal_data[CAME_FROM]
    name = plan.new_name(old, new, source)
    if not isinstance(join, ParallelJoin | InclusiveJoin):  # the end of the scope: only noted
        return name
    if name not in to._inputs:
        return plan.reason("arrow-gone", join, source=_label(plan, old.task_specs[source]))
    if len(to._inputs) != len(join._inputs):
        return plan.reason("arrows-changed", join)
    return name


def _label(plan: Plan, spec: Spec) -> str:
    element_id = element_of(spec)
    element = plan.source.elements.get(element_id)
    return element.name if element is not None and element.name else element_id


def starved(workflow: Any) -> dict[Place, Spec]:
    """The parallel joins that can get a token by one arrow and never by another."""
    found: dict[Place, Spec] = {}
    for scope, _ in open_scopes(workflow):
        tokens = {task.task_spec.name for task in scope.tasks.values() if task._state & TOKEN}
        for spec in scope.spec.task_specs.values():
            if isinstance(spec, ParallelJoin) and len(spec._inputs) > 1:
                filled = _filled(scope, spec, tokens)
                if filled and len(filled) < len(set(spec._inputs)):
                    found[scope.parent_task_id, spec.name] = spec
    return found


def _filled(scope: Scope, join: Spec, tokens: set[str]) -> set[str]:
    """The arrows by which a token has come or may still come."""
    arrived = {
        task.internal_data[CAME_FROM]
        for task in scope.tasks.values()
        if task._state == TaskState.WAITING and task.task_spec is join
    }
    return {name for name in join._inputs if name in arrived or tokens & upstream(join, name)}


def waits_for_others(workflow: Any) -> bool:
    """Does an inclusive join hold a branch? The new version may let it go on at once."""
    return any(
        task._state == TaskState.WAITING and isinstance(task.task_spec, InclusiveJoin)
        for scope, _ in open_scopes(workflow)
        for task in scope.tasks.values()
    )
