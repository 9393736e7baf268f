"""Who may see, do and correct a step."""

from collections.abc import Iterable

from models import UserTask
from models.user_task import TaskStatus
from processes.permissions.lying import lies_within, supervises
from processes.permissions.roles import SUPERVISES_ROLES, SUPERVISORS
from processes.posts.identity import HeldPost, Identity
from processes.posts.units import ancestor_column, is_within
from processes.runs import Run


def sees_task(identity: Identity, task: UserTask) -> bool:
    return task.instance_id not in identity.recused and (
        owning_post(identity, task) is not None
        or supervises(identity, task)
        or _supervises_role(identity, task)
    )


def does_task(identity: Identity, task: UserTask) -> bool:
    return task.status is TaskStatus.OPEN and owning_post(identity, task) is not None


def corrects_task(identity: Identity, task: UserTask) -> bool:
    return was_done(identity, task) and (
        task.closed_post_id in identity.post_ids or supervises(identity, task)
    )


def owning_post(identity: Identity, task: UserTask) -> HeldPost | None:
    """The post from which this identity owns a task: its own seat, or any seat of its role."""
    if (task.needs_woman and not identity.is_woman) or task.instance_id in identity.recused:
        return None
    return next((held for held in identity.posts if owns(held, task)), None)


def owns(held: HeldPost, task: UserTask) -> bool:
    if task.post_id is not None:
        return held.post.id == task.post_id
    return held.role == task.role and held.unit.id == task.unit_id


def _supervises_role(identity: Identity, task: UserTask) -> bool:
    return any(answers_for(held, task) for held in identity.posts)


def answers_for(held: HeldPost, task: UserTask) -> bool:
    return task.role in SUPERVISES_ROLES.get(held.role, ()) and held.unit.id == task.unit_id


def was_done(identity: Identity, task: UserTask) -> bool:
    """Whether this step was done by an officer, and is not kept from this identity."""
    if task.status is not TaskStatus.COMPLETED or task.closed_post_id is None:
        return False
    is_for_her = identity.is_woman or not task.needs_woman
    return is_for_her and task.instance_id not in identity.recused


def is_replaced(held: HeldPost, task: UserTask, open_tasks: Iterable[UserTask]) -> bool:
    """Whether the seat that did this step has lost the case: another seat of its role has it."""
    return task.post_id is not None and any(
        other.role == task.role and other.post_id not in (None, held.post.id)
        for other in open_tasks
    )


def may_correct_in(identity: Identity, run: Run, task: UserTask) -> bool:
    """Whether a step she may correct lies in a run that is still in her hands, or below her."""
    lies_at = run.unit
    if lies_at is None:
        return task.closed_post_id in identity.post_ids
    open_at = {each.post_id for each in run.open_tasks}
    return any(
        not is_replaced(held, task, run.open_tasks)
        and (is_within(lies_at, held.unit) or held.post.id in open_at)
        if held.post.id == task.closed_post_id
        else held.role in SUPERVISORS and lies_within(lies_at, held.unit)
        for held in identity.posts
    )


def has_inherited(identity: Identity, run: Run, task: UserTask) -> bool:
    """Whether a step was done elsewhere, at her level or below, in a run that lies with her now."""
    lies_at = run.unit
    if lies_at is None or not was_done(identity, task):
        return False
    return any(
        held.role in SUPERVISORS
        and is_within(lies_at, held.unit)
        and getattr(task, ancestor_column(held.level)) is not None
        for held in identity.posts
    )
