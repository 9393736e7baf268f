"""A token is set before another step by hand, in the version the case runs or in another.

The old step is withdrawn with all that waits around it and inside it; the chosen step begins as if
the flow had come there, with the variables the token holds. It must lie in the same process or
sub-process.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EventSubprocess
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import (
    BoundaryEvent,
    EventBasedGateway,
)
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.util.task import TaskState
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from engine import instances, store
from engine.definitions import Definition
from engine.drawing import Element
from engine.elements.boundary import split_of
from engine.elements.catching import siblings
from engine.elements.event_subprocess import Listener
from engine.elements.joins import InclusiveJoin, ParallelJoin
from engine.elements.scope_data import token_variables
from engine.exceptions import CannotMove, InstanceNotFound, InstanceNotRunning
from engine.instance import Instance
from engine.migration import moving, projections
from engine.migration.around import insert_above
from engine.migration.joins import starved
from engine.migration.plan import CHILD, SPLIT, Plan, ScopeSpec, Spec
from engine.migration.reasons import reason_of
from engine.migration.rewriting import NAMELESS, carry
from engine.migration.survey import is_at_gateway, survey
from engine.pruning import STAYS, open_scopes
from engine.registry import Actor, Registry
from engine.runner import advance, failure
from models import EventKind, InstanceStatus

Task = Any

#: Why a token is moved by hand: the codes that history and audit keep, in English and Hindi.
MOVE_REASONS: Mapping[str, tuple[str, str]] = {
    "step_gone": ("The step no longer exists", "यह चरण अब नहीं है"),
    "wrong_way": ("The case took a wrong way", "मामला गलत रास्ते पर चला गया"),
    "stuck": ("The case cannot go on from there", "मामला वहाँ से आगे नहीं बढ़ सकता"),
    "order": ("A court or an authority has ordered it", "न्यायालय या प्राधिकारी का आदेश है"),
}


@dataclass(frozen=True)
class Token:
    """A place where a case stands, from which it can be set elsewhere."""

    id: str
    element: Element


def tokens_of(
    session: Session, registry: Registry, instance_id: str, *, now: datetime
) -> list[Token]:
    """The tokens of a running case that can be moved by hand.

    :raises InstanceNotFound: there is none with this id
    :raises InstanceNotRunning: it has ended
    """
    row = store.peek(session.connection(), instance_id)
    if row is None:
        raise InstanceNotFound(id=instance_id)
    instance = instances.revive(session, registry, row, actor=Actor(), now=now)
    elements = instance.definition.elements
    return [
        Token(task.id, elements[task.task_spec.bpmn_id])
        for scope, _ in open_scopes(instance.workflow)
        for task in scope.tasks.values()
        if is_movable(task)
    ]


def is_movable(task: Task) -> bool:
    """Is this a token that stands by itself: no event around a step, no single one of several?"""
    spec = task.task_spec
    return bool(
        task._state & STAYS
        and spec.bpmn_id
        and not isinstance(spec, BoundaryEvent | Listener | StartEvent)
        and not spec.name.endswith(CHILD)
    )


def move_token(
    session: Session,
    registry: Registry,
    instance_id: str,
    token_id: str,
    *,
    to: str,
    reason: str,
    actor: Actor,
    now: datetime,
    plan: Plan | None = None,
) -> None:
    """Set a token before the step `to`, and let the case go on from there.

    With a plan the case moves to that plan's new version in the same step, and `to` is a step of
    it. `reason` is one of `MOVE_REASONS`.

    :raises InstanceNotFound: there is none with this id
    :raises InstanceNotRunning: it has ended
    :raises CannotMove: there is no such token or place, or another token of the case cannot move
    :raises StepFailed: what follows the step cannot run; nothing is written
    """
    if reason not in MOVE_REASONS:
        raise ValueError(f"{reason} is no reason to move a token")
    row = store.take(session.connection(), instance_id)
    if row is None:
        raise InstanceNotFound(id=instance_id)
    if row.status is not InstanceStatus.RUNNING:
        raise InstanceNotRunning(id=instance_id)
    before = instances.revive(session, registry, row, actor=actor, now=now)
    plan = plan or Plan(before.definition, before.definition)
    if plan.source.id != before.definition.id:
        raise CannotMove([reason_of("other-version", before.definition, "")])
    task = before.workflow.find_task(token_id)
    if task is None or not is_movable(task):
        raise CannotMove([reason_of("no-token", before.definition, _element(task))])
    moved_from = task.task_spec.bpmn_id
    instance = _carried(before, plan, task, to)
    instance.action = "move_token"
    instance.audit_facts.update({"from": moved_from, "to": to, "reason": reason})
    instance.happened(EventKind.MOVED, element_id=to, facts={"from": moved_from, "reason": reason})
    instances.write(instance)
    moving.keep_version(instance)


def _element(task: Task | None) -> str:
    return "" if task is None else task.task_spec.bpmn_id or ""


def _carried(before: Instance, plan: Plan, task: Task, to: str) -> Instance:
    """The case with its token before the chosen step, and advanced from there."""
    was = before.definition.elements
    starving = starved(before.workflow)
    left = _leave(task)
    found = survey(before.workflow, plan, starving=starving, leaving=left)
    if found.reasons:
        raise CannotMove(found.reasons)
    _, scope = found.scopes[left.workflow.parent_task_id]
    found.names[left.id] = _place(scope, to, plan.target).name
    gone = [token for token in before.tasks_before if token not in before.open_tasks()]
    quiet = {t: None for t in before.timers_before if t not in before.waiting_timers()}
    rewritten = carry(
        before.workflow,
        plan,
        found,
        script_engine=before.workflow.script_engine,
        now=before.now,
        zone=before.registry.zone,
    )
    instance = moving.instance_of(before, plan, rewritten)
    instance.timers_before |= quiet
    changes = projections.changes(instance, plan.source, rewritten)
    projections.write(instance, changes, rewritten)
    if plan.source.id != plan.target.id:
        moving.follow(instance, rewritten, plan, facts={})
    projections.close(
        instance, {token: was[before.tasks_before[token].task_spec.bpmn_id] for token in gone}
    )
    _arrive(instance, left.id)
    return instance


def _leave(task: Task) -> Task:
    """Withdraw a step, and stand a token below it that holds its variables."""
    around = siblings(task) if split_of(task) is not None or is_at_gateway(task) else []
    variables = token_variables(task)
    for each in (*around, *(child for child in task.children if child is not None)):
        each.cancel()
    task._set_state(TaskState.COMPLETED)
    task.task_spec._on_cancel(task)
    left = task._add_child(task.workflow.spec.task_specs[NAMELESS], TaskState.FUTURE)
    left.data = dict(variables)
    left._set_state(TaskState.WAITING)
    return left


def _place(scope: ScopeSpec, to: str, target: Definition) -> Spec:
    """Where the flow would come to a step from outside.

    :raises CannotMove: it comes by several arrows, or only together with another step
    """
    spec = scope.task_specs.get(to)
    if spec is None:
        code = "other-scope" if to in target.elements else "step-gone"
        raise CannotMove([reason_of(code, target, to)])
    is_join = isinstance(spec, ParallelJoin | InclusiveJoin) and len(spec._inputs) > 1
    is_part = isinstance(spec, StartEvent | BoundaryEvent | EventSubprocess) or any(
        isinstance(each, EventBasedGateway) for each in spec.inputs
    )
    if is_join or is_part or spec.bpmn_id is None:
        raise CannotMove([reason_of("no-place", target, to)])
    return scope.task_specs.get(to + SPLIT, spec)


def _arrive(instance: Instance, token_id: str) -> None:
    """Let the flow come to the step, and go on.

    :raises StepFailed: the step cannot begin, or what follows cannot run
    """
    task = instance.workflow.find_task(token_id)
    insert_above(task, task.workflow.spec.task_specs[NAMELESS])
    task._set_state(TaskState.FUTURE)
    instance.current = task
    try:
        task.task_spec._update(task)
    except DBAPIError:
        raise
    except Exception as error:
        raise failure(instance, error) from error
    advance(instance)
