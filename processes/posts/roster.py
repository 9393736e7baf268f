"""The roster: the posts of a unit and below, with whoever holds them now."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Officer, Post, Posting, Unit
from processes.posts.postings import held_at
from processes.posts.seats import in_use
from processes.posts.units import within


@dataclass(frozen=True)
class Line:
    """One post and its holders; none: it is vacant."""

    post: Post
    unit: Unit
    holders: tuple[tuple[Officer, Posting], ...] = field(default_factory=tuple)


def roster(session: Session, unit: Unit, now: datetime) -> list[Line]:
    """Every post in use at `unit` and below, higher units first."""
    held: dict[str, list[tuple[Officer, Posting]]] = {}
    for officer, posting in session.execute(
        select(Officer, Posting)
        .join(Posting, Posting.officer_id == Officer.id)
        .join(Post, Post.id == Posting.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(within(unit), held_at(now))
        .order_by(Posting.is_acting, Posting.from_at, Posting.id)
    ):
        held.setdefault(posting.post_id, []).append((officer, posting))
    rows = session.execute(
        select(Post, Unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(within(unit), in_use())
        .order_by(Unit.level, Unit.name, Unit.id, Post.role, Post.seat)
    )
    return [Line(post, at, tuple(held.get(post.id, ()))) for post, at in rows]


def officers_at(session: Session, unit: Unit, now: datetime) -> list[Officer]:
    """The officers who hold a post at `unit` or below, and those who hold none anywhere.

    Who looks after the portal or its drawings and holds no post is no officer to be posted.
    """
    holding = select(Posting.officer_id).where(held_at(now))
    here = (
        select(Posting.officer_id)
        .join(Post, Post.id == Posting.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(within(unit), held_at(now))
    )
    of_the_portal = Officer.is_administrator | Officer.is_designer
    return list(
        session.scalars(
            select(Officer)
            .where(
                Officer.is_active,
                Officer.id.in_(here) | (Officer.id.not_in(holding) & ~of_the_portal),
            )
            .order_by(Officer.name, Officer.id)
        )
    )
