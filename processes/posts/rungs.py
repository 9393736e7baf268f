"""Rungs: the posts that answer for a case, one above the other, and who of them may be asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Gender, Level, Officer, Post, Posting, Unit
from processes.posts.postings import held_at
from processes.posts.units import ancestor_column


@dataclass(frozen=True)
class Rung:
    """A level that decides, by the post that decides there."""

    role: str
    level: Level

    @property
    def name(self) -> str:
        """As drawings call the level."""
        return self.level.name.lower()


LADDER = (
    Rung("sho", Level.STATION),
    Rung("circle_officer", Level.CIRCLE),
    Rung("superintendent", Level.DISTRICT),
    Rung("state_nodal", Level.STATE),
)


def above(post: Rung) -> tuple[Rung, ...]:
    """The rungs above a post; above one that is none of them, that of its own level too."""
    return tuple(rung for rung in LADDER if rung.level <= post.level and rung != post)


def holders_at(
    session: Session, lies_at: Unit, rung: Rung, now: datetime, *, needs_woman: bool = False
) -> frozenset[str]:
    """Who holds the post of a level above a unit now, acting charges included."""
    unit_id = getattr(lies_at, ancestor_column(rung.level))
    return holders_of_role(session, unit_id, rung.role, now, needs_woman=needs_woman)


def holders_of_role(
    session: Session, unit_id: str | None, role: str, now: datetime, *, needs_woman: bool = False
) -> frozenset[str]:
    """Who holds a post of this role at a unit now; only the women where one is needed."""
    held = (
        select(Posting.officer_id)
        .join(Post, Post.id == Posting.post_id)
        .where(Post.unit_id == unit_id, Post.role == role, held_at(now))
    )
    if needs_woman:
        held = held.join(Officer, Officer.id == Posting.officer_id)
        held = held.where(Officer.gender == Gender.FEMALE)
    return frozenset(session.scalars(held))


def first_free(
    session: Session,
    lies_at: Unit,
    rungs: Iterable[Rung],
    *,
    recused: Collection[str],
    now: datetime,
    needs_woman: bool = False,
) -> Rung | None:
    """The first of these rungs that somebody holds who may do it and is not kept from the case."""
    for rung in rungs:
        if holders_at(session, lies_at, rung, now, needs_woman=needs_woman) - set(recused):
            return rung
    return None
