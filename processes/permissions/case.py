"""A case as the rules look at it: the complaint, and the tasks of everything that runs for it."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import (
    Complaint,
    CustodyInterval,
    InstanceStatus,
    ProcessInstance,
    UserTask,
)
from processes.task_list import WithTasks

INVESTIGATOR = "investigating_officer"


@dataclass(frozen=True)
class Case(WithTasks):
    """A complaint with the tasks made so far by its drawing, and by those that run beside it.

    What ran beside it and has ended is left out: who had a step there has no more to do with her.
    """

    complaint: Complaint
    tasks: tuple[UserTask, ...]
    io_post_id: str | None  # the seat that investigates it, or did last


def case_of(session: Session, complaint: Complaint) -> Case:
    """The case of a complaint."""
    tasks = session.scalars(
        select(UserTask)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(
            ProcessInstance.business_key == complaint.id,
            or_(
                ProcessInstance.id == complaint.instance_id,
                ProcessInstance.status == InstanceStatus.RUNNING,
            ),
        )
        .order_by(UserTask.opened_at, UserTask.id)
    ).all()
    io_post_id = session.scalars(
        select(CustodyInterval.post_id)
        .where(
            CustodyInterval.instance_id == complaint.instance_id,
            CustodyInterval.role == INVESTIGATOR,
        )
        .order_by(CustodyInterval.from_at.desc(), CustodyInterval.id.desc())
        .limit(1)
    ).first()
    return Case(complaint, tuple(tasks), io_post_id)
