"""Rewriting a case from one version to another: its tokens change their specs, nothing is run.

Finished steps that are still kept hold the variables from which branches parted, and nothing else
is read of them; one that the new version lacks becomes a nameless one.
"""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.exceptions import CannotMove
from engine.migration.around import Unreadable, adapt_cycles, arm_new
from engine.migration.joins import CAME_FROM, starved
from engine.migration.plan import Plan, ScopeSpec
from engine.migration.reasons import Reason, reason_of
from engine.migration.survey import Survey, survey
from engine.pruning import STAYS
from engine.state_rows import read_rows, write_rows

NAMELESS = "End"

Task = Any


@dataclass(frozen=True)
class Rewritten:
    """A case in the new version."""

    workflow: Any
    elements: Mapping[str, tuple[str, str]]  # old and new element of each token
    withdrawn: Mapping[str, str]  # what waits no longer: element by token
    armed: Mapping[str, str]  # what waits since now: element by token


def rewrite(
    workflow: Any, plan: Plan, *, script_engine: Any, now: datetime, zone: ZoneInfo
) -> Rewritten:
    """Let a workflow of the plan's old version go on in the new one; it is used up by this.

    :raises CannotMove: with every reason, by the names of the steps
    """
    found = survey(workflow, plan, starving=starved(workflow))
    if found.reasons:
        raise CannotMove(_once(found.reasons))
    return carry(workflow, plan, found, script_engine=script_engine, now=now, zone=zone)


def carry(
    workflow: Any,
    plan: Plan,
    found: Survey,
    *,
    script_engine: Any,
    now: datetime,
    zone: ZoneInfo,
) -> Rewritten:
    """Do what was found possible.

    :raises CannotMove: what the new version adds cannot be worked out, or a join would starve
    """
    before = {task.id: task.task_spec.bpmn_id for task in _tokens(workflow)}
    withdrawn = {task.id: task.task_spec.bpmn_id for task in found.withdrawn}
    for task in found.withdrawn:
        task.cancel()
    carried = read_rows(
        _renamed(write_rows(workflow), found),
        plan.target.parsed.spec,
        plan.target.parsed.subprocess_specs,
        script_engine=script_engine,
        now=now,
        zone=zone,
    )
    try:
        armed = arm_new(carried, found)
        adapt_cycles(carried)
    except Unreadable as unreadable:
        reason = reason_of("timer-unreadable", plan.target, unreadable.element_id)
        raise CannotMove([reason]) from None
    _refuse_starvation(carried, plan, found)
    after = {task.id: task.task_spec.bpmn_id for task in _tokens(carried)}
    return Rewritten(
        workflow=carried,
        elements={
            token: (old, new) for token, new in after.items() if new and (old := before.get(token))
        },
        withdrawn=withdrawn,
        armed={task.id: task.task_spec.bpmn_id for task in armed},
    )


def _tokens(workflow: Any) -> list[Task]:
    scopes = (workflow, *(s for s in workflow.subprocesses.values() if not s.completed))
    return [task for scope in scopes for task in scope.tasks.values() if task._state & STAYS]


def _renamed(content: list[Any], found: Survey) -> list[Any]:
    """The rows of a workflow with the names of the new version."""
    described, ids, armed = content
    all_ids = b64decode(ids).hex()
    number = 0
    for step_row, rows, *_ in described:
        parent = None if step_row < 0 else all_ids[32 * step_row : 32 * step_row + 32]
        old, new = found.scopes[parent]
        for row in rows:
            token = all_ids[32 * number : 32 * number + 32]
            row[1] = found.names.get(token) or _name_of_finished(old, new, row[1])
            if token in found.arrows:
                row[5] = {**row[5], CAME_FROM: found.arrows[token]}
            number += 1
    return [described, ids, armed]


def _name_of_finished(old: ScopeSpec, new: ScopeSpec, name: str) -> str:
    """The spec under which a finished step is kept."""
    spec = new.task_specs.get(name)
    return name if type(spec) is type(old.task_specs[name]) else NAMELESS


def _refuse_starvation(workflow: Any, plan: Plan, found: Survey) -> None:
    reasons = [
        reason_of("join-never-filled", plan.target, join.bpmn_id)
        for place, join in starved(workflow).items()
        if place not in found.starved
    ]
    if reasons:
        raise CannotMove(_once(reasons))


def _once(reasons: list[Reason]) -> list[Reason]:
    """Each reason once, however many tokens have it."""
    return list({(each.code, each.element_id): each for each in reasons}.values())
