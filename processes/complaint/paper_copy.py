"""The paper copy: where she gets it after her complaint has ended at her wish."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from models import Complaint, TaskStatus, Unit, UserTask

#: How the drawing calls that ending, and the step in which an officer gives her the copy.
_OUTCOME, _WITHDRAWN, _GIVES = "outcome", "withdrawn", "give_copy"


def paper_copy_at(session: Session, registry: Registry, complaint: Complaint) -> Unit | None:
    """Where a copy of what she filed is hers for the asking; None while officers bring it to her.

    The law owes it to whoever gave the information, free of cost (BNSS 173(2)), and a withdrawal
    takes nothing of that; but nobody comes to her any more.
    """
    if complaint.closed_at is None or complaint.recorded_at is None:
        return None
    known = instances.variables(session, registry, complaint.instance_id or "")
    if known.get(_OUTCOME) != _WITHDRAWN or _has_it(session, complaint):
        return None
    return session.get_one(Unit, complaint.unit_id)


def _has_it(session: Session, complaint: Complaint) -> bool:
    given = select(UserTask.id).where(
        UserTask.instance_id == complaint.instance_id,
        UserTask.element_id == _GIVES,
        UserTask.status == TaskStatus.COMPLETED,
    )
    return session.scalar(given.limit(1)) is not None
