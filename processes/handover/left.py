"""What an officer under a transfer order has still to hand over, as she is shown it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.registry import Registry
from models import Complaint, Post, ProcessInstance, TransferOrder, Unit, UserTask
from processes.complaint import numbers
from processes.handover.orders import running_order
from processes.posts.identity import Identity
from processes.posts.open_tasks import IS_OPEN


@dataclass(frozen=True)
class LeftCase:
    """A case that waits to be taken over: by which post, and until when."""

    number: str | None
    name: str  # of its drawing, where it has no number
    name_hi: str
    role: str
    seat: int | None
    unit: Unit
    due_at: datetime | None


def left_to_hand_over(
    session: Session, registry: Registry, identity: Identity
) -> list[LeftCase] | None:
    """The cases nobody has taken over yet; None for an officer who is under no order.

    With an empty list she goes as soon as the order can be carried out. What is about herself is
    not named to her.
    """
    order = running_order(session, identity.officer_id)
    if order is None:
        return None
    steps = _steps(session, registry, order)
    rows = session.execute(
        select(ProcessInstance, Complaint)
        .outerjoin(Complaint, Complaint.id == ProcessInstance.business_key)
        .where(ProcessInstance.id.in_(set(steps) - identity.recused))
    )
    found = {instance.id: (instance, complaint) for instance, complaint in rows}
    return [
        _case(session, task, *found[case_id]) for case_id, task in steps.items() if case_id in found
    ]


def _steps(session: Session, registry: Registry, order: TransferOrder) -> dict[str, UserTask]:
    """The open steps of an order by the case that each is about; settling it is about none."""
    tasks: Sequence[UserTask] = session.scalars(
        select(UserTask)
        .where(IS_OPEN, UserTask.instance_id == order.instance_id)
        .order_by(UserTask.due_at, UserTask.id)
    ).all()
    by_case = {}
    for task in tasks:
        known = instances.variables(session, registry, order.instance_id, task_id=task.id)
        if "handed_case" in known:
            by_case[str(known["handed_case"])] = task
    return by_case


def _case(
    session: Session, task: UserTask, instance: ProcessInstance, complaint: Complaint | None
) -> LeftCase:
    drawing = definitions.load(session, instance.definition_id).outline
    has_number = complaint is not None and complaint.numbered_at is not None
    post = session.get(Post, task.post_id) if task.post_id else None
    return LeftCase(
        number=numbers.written(complaint.number) if complaint and has_number else None,
        name=drawing.name,
        name_hi=drawing.name_hi,
        role=task.role,
        seat=post.seat if post else None,
        unit=session.get_one(Unit, task.unit_id),
        due_at=task.due_at,
    )
