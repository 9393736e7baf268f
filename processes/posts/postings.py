"""Postings: which officers hold a post at a moment."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from models import Officer, Post, Posting


def held_at(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The condition that a posting runs at `now`; its end itself is already outside."""
    return and_(Posting.from_at <= now, or_(Posting.to_at.is_(None), Posting.to_at > now))


_HOLDERS = (
    select(Officer)
    .join(Posting, Posting.officer_id == Officer.id)
    .where(Posting.post_id == bindparam("of_post"), held_at(bindparam("at_moment")))
    .order_by(Posting.is_acting, Posting.from_at, Posting.id)
)


def holders(session: Session, post_id: str, now: datetime) -> list[Officer]:
    """The officers who hold this post now, those in acting charge last."""
    return list(session.scalars(_HOLDERS, {"of_post": post_id, "at_moment": now}))


def sole_holder(session: Session, post_id: str, now: datetime) -> str | None:
    """The id of the one officer who holds this post; None if it is vacant or shared."""
    found = session.scalars(
        select(Posting.officer_id).where(Posting.post_id == post_id, held_at(now)).limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def is_held(session: Session, unit_id: str, role: str, now: datetime) -> bool:
    """Whether anybody holds a post of this role at this unit now."""
    held = (
        select(Posting.id)
        .join(Post, Post.id == Posting.post_id)
        .where(Post.unit_id == unit_id, Post.role == role, held_at(now))
    )
    return session.scalars(held.limit(1)).first() is not None
