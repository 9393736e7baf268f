"""Who an officer is today: the posts she holds, acting charges included."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.registry import Actor
from models import Gender, Level, Officer, Post, Posting, Unit
from processes.posts.postings import held_at
from processes.posts.recusals import recusals_of


@dataclass(frozen=True)
class HeldPost:
    """A post and its unit, as one officer holds it now."""

    post: Post
    unit: Unit
    is_acting: bool

    @property
    def role(self) -> str:
        return self.post.role

    @property
    def level(self) -> Level:
        return self.unit.level


@dataclass(frozen=True)
class Identity:
    """An officer together with every post she holds at this moment.

    It is made anew for every request: what she may see ends the moment a posting ends.
    """

    officer: Officer
    posts: tuple[HeldPost, ...]
    recused: frozenset[str] = frozenset()  # runs that are about her: she neither sees nor does them

    @property
    def officer_id(self) -> str:
        return self.officer.id

    @property
    def is_woman(self) -> bool:
        return self.officer.gender is Gender.FEMALE

    @property
    def post_ids(self) -> frozenset[str]:
        return frozenset(held.post.id for held in self.posts)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(held.role for held in self.posts)

    def acting_as(self, post_id: str | None) -> Actor:
        """The actor to write down when she acts from one of her posts."""
        return Actor(officer_id=self.officer_id, post_id=post_id)


def posts_of(session: Session, officer_id: str, now: datetime) -> list[HeldPost]:
    """The posts this officer holds now, her own before those in acting charge."""
    rows = session.execute(
        select(Post, Unit, Posting.is_acting)
        .join(Posting, Posting.post_id == Post.id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Posting.officer_id == officer_id, held_at(now))
        .order_by(Posting.is_acting, Posting.from_at, Posting.id)
    )
    return [HeldPost(post, unit, is_acting) for post, unit, is_acting in rows]


def identity_of(session: Session, officer_id: str, now: datetime) -> Identity | None:
    """Who this officer is now; None when she is unknown or may no longer sign in."""
    officer = session.get(Officer, officer_id)
    if officer is None or not officer.is_active:
        return None
    posts = tuple(posts_of(session, officer_id, now))
    return Identity(officer, posts, recusals_of(session, officer_id))


def officer_of_login(session: Session, login: str) -> Officer | None:
    """The officer who signs in with this name, whether or not she still may; None: nobody does."""
    return session.scalars(select(Officer).where(Officer.login == login)).one_or_none()
