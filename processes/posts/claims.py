"""Claims: one stands while the officer who made it holds a post that owns the task."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from engine.registry import Actor
from models import Post, Posting, UserTask
from processes.posts.owning import owns
from processes.posts.postings import held_at


def stands(now: datetime) -> ColumnElement[bool]:
    """The condition that whoever has claimed a task still holds a post that owns it."""
    return exists().where(
        Posting.officer_id == UserTask.assignee_id,
        held_at(now),
        Post.id == Posting.post_id,
        owns(),
    )


def is_claimed_by_another(session: Session, officer_id: str, task: UserTask, now: datetime) -> bool:
    """Whether a colleague has this task; the claim of who left the post counts for nothing."""
    if task.assignee_id in (None, officer_id):
        return False
    return bool(session.scalar(select(stands(now)).where(UserTask.id == task.id)))


def stay_at_post(session: Session, actor: Actor, now: datetime) -> bool:
    """Keep the actor at the post from which she acts until this transaction ends.

    False if she has left it, even if only since she pressed the button. A transfer waits until she
    is done; it takes the same lock before it locks any case, so this comes before a case is locked
    as well.
    """
    query = (
        select(Posting.id)
        .where(
            Posting.officer_id == actor.officer_id,
            Posting.post_id == actor.post_id,
            held_at(now),
            or_(Posting.to_at.is_(None), Posting.is_acting),
        )
        .with_for_update(read=True)
    )
    return bool(session.scalars(query).all())
