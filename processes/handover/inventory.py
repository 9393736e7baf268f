"""The inventory of a post: every case of which an open step lies with it."""

from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models import CustodyInterval, Post, TransferOrder, UserTask
from processes.posts.open_tasks import IS_OPEN
from processes.posts.postings import holders


def inventory(session: Session, order: TransferOrder, now: datetime) -> list[str]:
    """The instances, oldest step first: what stands at the seat itself, what she has claimed, and
    what waits for her role where she is the only one to hold a seat of it.

    A handover's own steps are not part of it.
    """
    post = session.get_one(Post, order.post_id)
    seats = session.scalars(
        select(Post.id).where(Post.unit_id == post.unit_id, Post.role == post.role)
    )
    held = {officer.id for seat in seats for officer in holders(session, seat, now)}
    mine = [UserTask.post_id == post.id, UserTask.assignee_id == order.officer_id]
    if held <= {order.officer_id}:
        mine.append(
            and_(
                UserTask.post_id.is_(None),
                UserTask.unit_id == post.unit_id,
                UserTask.role == post.role,
            )
        )
    by_task = session.scalars(
        select(UserTask.instance_id)
        .where(IS_OPEN, or_(*mine), UserTask.instance_id != order.instance_id)
        .order_by(UserTask.opened_at, UserTask.id)
    )
    by_ledger = session.scalars(
        select(CustodyInterval.instance_id).where(
            CustodyInterval.to_at.is_(None), CustodyInterval.post_id == post.id
        )
    )
    return list(dict.fromkeys([*by_task, *by_ledger]))
