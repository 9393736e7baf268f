"""Vacant posts: seats nobody holds, and what waits at them, shown to the unit above."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from models import Post, Posting, ProcessInstance, Unit, UserTask
from processes.posts.open_tasks import IS_OPEN
from processes.posts.postings import held_at
from processes.posts.seats import in_use
from processes.posts.units import within

#: So many waiting tasks are listed, the soonest due first.
SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """A task that nobody can do at present."""

    task_id: str
    name: str
    name_hi: str
    due_at: datetime | None


@dataclass(frozen=True)
class Vacancy:
    """A seat that nobody holds, or that was never made, with the tasks that wait there."""

    role: str
    seat: int | None  # None: the unit has no post of this role at all
    unit: Unit
    waiting: list[Waiting]


#: Whether a step of a drawing is not for who looks.
IsKept = Callable[[Definition, UserTask], bool]


def vacant_posts(session: Session, unit: Unit, now: datetime, *, is_kept: IsKept) -> list[Vacancy]:
    """The vacant posts at this unit and below, the highest first; those that are missing, last.

    A task for any seat of a role waits at a vacant post only if no other seat of the role there
    has a holder. A post is missing where tasks wait for a role of which its unit has no post.
    What `is_kept` from who looks is not listed.
    """
    found = session.execute(
        select(Post, Unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(within(unit), in_use(), _is_vacant(now))
        .order_by(Unit.level, Unit.name, Post.role, Post.seat)
    ).all()
    posts = [post for post, _ in found]
    filled = _filled_roles(session, posts, now)
    by_role: dict[tuple[str, str], str] = {}
    for post in posts:
        if (post.unit_id, post.role) not in filled:
            by_role.setdefault((post.unit_id, post.role), post.id)
    missing = _missing_roles(session, unit)
    by_role |= {(at.id, role): _no_post(at.id, role) for at, role in missing}
    waiting = _waiting(session, posts, by_role, is_kept)
    return [Vacancy(post.role, post.seat, at, waiting.get(post.id, [])) for post, at in found] + [
        Vacancy(role, None, at, waiting.get(_no_post(at.id, role), [])) for at, role in missing
    ]


def _no_post(unit_id: str, role: str) -> str:
    return f"{unit_id} {role}"


def _is_vacant(now: datetime) -> ColumnElement[bool]:
    return ~exists().where(Posting.post_id == Post.id, held_at(now))


def _filled_roles(session: Session, vacant: Sequence[Post], now: datetime) -> set[tuple[str, str]]:
    """The roles at the units of these posts of which some seat has a holder."""
    rows = session.execute(
        select(Post.unit_id, Post.role).where(
            Post.unit_id.in_({post.unit_id for post in vacant}), ~_is_vacant(now)
        )
    )
    return {(unit_id, role) for unit_id, role in rows}


def _missing_roles(session: Session, unit: Unit) -> list[tuple[Unit, str]]:
    """The roles for which tasks wait at units that have no post of them."""
    has_post = exists().where(
        Post.unit_id == UserTask.unit_id, Post.role == UserTask.role, in_use()
    )
    waited_for = (
        select(UserTask.unit_id, UserTask.role)
        .where(IS_OPEN, UserTask.assignee_id.is_(None), ~has_post)
        .distinct()
        .subquery()
    )
    rows = session.execute(
        select(Unit, waited_for.c.role)
        .join(waited_for, waited_for.c.unit_id == Unit.id)
        .where(within(unit))
        .order_by(Unit.level, Unit.name, waited_for.c.role)
    )
    return [(at, role) for at, role in rows]


def _waiting(
    session: Session,
    vacant: Sequence[Post],
    by_role: Mapping[tuple[str, str], str],
    is_kept: IsKept,
) -> dict[str, list[Waiting]]:
    """The tasks of vacant posts by post; those of any seat stand at what `by_role` names."""
    stuck = [UserTask.post_id.in_([post.id for post in vacant])] + [
        and_(UserTask.post_id.is_(None), UserTask.unit_id == unit_id, UserTask.role == role)
        for unit_id, role in by_role
    ]
    rows = session.execute(
        select(UserTask, ProcessInstance.definition_id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(IS_OPEN, or_(*stuck))
        .order_by(UserTask.due_at.nulls_last(), UserTask.id)
        .limit(SHOWN)
    )
    found: dict[str, list[Waiting]] = {}
    for task, definition_id in rows:
        definition = definitions.load(session, definition_id)
        if is_kept(definition, task):
            continue
        element = definition.elements[task.element_id]
        post_id = task.post_id or by_role[task.unit_id or "", task.role]
        waiting = Waiting(task.id, element.name, element.name_hi, task.due_at)
        found.setdefault(post_id, []).append(waiting)
    return found
