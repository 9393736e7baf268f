"""Vacant posts: seats nobody holds, shown to the unit above so that nothing waits unseen."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models import Post, Posting, Unit
from processes.posts.postings import held_at
from processes.posts.units import within


def is_vacant(now: datetime) -> ColumnElement[bool]:
    """The condition that nobody holds a post now, not even in acting charge."""
    return ~exists().where(Posting.post_id == Post.id, held_at(now))


def vacant_posts(session: Session, unit: Unit, now: datetime) -> list[tuple[Post, Unit]]:
    """The vacant posts at this unit and below, the highest first."""
    rows = session.execute(
        select(Post, Unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(within(unit), is_vacant(now))
        .order_by(Unit.level, Unit.name, Post.role, Post.seat)
    )
    return [(post, at) for post, at in rows]
