"""User tasks: complete, claim, release, keep a draft, correct. The rules of an open task."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine import audit, corrections, custody, store, watching
from engine.exceptions import (
    InstanceNotRunning,
    TaskAlreadyClaimed,
    TaskNotCompleted,
    TaskNotFound,
    TaskNotOpen,
)
from engine.instance import Instance
from engine.instances import entered
from engine.registry import Actor, Registry
from engine.runner import advance
from engine.settled import is_same
from engine.store import Row, TaskRow
from engine.tables import TASK
from models import EventKind, InstanceStatus, TaskStatus


def complete(
    session: Session,
    registry: Registry,
    task_id: str,
    *,
    variables: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Complete a task with what the actor has entered, and advance the instance.

    :raises TaskNotFound: there is none with this id
    :raises TaskNotOpen: it is closed already
    :raises TaskAlreadyClaimed: another officer has claimed it
    :raises StepFailed: what follows cannot run; nothing is written
    """
    row = store.take_of_task(session.connection(), task_id)
    task = _open_task(row, task_id)
    assert row is not None
    if task.assignee_id is not None and task.assignee_id != actor.officer_id:
        raise TaskAlreadyClaimed(task=task_id)
    with entered(session, registry, row, actor=actor, now=now) as instance:
        _complete(instance, task, variables)


def _complete(instance: Instance, task: TaskRow, variables: Mapping[str, Any]) -> None:
    passed = instance.workflow.complete(task.id, variables)
    watching.tell(instance, passed)
    instance.completed.add(task.id)
    instance.action = "complete"
    instance.audit_facts.update(element=task.element_id, task=task.id)
    instance.happened(EventKind.TASK_COMPLETED, element_id=task.element_id, token_id=task.id)
    advance(instance)


def lock(session: Session, task_id: str) -> None:
    """Let nobody else move the instance of a task until this transaction ends.

    What is decided about the task after this stays true; without it, another transaction may
    change the task between the question and the answer.

    :raises InstanceBusy: somebody else has held the instance for too long
    """
    store.lock_of_task(session.connection(), task_id)


def claim(session: Session, task_id: str, *, actor: Actor, now: datetime) -> None:
    """Give the task to this officer.

    Claiming a task you already hold changes nothing.

    :raises TaskNotFound: there is none with this id
    :raises TaskNotOpen: it is closed already
    :raises TaskAlreadyClaimed: another officer holds it
    """
    row, task = _locked(session, task_id)
    if task.assignee_id == actor.officer_id:
        return
    if task.assignee_id is not None:
        raise TaskAlreadyClaimed(task=task_id)
    _hold(session, row, task, actor.officer_id, "claim", actor=actor, now=now)


def release(session: Session, task_id: str, *, actor: Actor, now: datetime) -> None:
    """Put a claimed task back, so that any holder of its post may take it.

    Releasing a task nobody holds changes nothing.

    :raises TaskNotFound: there is none with this id
    :raises TaskNotOpen: it is closed already
    :raises TaskAlreadyClaimed: another officer holds it
    """
    row, task = _locked(session, task_id)
    if task.assignee_id is None:
        return
    if task.assignee_id != actor.officer_id:
        raise TaskAlreadyClaimed(task=task_id)
    _hold(session, row, task, None, "release", actor=actor, now=now)


def lapse(session: Session, task_id: str, *, actor: Actor, now: datetime) -> None:
    """Undo the claim of an officer who may no longer hold the task; `actor` found it so.

    :raises TaskNotFound: there is none with this id
    :raises TaskNotOpen: it is closed already
    """
    row, task = _locked(session, task_id)
    if task.assignee_id is not None:
        _hold(session, row, task, None, "lapse", actor=actor, now=now)


