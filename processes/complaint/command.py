"""Command: the cases that are late or will be, where and with whom, at a unit and below."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from models import Complaint, CustodyInterval, FurtherInvestigation, Officer, Unit
from processes.complaint import numbers
from processes.complaint.figures import NOT_CLOSED, NUMBERED
from processes.posts.units import at_or_below

PAGE = 50
NONE: Set[str] = frozenset()
#: Where a case lies now, where it lay before with the same hand, and where with another.
_HOLDING, _BEFORE, _ELSEWHERE = (aliased(CustodyInterval) for _ in range(3))


@dataclass(frozen=True)
class Place:
    """Where a page of a list of cases ends, and the next begins."""

    limit_at: datetime
    complaint_id: str


@dataclass(frozen=True)
class CaseLine:
    """One case in a list of late ones, or of those that will be."""

    complaint_id: str
    number: str
    unit_name: str
    unit_name_hi: str
    limit_at: datetime
    limit_is_law: bool
    days: int  # late where positive, left where negative
    with_role: str | None
    with_officer: str | None
    with_officer_hi: str | None
    since: datetime | None  # when it came into this hand, however many steps ago


def late_cases(
    session: Session,
    unit: Unit,
    *,
    now: datetime,
    recused: Set[str] = NONE,
    behind: Place | None = None,
    limit: int = PAGE,
) -> list[CaseLine]:
    """Open cases whose two months are over, the longest first. `behind` begins the next page.

    Of the runs in `recused`, those that are about who asks, there is no line here or below.
    """
    over = [Complaint.limit_at < now, _is_not_of(recused)]
    return _cases(session, unit, over, now=now, behind=behind, limit=limit)


def cases_due(
    session: Session,
    unit: Unit,
    *,
    now: datetime,
    within: timedelta,
    recused: Set[str] = NONE,
    behind: Place | None = None,
    limit: int = PAGE,
) -> list[CaseLine]:
    """Open cases whose two months end within this time, the soonest first."""
    ends = [Complaint.limit_at >= now, Complaint.limit_at < now + within, _is_not_of(recused)]
    return _cases(session, unit, ends, now=now, behind=behind, limit=limit)


def reopened_cases(
    session: Session,
    unit: Unit,
    *,
    now: datetime,
    recused: Set[str] = NONE,
    limit: int = PAGE,
) -> list[CaseLine]:
    """Cases that were opened again after the report, by the end of their ninety days."""
    query = (
        _lines(FurtherInvestigation.limit_at, FurtherInvestigation.limit_is_law)
        .join(FurtherInvestigation, FurtherInvestigation.complaint_id == Complaint.id)
        .outerjoin(
            _HOLDING,
            and_(
                _HOLDING.instance_id == FurtherInvestigation.instance_id,
                _HOLDING.to_at.is_(None),
            ),
        )
        .outerjoin(Officer, Officer.id == _HOLDING.officer_id)
        .where(literal_column("further_investigation.ended_at").is_(literal_column("NULL")))
        .where(at_or_below(Complaint, unit), _is_not_of(recused))
        .order_by(FurtherInvestigation.limit_at, Complaint.id)
        .limit(limit)
    )
    return _as_lines(session, query, now=now)


def _is_not_of(recused: Set[str]) -> ColumnElement[bool]:
    return func.coalesce(Complaint.instance_id, "").not_in(recused)


def _cases(
    session: Session,
    unit: Unit,
    conditions: Sequence[ColumnElement[bool]],
    *,
    now: datetime,
    behind: Place | None,
    limit: int,
) -> list[CaseLine]:
    query = (
        _lines(Complaint.limit_at, Complaint.limit_is_law)
        .outerjoin(
            _HOLDING,
            and_(_HOLDING.instance_id == Complaint.instance_id, _HOLDING.to_at.is_(None)),
        )
        .outerjoin(Officer, Officer.id == _HOLDING.officer_id)
        .where(NOT_CLOSED, NUMBERED, at_or_below(Complaint, unit), *conditions)
        .order_by(Complaint.limit_at, Complaint.id)
        .limit(limit)
    )
    if behind is not None:
        query = query.where(
            or_(
                Complaint.limit_at > behind.limit_at,
                and_(Complaint.limit_at == behind.limit_at, Complaint.id > behind.complaint_id),
            )
        )
    return _as_lines(session, query, now=now)


def _lines(limit_at: Any, limit_is_law: Any) -> Select[Any]:
    """What a line says, with the limit of these columns."""
    return select(
        Complaint.id,
        Complaint.number,
        limit_at.label("limit_at"),
        limit_is_law.label("limit_is_law"),
        Unit.full_name,
        Unit.full_name_hi,
        _HOLDING.role,
        _HOLDING.instance_id,
        Officer.name.label("officer"),
        Officer.name_hi.label("officer_hi"),
    ).join_from(Complaint, Unit, Unit.id == Complaint.unit_id)


def _since(session: Session, instance_ids: Collection[str | None]) -> dict[str, datetime]:
    """When who has each case got it: her steps since the last one of another hand are one stay.

    Asked of the few cases of a list, and not in its query, which would look at all of a state's.
    """
    left_another = (
        select(func.max(_ELSEWHERE.to_at))
        .where(_ELSEWHERE.instance_id == _HOLDING.instance_id, not_(_is_same_hand(_ELSEWHERE)))
        .where(_ELSEWHERE.to_at > _ELSEWHERE.from_at)
        .correlate(_HOLDING)
        .scalar_subquery()
    )
    query = (
        select(_HOLDING.instance_id, func.min(_BEFORE.from_at))
        .join(_BEFORE, and_(_BEFORE.instance_id == _HOLDING.instance_id, _is_same_hand(_BEFORE)))
        .where(_HOLDING.instance_id.in_(instance_ids), _HOLDING.to_at.is_(None))
        .where(or_(left_another.is_(None), _BEFORE.from_at >= left_another))
        .group_by(_HOLDING.instance_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _is_same_hand(stay: Any) -> ColumnElement[bool]:
    """Whether a stay was with the post and the officer who have the case now."""
    return and_(
        stay.role == _HOLDING.role,
        stay.unit_id.is_not_distinct_from(_HOLDING.unit_id),
        stay.post_id.is_not_distinct_from(_HOLDING.post_id),
        stay.officer_id.is_not_distinct_from(_HOLDING.officer_id),
    )


def _as_lines(session: Session, query: Select[Any], *, now: datetime) -> list[CaseLine]:
    rows = session.execute(query).all()
    since = _since(session, {row.instance_id for row in rows})
    return [
        CaseLine(
            complaint_id=row.id,
            number=numbers.written(row.number),
            unit_name=row.full_name,
            unit_name_hi=row.full_name_hi,
            limit_at=row.limit_at,
            limit_is_law=row.limit_is_law,
            days=(now - row.limit_at).days,
            with_role=row.role,
            with_officer=row.officer,
            with_officer_hi=row.officer_hi,
            since=since.get(row.instance_id),
        )
        for row in rows
    ]
