"""Officers who change places: orders that wait for each other in a ring, of two or of more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import OrderStatus, TransferOrder


def who_change_places_with(session: Session, order: TransferOrder) -> list[TransferOrder]:
    """The orders that wait for this one in a ring, in its order; none if there is no ring.

    The first is of the officer who leaves the post to which this one goes, and so on; the last one
    goes to the post that is left. Each post is looked at once, however the orders point.
    """
    if order.to_post_id is None:
        return []
    ways: dict[str, list[TransferOrder]] = {order.to_post_id: []}
    ahead = [order.to_post_id]
    for post_id in ahead:
        for waiting in _waiting_to_leave(session, post_id):
            way, to_post_id = [*ways[post_id], waiting], waiting.to_post_id
            if to_post_id == order.post_id:
                return way
            if to_post_id is not None and to_post_id not in ways:
                ways[to_post_id] = way
                ahead.append(to_post_id)
    return []


def _waiting_to_leave(session: Session, post_id: str) -> list[TransferOrder]:
    return list(
        session.scalars(
            select(TransferOrder)
            .where(
                TransferOrder.status == OrderStatus.RUNNING,
                TransferOrder.fault.is_not(None),  # nothing is left to hand over
                TransferOrder.post_id == post_id,
            )
            .order_by(TransferOrder.ordered_at, TransferOrder.id)
        )
    )
