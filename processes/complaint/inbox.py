"""The inbox: the open tasks of an officer's posts, the soonest due first.

Hers, each post's seat and its pool are asked for one by one, those with a due time apart from those
without, each along its own index and limited, and then merged: an OR over all of them would read
every open task of the country, and one over the place where a page begins every task before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from engine import definitions
from models import Complaint, Posting, ProcessInstance, Unit, UserTask
from processes.complaint import numbers
from processes.permissions.roles import HELPS_WITH_RECOVERY
from processes.posts.claims import stands
from processes.posts.identity import HeldPost, Identity
from processes.posts.open_tasks import IS_OPEN

PAGE = 25
#: A question for the ids and due times of some open tasks.
Branch = Select[str, datetime | None]


class View(StrEnum):
    """The tabs. A task stands under exactly one of them, beside "all"."""

    ALL = "all"
    LATE = "late"
    TODAY = "today"  # from now to midnight
    WEEK = "week"  # the six days after today
    LATER = "later"  # after that, or without a date


@dataclass(frozen=True)
class Cursor:
    """Where the next page begins: behind this task."""

    due_at: datetime | None
    task_id: str


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox."""

    task_id: str
    element_id: str
    name: str
    name_hi: str
    role: str
    process: str  # what the drawing calls itself
    process_hi: str
    number: str | None  # in groups; None before the complainant has hers
    complaint_id: str | None  # None: the task concerns no complaint
    unit_name: str | None  # in whose hands the complaint is, or whom else the run concerns
    unit_name_hi: str | None
    urgency: int | None
    opened_at: datetime
    due_at: datetime | None
    due_is_law: bool
    is_late: bool
    case_limit_at: datetime | None  # end of the complaint's two months, while it is open
    is_mine: bool
    has_draft: bool
    is_conflicted: bool  # the accused is police, or connected with the first station

    @property
    def calls_at_once(self) -> bool:
        """Whether she waits for a call that must not wait until tomorrow."""
        return self.urgency is not None and self.urgency < 2 and self.number is None


@dataclass(frozen=True)
class Page:
    """A page of rows and where the next one begins."""

    rows: list[InboxRow]
    following: Cursor | None


@dataclass(frozen=True)
class Counts:
    """The figures on the tabs."""

    all: int
    late: int
    today: int
    week: int
    later: int


@dataclass(frozen=True)
class _Span:
    """The due times of a tab: from one moment to before another; None is open-ended."""

    begins: datetime | None = None
    ends: datetime | None = None
    has_undated: bool = False

    def holds(self) -> ColumnElement[bool]:
        """The condition that a due time lies in it."""
        bounds: list[ColumnElement[bool]] = [UserTask.due_at.is_not(None)]
        if self.begins is not None:
            bounds.append(UserTask.due_at >= self.begins)
        if self.ends is not None:
            bounds.append(UserTask.due_at < self.ends)
        return and_(*bounds)


def inbox(
    session: Session,
    identity: Identity,
    *,
    now: datetime,
    zone: ZoneInfo,
    view: View = View.ALL,
    behind: Cursor | None = None,
    limit: int = PAGE,
) -> Page:
    """The open tasks this officer may do, claimed by her or by nobody."""
    branches = _branches(identity, now)
    if not branches:
        return Page([], None)
    ranges = _ranges(_spans(now, zone)[view], behind)
    found = _merged(branches, ranges, limit=limit + 1)
    rows = session.execute(_page(found, limit=limit + 1)).all()
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = Cursor(last.due_at, last.id)
    return Page([_row(session, row, identity, now) for row in rows[:limit]], following)


def counts(session: Session, identity: Identity, *, now: datetime, zone: ZoneInfo) -> Counts:
    """How many tasks stand under each tab."""
    branches = _branches(identity, now)
    if not branches:
        return Counts(0, 0, 0, 0, 0)
    found = _merged(branches, [true()], limit=None)
    spans = _spans(now, zone)
    ends = [spans[view].ends for view in (View.LATE, View.TODAY, View.WEEK)]
    counted = session.execute(
        select(
            func.count(),
            *(func.coalesce(func.sum(case((found.c.due_at < end, 1), else_=0)), 0) for end in ends),
        ).select_from(found)
    ).one()
    every, late, by_midnight, within_week = (int(figure) for figure in counted)
    return Counts(
        all=every,
        late=late,
        today=by_midnight - late,
        week=within_week - by_midnight,
        later=every - within_week,
    )


