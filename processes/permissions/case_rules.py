"""Who may open a case, and what of it they may read."""

from collections.abc import Iterable, Iterator

from models import Complaint, ComplaintStatus, UserTask
from models.user_task import TaskStatus
from processes.permissions.case import Case
from processes.permissions.lying import lies_within
from processes.permissions.roles import (
    CONTACTS_HER,
    DESK,
    HELPS_WITH_RECOVERY,
    MAY_UNMASK,
    READS_STATION,
    SUPERVISORS,
)
from processes.permissions.task_rules import answers_for, is_replaced, owning_post, owns
from processes.posts.identity import HeldPost, Identity
from processes.runs import Run


def sees_case(identity: Identity, case: Case) -> bool:
    return bool(posts_that_see(identity, case))


def sees_facts(identity: Identity, case: Case) -> bool:
    return any(held.role not in DESK for held in posts_that_see(identity, case))


def sees_words(identity: Identity, run: Run) -> bool:
    """What was said in an appeal is not for the station that it is about."""
    if run.instance_id in identity.recused:
        return False
    return sees_personal_words(identity, run) or any(
        _did(held, task) for task in run.closed_tasks for held in identity.posts
    )


def sees_personal_words(identity: Identity, run: Run) -> bool:
    return any(owning_post(identity, task) is not None for task in run.open_tasks)


def sees_record(identity: Identity, case: Case) -> bool:
    if not sees_case(identity, case):
        return False
    if case.io_post_id is not None and case.io_post_id in identity.post_ids:
        return True
    return any(
        held.role in READS_STATION
        and held.unit.id == case.complaint.station_id
        and _is_with_police(case.complaint)
        for held in identity.posts
    )


def unmasks(identity: Identity, case: Case) -> bool:
    return bool(unmasking(identity, case))


def sees_contact(identity: Identity, case: Case) -> bool:
    return sees_record(identity, case) or any(
        task.role in CONTACTS_HER and owning_post(identity, task) is not None
        for task in case.open_tasks
    )


def unmasking(identity: Identity, case: Case) -> list[HeldPost]:
    return [held for held in posts_that_see(identity, case) if held.role in MAY_UNMASK]


def posts_that_see(identity: Identity, case: Case) -> list[HeldPost]:
    """Those of her posts that open this case: what she may see in it depends on them alone."""
    if case.complaint.instance_id in identity.recused:
        return []
    return [held for held in identity.posts if _sees(held, identity, case)]


def _sees(held: HeldPost, identity: Identity, case: Case) -> bool:
    if held.role in HELPS_WITH_RECOVERY:
        return False
    for task in _apart_from(identity, case.open_tasks):
        if owns(held, task) and (identity.is_woman or not task.needs_woman):
            return True
        if answers_for(held, task):
            return True
    if lies_within(case.complaint, held.unit) and any(
        _did(held, task) and not is_replaced(held, task, case.open_tasks)
        for task in _apart_from(identity, case.closed_tasks)
    ):
        return True
    # what went elsewhere because of police is over for those whom it left
    looks_back = not case.complaint.is_conflicted or lies_within(case.complaint, held.unit)
    if (
        case.has_ended
        and looks_back
        and any(
            _had(held, identity, task) and (identity.is_woman or not task.needs_woman)
            for task in _apart_from(identity, case.tasks)
        )
    ):
        return True
    return (
        _is_with_police(case.complaint)
        and held.role in SUPERVISORS
        and lies_within(case.complaint, held.unit)
    )


def _apart_from(identity: Identity, tasks: Iterable[UserTask]) -> Iterator[UserTask]:
    """The tasks of runs that are not about her."""
    return (task for task in tasks if task.instance_id not in identity.recused)


def _did(held: HeldPost, task: UserTask) -> bool:
    """Whether this post did this step; the desk forgets a case once it has called."""
    return task.closed_post_id == held.post.id and task.role not in DESK


def _had(held: HeldPost, identity: Identity, task: UserTask) -> bool:
    """Whether this step lay with her when the case ended: she is to read that it has.

    What lies at a post that several hold was hers if she had claimed it.
    """
    if task.status is not TaskStatus.CANCELLED or not owns(held, task):
        return False
    if held.post.is_pool:
        return task.assignee_id == identity.officer_id
    return task.role not in DESK


def _is_with_police(complaint: Complaint) -> bool:
    """Until she was called, a complaint is known to the desk that calls her, and to no station."""
    return complaint.status not in (ComplaintStatus.SUBMITTED, ComplaintStatus.PARKED)
