"""Tasks: an officer or the complainant takes, drafts, completes or corrects a step.

What she wrote goes to the encrypted record, what decides goes to the engine, in one transaction.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances, tasks
from engine.exceptions import TaskAlreadyClaimed, TaskNotOpen
from engine.forms import Form
from engine.registry import Actor, Registry
from models import Complaint, ProcessInstance, TaskStatus, UserTask
from processes.complaint import corrections, record
from processes.complaint.answers import Answers
from processes.complaint.her_steps import COMPLAINANT
from processes.complaint.same_again import said_with
from processes.complaint.told_her import lines_for_her, tell_of_correction
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.permissions.rules import require
from processes.permissions.task_rules import owning_post
from processes.posts.claims import is_claimed_by_another, stay_at_post
from processes.posts.identity import Identity
from processes.runs import complaint_of, run_of


def visible_task(session: Session, identity: Identity | None, task_id: str) -> UserTask:
    """The task, open or closed, if this identity may see it.

    :raises NotVisible: there is no such task for her
    """
    task = session.get(UserTask, task_id)
    if task is None:
        raise NotVisible
    require(Permission.SEE_TASK, identity, task)
    return task


def own_task(
    session: Session, identity: Identity, task_id: str, *, now: datetime
) -> tuple[UserTask, Actor]:
    """An open task that she may do now, and the post from which she does it.

    :raises NotVisible: it is not of her post
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    """
    task = visible_task(session, identity, task_id)
    held = owning_post(identity, task)
    if held is None:
        raise NotVisible
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(id=task_id)
    if is_claimed_by_another(session, identity.officer_id, task, now):
        raise TaskAlreadyClaimed(id=task_id)
    require(Permission.DO_TASK, identity, task)
    return task, identity.acting_as(held.post.id)


def claim(session: Session, identity: Identity, task_id: str, *, now: datetime) -> None:
    """Take a task out of the pool; taking one's own changes nothing.

    :raises NotVisible: it is not of her post
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    """
    _, actor = _take(session, identity, task_id, now=now)
    tasks.claim(session, task_id, actor=actor, now=now)


def release(session: Session, identity: Identity, task_id: str, *, now: datetime) -> None:
    """Give a task back to the pool.

    :raises NotVisible: it is not of her post
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    """
    _, actor = _take(session, identity, task_id, now=now)
    tasks.release(session, task_id, actor=actor, now=now)


def save_draft(
    session: Session,
    registry: Registry,
    identity: Identity,
    task_id: str,
    *,
    values: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep what she typed so far, encrypted; her successor at the post finds it.

    :raises NotVisible: it is not of her post
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    """
    _, actor = _take(session, identity, task_id, now=now)
    tasks.save_draft(session, registry, task_id, values=values, actor=actor, now=now)


def complete(
    session: Session,
    registry: Registry,
    identity: Identity,
    task_id: str,
    answers: Answers,
    *,
    now: datetime,
) -> None:
    """Complete a task of one of her posts; the case goes on in the same transaction.

    :raises NotVisible: it is not of her post
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    :raises StepFailed: the drawing cannot go on; nothing is written
    """
    task, actor = _take(session, identity, task_id, now=now)
    _complete(session, registry, task, answers, actor=actor, now=now)


