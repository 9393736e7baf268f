"""Command: the cases that are late or will be, where and with whom, at a unit and below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from models import Complaint, CustodyInterval, Officer, Unit
from processes.complaint import numbers
from processes.complaint.figures import NOT_CLOSED, NUMBERED
from processes.posts.units import at_or_below

PAGE = 50


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
    since: datetime | None


def late_cases(
    session: Session,
    unit: Unit,
    *,
    now: datetime,
    behind: Place | None = None,
    limit: int = PAGE,
) -> list[CaseLine]:
    """Open cases whose two months are over, the longest first. `behind` begins the next page."""
    return _cases(session, unit, [Complaint.limit_at < now], now=now, behind=behind, limit=limit)


def cases_due(
    session: Session,
    unit: Unit,
    *,
    now: datetime,
    within: timedelta,
    behind: Place | None = None,
    limit: int = PAGE,
) -> list[CaseLine]:
    """Open cases whose two months end within this time, the soonest first."""
    ends = [Complaint.limit_at >= now, Complaint.limit_at < now + within]
    return _cases(session, unit, ends, now=now, behind=behind, limit=limit)


def _cases(
    session: Session,
    unit: Unit,
    conditions: Sequence[ColumnElement[bool]],
    *,
    now: datetime,
    behind: Place | None,
    limit: int,
) -> list[CaseLine]:
    holding = aliased(CustodyInterval)
    query = (
        select(
            Complaint.id,
            Complaint.number,
            Complaint.limit_at,
            Complaint.limit_is_law,
            Unit.name,
            Unit.name_hi,
            holding.role,
            holding.from_at,
            Officer.name.label("officer"),
            Officer.name_hi.label("officer_hi"),
        )
        .join(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(
            holding,
            and_(holding.instance_id == Complaint.instance_id, holding.to_at.is_(None)),
        )
        .outerjoin(Officer, Officer.id == holding.officer_id)
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
    return [
        CaseLine(
            complaint_id=row.id,
            number=numbers.written(row.number),
            unit_name=row.name,
            unit_name_hi=row.name_hi,
            limit_at=row.limit_at,
            limit_is_law=row.limit_is_law,
            days=(now - row.limit_at).days,
            with_role=row.role,
            with_officer=row.officer,
            with_officer_hi=row.officer_hi,
            since=row.from_at,
        )
        for row in session.execute(query)
    ]
