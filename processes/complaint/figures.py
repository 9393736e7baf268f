"""Figures: how many cases a unit has, how old they are, and how many were closed in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select
from sqlalchemy.orm import Session

from models import Complaint, Level, Unit, UserTask
from processes.posts.open_tasks import IS_OPEN
from processes.posts.units import above, ancestor_column, children

#: Literal, as in the partial indexes.
NOT_CLOSED: ColumnElement[bool] = literal_column("complaint.closed_at").is_(literal_column("NULL"))
CLOSED: ColumnElement[bool] = literal_column("complaint.closed_at").is_not(literal_column("NULL"))
#: Only these are a station's business; the desk still has to reach the others.
NUMBERED: ColumnElement[bool] = Complaint.numbered_at.is_not(None)

_AGES = (30, 45, 60)


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


def _figures(session: Session, units: Sequence[Unit], *, now: datetime) -> list[UnitFigures]:
    if not units:
        return []
    column = ancestor_column(units[0].level)
    ids = [unit.id for unit in units]
    running = _by_unit(session, column, ids, _open_figures(now), Complaint, [NOT_CLOSED, NUMBERED])
    ended = _by_unit(session, column, ids, _closed_figures(), Complaint, [CLOSED])
    overdue = _by_unit(
        session, column, ids, {"overdue_tasks": func.count()}, UserTask,
        [IS_OPEN, UserTask.due_at < now, *above(units[0], UserTask)],
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