def complete_as(
    session: Session,
    registry: Registry,
    task: UserTask,
    answers: Answers,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Complete a task for somebody of whom the caller knows that it is hers to do.

    :raises TaskNotOpen: it is closed
    :raises StepFailed: the drawing cannot go on; nothing is written
    """
    _complete(session, registry, task, answers, actor=actor, now=now)


def complete_hers(
    session: Session,
    registry: Registry,
    complaint_id: str,
    task_id: str,
    answers: Answers,
    *,
    now: datetime,
) -> None:
    """Complete a task of the complainant's lane; her passphrase has opened the page.

    :raises NotVisible: it is no task of hers in this complaint
    :raises TaskNotOpen: it is closed
    """
    tasks.lock(session, task_id)
    task = her_task(session, complaint_id, task_id)
    session.refresh(task)
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(id=task_id)
    _complete(session, registry, task, answers, actor=Actor(), now=now)


def her_task(session: Session, complaint_id: str, task_id: str) -> UserTask:
    """A task of the complainant's lane in her own complaint or beside it, open or closed.

    :raises NotVisible: it is none
    """
    complaint, task = session.get(Complaint, complaint_id), session.get(UserTask, task_id)
    if complaint is None or task is None:
        raise NotVisible
    if task.role != COMPLAINANT or complaint_of(session, task.instance_id) is not complaint:
        raise NotVisible
    return task


def shown_values(
    session: Session,
    registry: Registry,
    task: UserTask,
    form: Form,
    known: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What the read-only fields of a task's form show: the latest answers given elsewhere.

    Where a message has set the step off, that is what was said with this very message, and what
    was said after it and joined it. `known` are the variables of the case, where they are known
    already. The caller has checked that this person may do the task.
    """
    shown = [question for question in form.inputs() if question.readonly]
    if not shown:
        return {}
    if known is None:
        known = instances.variables(session, registry, task.instance_id, task_id=task.id)
    told = [question.record for question in shown if question.record]
    key = str(known.get(record.SAID_KEY))
    with_message = said_with(session, registry, task.instance_id, key, told)
    recorded = with_message or {
        name: record.latest(session, registry.keyring, task.instance_id, name) for name in told
    }
    return {
        question.key: recorded.get(question.record) if question.record else known.get(question.key)
        for question in shown
    }


def correct(
    session: Session,
    registry: Registry,
    identity: Identity,
    task_id: str,
    answers: Answers,
    *,
    reason: str,
    now: datetime,
) -> None:
    """Correct a completed task as a step of its own; what it replaces stays in the record.

    She is told that there is news, if her page showed an answer that is another now.
    `reason` is a code.

    :raises NotVisible: she may not correct it
    :raises AnswerSettled: the case has gone on by an answer that would change
    """
    task = session.get(UserTask, task_id)
    if task is None:
        raise NotVisible
    if task not in corrections.correctable(identity, run_of(session, task.instance_id)):
        raise NotVisible
    post_id = task.closed_post_id if task.closed_post_id in identity.post_ids else None
    # the record comes first, so that what follows is told as it has it now; and before that the
    # lock of the case, so that of two corrections at once the second finds what the first wrote
    session.scalars(
        select(ProcessInstance.id).where(ProcessInstance.id == task.instance_id).with_for_update()
    ).one()
    corrections.refuse_what_stays(session, registry, task, answers)
    complaint = complaint_of(session, task.instance_id)
    before = lines_for_her(session, registry, complaint) if complaint is not None else []
    record.correct(
        session,
        registry.keyring,
        task.instance_id,
        answers.record,
        now=now,
        task_id=task_id,
        officer_id=identity.officer_id,
    )
    tasks.correct(
        session,
        registry,
        task_id=task_id,
        variables=answers.variables,
        actor=identity.acting_as(post_id),
        now=now,
        reason=reason,
    )
    if complaint is not None:
        tell_of_correction(session, registry, complaint, before, now=now)


def _take(
    session: Session, identity: Identity, task_id: str, *, now: datetime
) -> tuple[UserTask, Actor]:
    """:func:`own_task`, true until this transaction ends: she stays, and the task stays hers."""
    task, actor = own_task(session, identity, task_id, now=now)
    if not stay_at_post(session, actor, now):
        raise NotVisible
    tasks.lock(session, task_id)
    session.refresh(task)
    task, still = own_task(session, identity, task_id, now=now)
    if still != actor:
        raise NotVisible
    if task.assignee_id not in (None, identity.officer_id):
        tasks.lapse(session, task_id, actor=actor, now=now)
    return task, actor


def _complete(
    session: Session,
    registry: Registry,
    task: UserTask,
    answers: Answers,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    record.write(
        session,
        registry.keyring,
        task.instance_id,
        answers.record,
        now=now,
        task_id=task.id,
        officer_id=actor.officer_id,
    )
    tasks.complete(session, registry, task.id, variables=answers.variables, actor=actor, now=now)