def end_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The coming midnight where the law counts its days."""
    local = now.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), zone)


def _branches(identity: Identity, now: datetime) -> list[Branch]:
    """What she has claimed, what waits at her posts, and what an ended charge still holds."""
    columns = (UserTask.id, UserTask.due_at)
    ownerships = [owned for held in identity.posts for owned in _owned_by(held, identity)]
    if not ownerships:
        return []
    mine = select(*columns).where(
        IS_OPEN, UserTask.assignee_id == identity.officer_id, or_(*ownerships)
    )
    pools = [
        select(*columns).where(IS_OPEN, UserTask.assignee_id.is_(None), owned)
        for owned in ownerships
    ]
    ended = select(Posting.officer_id).where(Posting.lapsed_at.is_(None), Posting.to_at <= now)
    left_behind = select(*columns).where(
        IS_OPEN,
        UserTask.assignee_id.in_(ended),
        UserTask.assignee_id != identity.officer_id,
        ~stands(now),
        or_(*ownerships),
    )
    return [mine, *pools, left_behind]


def _owned_by(held: HeldPost, identity: Identity) -> list[ColumnElement[bool]]:
    """What lies at this very seat, whatever role its lane names, and what at any of its role."""
    hers = []
    if not identity.is_woman:
        hers.append(UserTask.needs_woman.is_(False))
    if identity.recused:
        hers.append(UserTask.instance_id.not_in(identity.recused))
    any_seat = (
        UserTask.post_id.is_(None),
        UserTask.unit_id == held.unit.id,
        UserTask.role == held.role,
    )
    return [and_(UserTask.post_id == held.post.id, *hers), and_(*any_seat, *hers)]


def _spans(now: datetime, zone: ZoneInfo) -> Mapping[View, _Span]:
    midnight = end_of_day(now, zone)
    a_week_on = midnight + timedelta(days=6)  # no clock of India is ever changed
    return {
        View.ALL: _Span(has_undated=True),
        View.LATE: _Span(ends=now),
        View.TODAY: _Span(now, midnight),
        View.WEEK: _Span(midnight, a_week_on),
        View.LATER: _Span(a_week_on, has_undated=True),
    }


def _ranges(span: _Span, behind: Cursor | None) -> list[ColumnElement[bool]]:
    """The stretches of an index that hold the tasks of a tab behind a task.

    They are ordered by due time and id; those without a due time come last.
    """
    dated, undated = span.holds(), and_(UserTask.due_at.is_(None))
    if behind is None:
        pass
    elif behind.due_at is None:
        return [and_(undated, UserTask.id > behind.task_id)]
    else:
        place = tuple_(UserTask.due_at, UserTask.id) > tuple_(behind.due_at, behind.task_id)
        dated = and_(dated, place)
    return [dated, undated] if span.has_undated else [dated]


def _merged(
    branches: Sequence[Branch], ranges: Sequence[ColumnElement[bool]], *, limit: int | None
) -> Subquery:
    parts = []
    for branch, wanted in product(branches, ranges):
        asked = branch.where(wanted)
        if limit is not None:
            asked = asked.order_by(UserTask.due_at, UserTask.id).limit(limit)
        part = asked.subquery()
        parts.append(select(part.c.id, part.c.due_at))
    merged = union_all(*parts).subquery()
    # two seats of one role own the same pool, so a task may come twice
    return select(merged.c.id, merged.c.due_at).distinct().subquery()


def _page(found: Subquery, *, limit: int) -> Select[*tuple[Any, ...]]:
    unit = aliased(Unit)
    return (
        select(
            UserTask.id,
            UserTask.element_id,
            UserTask.role,
            UserTask.opened_at,
            UserTask.due_at,
            UserTask.due_is_law,
            UserTask.assignee_id,
            UserTask.draft.is_not(None).label("has_draft"),
            ProcessInstance.definition_id,
            Complaint.id.label("complaint_id"),
            Complaint.number,
            Complaint.numbered_at,
            Complaint.urgency,
            Complaint.limit_at,
            Complaint.closed_at,
            Complaint.is_conflicted,
            unit.full_name.label("unit_name"),
            unit.full_name_hi.label("unit_name_hi"),
        )
        .join(found, found.c.id == UserTask.id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .outerjoin(Complaint, Complaint.id == ProcessInstance.business_key)
        .outerjoin(unit, unit.id == func.coalesce(Complaint.unit_id, ProcessInstance.unit_id))
        .order_by(UserTask.due_at.nulls_last(), UserTask.id)
        .limit(limit)
    )


def _row(session: Session, row: Any, identity: Identity, now: datetime) -> InboxRow:
    drawn = definitions.load(session, row.definition_id).outline
    element = drawn.elements.get(row.element_id)
    shows_number = row.numbered_at is not None and row.role not in HELPS_WITH_RECOVERY
    return InboxRow(
        task_id=row.id,
        element_id=row.element_id,
        name=element.name if element else row.element_id,
        name_hi=element.name_hi if element else row.element_id,
        role=row.role,
        process=drawn.name,
        process_hi=drawn.name_hi,
        number=numbers.written(row.number) if row.number and shows_number else None,
        complaint_id=row.complaint_id if row.role not in HELPS_WITH_RECOVERY else None,
        unit_name=row.unit_name,
        unit_name_hi=row.unit_name_hi,
        urgency=row.urgency,
        opened_at=row.opened_at,
        due_at=row.due_at,
        due_is_law=row.due_is_law,
        is_late=row.due_at is not None and row.due_at < now,
        case_limit_at=row.limit_at if row.closed_at is None else None,
        is_mine=row.assignee_id == identity.officer_id,
        has_draft=row.has_draft,
        is_conflicted=bool(row.is_conflicted),
    )