def save_draft(
    session: Session,
    registry: Registry,
    task_id: str,
    *,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what the officer has typed so far, encrypted; it reaches no variable.

    :raises TaskNotOpen: it is closed already
    :raises TaskAlreadyClaimed: another officer holds it
    """
    _, task = _locked(session, task_id)
    if task.assignee_id is not None and task.assignee_id != actor.officer_id:
        raise TaskAlreadyClaimed(task=task_id)
    sealed = registry.keyring.encrypt(orjson.dumps(dict(values)), _draft_place(task_id))
    session.connection().execute(update(TASK).where(TASK.c.id == task_id).values(draft=sealed))


def draft(session: Session, registry: Registry, task_id: str) -> dict[str, Any]:
    """What was kept of a task's form; empty if nothing was."""
    sealed = session.connection().scalar(select(TASK.c.draft).where(TASK.c.id == task_id))
    if sealed is None:
        return {}
    values: dict[str, Any] = orjson.loads(registry.keyring.decrypt(sealed, _draft_place(task_id)))
    return values


def correct(
    session: Session,
    registry: Registry,
    *,
    task_id: str,
    variables: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    """Correct what a completed task has set, as a new step of its own.

    The first answer stays in the history. Every branch that is still open sees the new values: open
    tasks go to the seat that they name and are due when they say, timers wait for the date that
    they give. If a value changed, the service that the task's property `when_corrected` names is
    done again. An answer by which a way was taken since cannot change. `reason` is a code.

    :raises TaskNotFound: there is none with this id
    :raises TaskNotCompleted: it is open or was cancelled
    :raises InstanceNotRunning: the instance has ended
    :raises AnswerSettled: the case has gone on by an answer that would change
    :raises StepFailed: what follows from the new values cannot be worked out; nothing is written
    """
    row = store.take_of_task(session.connection(), task_id)
    if row is None or row.task is None:
        raise TaskNotFound(id=task_id)
    if row.task.status is not TaskStatus.COMPLETED:
        raise TaskNotCompleted(id=task_id)
    with entered(session, registry, row, actor=actor, now=now) as instance:
        before = instance.variables()
        changed = [n for n, value in variables.items() if not is_same(before.get(n), value)]
        corrections.refuse_settled(
            instance, element_id=row.task.element_id, token_id=task_id, changed=changed
        )
        instance.set_variables(variables)
        corrections.follow(
            instance,
            element_id=row.task.element_id,
            token_id=task_id,
            is_changed=bool(changed),
        )
        instance.action = "correct"
        facts = {"reason": reason, "variables": sorted(variables), "changed": sorted(changed)}
        instance.audit_facts.update(element=row.task.element_id, task=task_id, **facts)
        instance.happened(
            EventKind.CORRECTED, element_id=row.task.element_id, token_id=task_id, facts=facts
        )


def _open_task(row: Row | None, task_id: str) -> TaskRow:
    if row is None or row.task is None:
        raise TaskNotFound(id=task_id)
    if row.task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(id=task_id)
    if row.status is not InstanceStatus.RUNNING:
        raise InstanceNotRunning(id=row.id)
    return row.task


def _locked(session: Session, task_id: str) -> tuple[Row, TaskRow]:
    row = store.take_of_task(session.connection(), task_id)
    task = _open_task(row, task_id)
    assert row is not None
    return row, task


def _hold(
    session: Session,
    row: Row,
    task: TaskRow,
    officer_id: str | None,
    action: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Write who holds the task; the custody ledger and the audit say so too."""
    connection = session.connection()
    connection.execute(
        update(TASK)
        .where(TASK.c.id == task.id)
        .values(assignee_id=officer_id, claimed_at=None if officer_id is None else now)
    )
    custody.hand_over(
        connection, instance_id=row.id, token_id=task.id, officer_id=officer_id, now=now
    )
    audit.append(
        session,
        row.head,
        instance_id=row.id,
        action=action,
        actor=actor,
        now=now,
        facts={"task": task.id, "element": task.element_id},
    )


def _draft_place(task_id: str) -> str:
    return f"user_task:{task_id}:draft"
