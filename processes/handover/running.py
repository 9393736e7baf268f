"""The transfer orders of a unit as its page shows them: those that run, and who has gone lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from models import Officer, OrderStatus, Post, TransferOrder, Unit, UserTask
from processes.handover.grounds import Ground, ground_of
from processes.posts.open_tasks import IS_OPEN
from processes.posts.units import within

#: So long an order is shown after its end.
SHOWN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class ShownOrder:
    """One order: who goes, from which post, and how far it is."""

    order: TransferOrder
    officer: Officer
    post: Post
    unit: Unit
    to: tuple[Post, Unit] | None
    ground: Ground | None
    waiting: int  # steps that nobody has done yet
    next_due_at: datetime | None

    @property
    def is_running(self) -> bool:
        """Whether she is still to go."""
        return self.order.status is OrderStatus.RUNNING


def orders_at(
    session: Session, registry: Registry, unit: Unit, *, now: datetime
) -> list[ShownOrder]:
    """The orders about posts at a unit and below, those that run first."""
    rows = session.execute(
        select(TransferOrder, Officer, Post, Unit)
        .join(Officer, Officer.id == TransferOrder.officer_id)
        .join(Post, Post.id == TransferOrder.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            within(unit),
            or_(
                TransferOrder.status == OrderStatus.RUNNING,
                TransferOrder.ended_at > now - SHOWN_AFTER,
            ),
        )
        .order_by(TransferOrder.status, TransferOrder.ordered_at.desc(), TransferOrder.id)
    ).all()
    return [_shown(session, registry, *row) for row in rows]


def _shown(
    session: Session,
    registry: Registry,
    order: TransferOrder,
    officer: Officer,
    post: Post,
    unit: Unit,
) -> ShownOrder:
    waiting, due_at = session.execute(
        select(func.count(), func.min(UserTask.due_at)).where(
            IS_OPEN, UserTask.instance_id == order.instance_id
        )
    ).one()
    to = session.get(Post, order.to_post_id) if order.to_post_id else None
    return ShownOrder(
        order=order,
        officer=officer,
        post=post,
        unit=unit,
        to=(to, session.get_one(Unit, to.unit_id)) if to else None,
        ground=ground_of(instances.variables(session, registry, order.instance_id)),
        waiting=waiting,
        next_due_at=due_at,
    )
