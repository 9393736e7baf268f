"""Command: what is late, what will be, where, with whom, for a unit and everything below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from models import Complaint, CustodyInterval, Escalation, Level, Officer, Unit, UserTask
from processes.complaint import numbers
from processes.posts.open_tasks import IS_OPEN
from processes.posts.units import ancestor_column, children

PAGE = 50
#: Literal, as in the partial indexes.
NOT_CLOSED: ColumnElement[bool] = literal_column("complaint.closed_at").is_(literal_column("NULL"))
CLOSED: ColumnElement[bool] = literal_column("complaint.closed_at").is_not(literal_column("NULL"))
#: Only these are a station's business; the desk still has to reach the others.
NUMBERED: ColumnElement[bool] = Complaint.numbered_at.is_not(None)

UNACKNOWLEDGED: ColumnElement[bool] = literal_column("escalation.acknowledged_at").is_(
    literal_column("NULL")
)

_AGES = (30, 45, 60)


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


@dataclass(frozen=True)
class UnitFigures:
    """How a unit stands with its open cases, and how it did with the closed ones."""

    unit: Unit
    open: int = 0
    late: int = 0
    due_in_15_days: int = 0
    up_to_30_days: int = 0
    up_to_45_days: int = 0
    up_to_60_days: int = 0
    over_60_days: int = 0
    closed: int = 0
    closed_in_time: int = 0
    overdue_tasks: int = 0

    @property
    def in_time_percent(self) -> float | None:
        """Of those that were closed or are late, how many were closed in time."""
        judged = self.closed + self.late
        return round(100 * self.closed_in_time / judged, 1) if judged else None


@dataclass(frozen=True)
class EscalationLine:
    """One escalation in a supervisor's list."""

    escalation: Escalation
    complaint_id: str | None
    number: str | None
    unit_name: str | None
    unit_name_hi: str | None


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


def figures_below(session: Session, unit: Unit, *, now: datetime) -> list[UnitFigures]:
    """The figures of each unit directly under this one; of a station itself."""
    parts = children(session, unit) or [unit]
    return _figures(session, parts, now=now)


def figures_of(session: Session, unit: Unit, *, now: datetime) -> UnitFigures:
    """The figures of one unit with everything below it."""
    return _figures(session, [unit], now=now)[0]


def national_figures(session: Session, *, now: datetime) -> list[UnitFigures]:
    """The figures of every state, and nothing but figures."""
    states = session.scalars(
        select(Unit).where(Unit.level == Level.STATE).order_by(Unit.name, Unit.id)
    ).all()
    return _figures(session, states, now=now)


def escalations(
    session: Session, unit: Unit, *, open_only: bool = True, limit: int = PAGE
) -> list[EscalationLine]:
    """What was brought before this unit and those below it, the loudest and newest first."""
    at = aliased(Unit)
    query = (
        select(Escalation, Complaint, at)
        .outerjoin(Complaint, Complaint.instance_id == Escalation.instance_id)
        .outerjoin(at, at.id == Complaint.unit_id)
        .where(_escalated_within(unit))
        .order_by(Escalation.severity.desc(), Escalation.raised_at.desc(), Escalation.id.desc())
        .limit(limit)
    )
    if open_only:
        query = query.where(UNACKNOWLEDGED)
    return [
        EscalationLine(
            escalation=escalation,
            complaint_id=complaint.id if complaint else None,
            number=numbers.written(complaint.number)
            if complaint and complaint.numbered_at
            else None,
            unit_name=where.name if where else None,
            unit_name_hi=where.name_hi if where else None,
        )
        for escalation, complaint, where in session.execute(query)
    ]


def escalations_for_post(
    session: Session, *, role: str, unit_id: str, limit: int = PAGE
) -> list[EscalationLine]:
    """What was brought before one role at one unit and waits to be acknowledged."""
    rows = session.execute(
        select(Escalation, Complaint)
        .outerjoin(Complaint, Complaint.instance_id == Escalation.instance_id)
        .where(
            Escalation.unit_id == unit_id,
            Escalation.role == role,
            UNACKNOWLEDGED,
        )
        .order_by(Escalation.severity.desc(), Escalation.raised_at.desc(), Escalation.id.desc())
        .limit(limit)
    )
    return [
        EscalationLine(
            escalation,
            complaint.id if complaint else None,
            numbers.written(complaint.number) if complaint and complaint.numbered_at else None,
            None,
            None,
        )
        for escalation, complaint in rows
    ]


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
        .where(NOT_CLOSED, NUMBERED, _within(Complaint, unit), *conditions)
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


def _figures(session: Session, units: Sequence[Unit], *, now: datetime) -> list[UnitFigures]:
    if not units:
        return []
    column = ancestor_column(units[0].level)
    ids = [unit.id for unit in units]
    running = _by_unit(session, column, ids, _open_figures(now), Complaint, [NOT_CLOSED, NUMBERED])
    ended = _by_unit(session, column, ids, _closed_figures(), Complaint, [CLOSED])
    overdue = _by_unit(
        session, column, ids, {"overdue_tasks": func.count()}, UserTask,
        [IS_OPEN, UserTask.due_at < now],
    )  # fmt: skip
    return [
        UnitFigures(
            unit=unit,
            **running.get(unit.id, {}),
            **ended.get(unit.id, {}),
            **overdue.get(unit.id, {}),
        )
        for unit in units
    ]


def _open_figures(now: datetime) -> dict[str, ColumnElement[Any]]:
    began = [now - timedelta(days=days) for days in _AGES]
    age, limit = Complaint.numbered_at, Complaint.limit_at
    return {
        "open": func.count(),
        "late": _sum(limit < now),
        "due_in_15_days": _sum(limit.between(now, now + timedelta(days=15))),
        "up_to_30_days": _sum(age > began[0]),
        "up_to_45_days": _sum((age <= began[0]) & (age > began[1])),
        "up_to_60_days": _sum((age <= began[1]) & (age > began[2])),
        "over_60_days": _sum(age <= began[2]),
    }


def _closed_figures() -> dict[str, ColumnElement[Any]]:
    return {
        "closed": func.count(),
        "closed_in_time": _sum(Complaint.closed_at <= Complaint.limit_at),
    }


def _by_unit(
    session: Session,
    column: str,
    ids: Sequence[str],
    figures: dict[str, ColumnElement[Any]],
    table: Any,
    conditions: Sequence[ColumnElement[bool]],
) -> dict[str, dict[str, int]]:
    at = getattr(table, column)
    rows = session.execute(
        select(at, *figures.values()).where(at.in_(ids), *conditions).group_by(at)
    )
    return {
        row[0]: {name: int(value or 0) for name, value in zip(figures, row[1:], strict=True)}
        for row in rows
    }


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _within(table: Any, unit: Unit) -> ColumnElement[bool]:
    """The condition that a row lies at a unit or below; cases of the nation are nobody's to see."""
    condition: ColumnElement[bool] = getattr(table, ancestor_column(unit.level)) == unit.id
    return condition


def _escalated_within(unit: Unit) -> ColumnElement[bool]:
    """Brought before this unit or one below it; what went higher is not theirs to see.

    Escalation rows know no station: one of a station stands at the station itself.
    """
    if unit.level is Level.STATION:
        return Escalation.unit_id == unit.id
    return and_(_within(Escalation, unit), Escalation.level >= unit.level)
