"""Owning: to which posts a step belongs, and who holds one of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import Post, Posting, UserTask
from processes.posts.identity import Identity, identity_of
from processes.posts.postings import held_at


def owns() -> ColumnElement[bool]:
    """The condition that a post owns a task: its numbered seat, or any seat of its role there."""
    return or_(
        UserTask.post_id == Post.id,
        and_(
            UserTask.post_id.is_(None),
            UserTask.unit_id == Post.unit_id,
            UserTask.role == Post.role,
        ),
    )


def owners(session: Session, task: UserTask, now: datetime) -> list[Identity]:
    """Who holds a post that owns the task, in the order of its seats; acting charge comes last."""
    holding = session.scalars(
        select(Posting.officer_id)
        .join(Post, Post.id == Posting.post_id)
        .join(UserTask, owns())
        .where(UserTask.id == task.id, held_at(now))
        .order_by(Post.seat, Posting.is_acting, Posting.from_at, Posting.id)
    )
    found = (identity_of(session, officer_id, now) for officer_id in holding.unique())
    return [identity for identity in found if identity is not None]
