"""A case as the rules look at it: the complaint, and the tasks of everything that runs for it."""

from collections.abc import Collection
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
    has_ended: bool = False  # its drawing has come to an end


def case_of(session: Session, complaint: Complaint) -> Case:
    """The case of a complaint."""
    return cases_of(session, [complaint])[complaint.id]


def cases_of(session: Session, complaints: Collection[Complaint]) -> dict[str, Case]:
    """The cases of these complaints, by the complaint's id."""
    instances = {each.instance_id: each.id for each in complaints if each.instance_id}
    tasks: dict[str, list[UserTask]] = {each.id: [] for each in complaints}
    rows = session.execute(
        select(ProcessInstance.business_key, ProcessInstance.status, UserTask)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(
            ProcessInstance.business_key.in_(tasks),
            or_(
                ProcessInstance.id.in_(instances),
                ProcessInstance.status == InstanceStatus.RUNNING,
            ),
        )
        .order_by(UserTask.opened_at, UserTask.id)
    )
    ended = set()
    for complaint_id, status, task in rows:
        tasks[complaint_id].append(task)
        if task.instance_id in instances and status is not InstanceStatus.RUNNING:
            ended.add(complaint_id)
    investigating = session.execute(
        select(CustodyInterval.instance_id, CustodyInterval.post_id)
        .where(CustodyInterval.instance_id.in_(instances), CustodyInterval.role == INVESTIGATOR)
        .order_by(CustodyInterval.from_at, CustodyInterval.id)
    )
    seats = {instances[instance_id]: post_id for instance_id, post_id in investigating}
    return {
        each.id: Case(each, tuple(tasks[each.id]), seats.get(each.id), each.id in ended)
        for each in complaints
    }
