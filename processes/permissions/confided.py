"""What is confided to some: steps that their drawing keeps from others who see the case."""

from collections.abc import Collection

from engine.definitions import Definition
from engine.readers import readers_of
from models import Complaint, Escalation, UserTask
from processes.permissions.lying import lies_within
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.permissions.task_rules import owning_post
from processes.posts.identity import Identity
from processes.runs import Run


def kept_from(identity: Identity, run: Run, complaint: Complaint | None) -> frozenset[str]:
    """The elements of a run that she does not learn of: nor what was said there, nor that it was.

    She learns of a step that names her role as its reader where she holds it above the complaint,
    and of one that is or was hers to do. `complaint` is what the run concerns, if it does.
    """
    hers = {task.element_id for task in run.tasks if _is_hers(identity, task)}
    confided = {
        element_id: roles
        for drawn in (*reversed(run.earlier), run.definition)
        for element_id, roles in readers_of(drawn).items()
    }
    return frozenset(
        element_id
        for element_id, roles in confided.items()
        if element_id not in hers and not _reads(identity, roles, complaint)
    )


def kept_from_roles(definition: Definition, roles: Collection[str]) -> frozenset[str]:
    """The elements of a drawing that these roles do not learn of in any case but by their steps."""
    confided = readers_of(definition).items()
    return frozenset(each for each, readers in confided if not readers & set(roles))


def is_step_kept_from(identity: Identity, definition: Definition, task: UserTask) -> bool:
    """Whether she does not learn of a step, wherever it is listed."""
    readers = readers_of(definition).get(task.element_id)
    return readers is not None and not (_is_hers(identity, task) or _reads(identity, readers, task))


def is_kept_from(
    identity: Identity, definition: Definition, raised: Escalation, complaint: Complaint | None
) -> bool:
    """Whether an escalation is of a step that she does not learn of, and was not brought to her."""
    readers = readers_of(definition).get(raised.element_id)
    if readers is None or _reads(identity, readers, complaint):
        return False
    return not may(Permission.ACKNOWLEDGE_ESCALATION, identity, raised)


def is_confided(run: Run, element_id: str) -> bool:
    """Whether what is said at this element is for its readers alone: they read it unmasked."""
    return element_id in readers_of(run.drawn_in(element_id))


def _is_hers(identity: Identity, task: UserTask) -> bool:
    return task.closed_by == identity.officer_id or owning_post(identity, task) is not None


def _reads(identity: Identity, roles: frozenset[str], lies_at: Complaint | UserTask | None) -> bool:
    return any(
        held.role in roles and (lies_at is None or lies_within(lies_at, held.unit))
        for held in identity.posts
    )
