"""The transfer orders of a unit as its page shows them: those that run, and who has gone lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Officer, OrderStatus, Post, TransferOrder, Unit, UserTask
from processes.handover.grounds import Ground, ground_of
from processes.posts.open_tasks import IS_OPEN
from processes.posts.units import within

#: So long an order is shown after its end.
SHOWN_AFTER = timedelta(days=30)
#: More than this nobody reads; those that run come first.
MOST_SHOWN = 200


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
    is_late: bool  # that day is over, and the step not done

    @property
    def is_running(self) -> bool:
        """Whether she is still to go."""
        return self.order.status is OrderStatus.RUNNING


def orders_at(session: Session, unit: Unit, *, now: datetime) -> list[ShownOrder]:
    """The orders about posts at a unit and below, those that run first, at most `MOST_SHOWN`."""
    to_post, to_unit = aliased(Post), aliased(Unit)
    left = (IS_OPEN, UserTask.instance_id == TransferOrder.instance_id)
    waiting = select(func.count()).select_from(UserTask).where(*left).scalar_subquery()
    due_at = select(func.min(UserTask.due_at)).where(*left).scalar_subquery()
    rows = session.execute(
        select(TransferOrder, Officer, Post, Unit, to_post, to_unit, waiting, due_at)
        .join(Officer, Officer.id == TransferOrder.officer_id)
        .join(Post, Post.id == TransferOrder.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(to_post, to_post.id == TransferOrder.to_post_id)
        .outerjoin(to_unit, to_unit.id == to_post.unit_id)
        .where(
            within(unit),
            or_(
                TransferOrder.status == OrderStatus.RUNNING,
                TransferOrder.ended_at > now - SHOWN_AFTER,
            ),
        )
        .order_by(TransferOrder.status, TransferOrder.ordered_at.desc(), TransferOrder.id)
        .limit(MOST_SHOWN)
    )
    return [
        ShownOrder(
            order=order,
            officer=officer,
            post=post,
            unit=at,
            to=None if to is None or of is None else (to, of),
            ground=ground_of(order),
            waiting=steps,
            next_due_at=next_due_at,
            is_late=next_due_at is not None and next_due_at < now,
        )
        for order, officer, post, at, to, of, steps, next_due_at in rows
    ]
