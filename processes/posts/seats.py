"""Seats: to which unit and post a task goes, and with whom it lies there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session, aliased

from engine.registry import AssignRequest, Seat
from models import Level, Post, Posting, Unit
from processes.posts.postings import held_at
from processes.posts.units import ancestor_column


def assign(session: Session, request: AssignRequest) -> Seat:
    """The seat of a task: the lane's role at the lane's level above the case's unit.

    A seat that is asked for counts only if it is one of that role there; else any seat of the
    role may take the task. A role without any post keeps the task all the same: it waits as
    vacant, where the unit above sees it. A case above the lane's level keeps its own unit.
    """
    if request.level is None or request.unit_id is None:
        return Seat(role=request.role)
    rows = session.execute(_owners(request)).all()
    if not rows:
        return Seat.at(request.role, session.get(Unit, request.unit_id))
    asked = request.post_id if request.post_id in {row.post_id for row in rows} else None
    post_id = asked or _only(rows, "post_id")
    return Seat(
        role=request.role,
        unit_id=rows[0].id,
        post_id=asked,
        station_id=rows[0].station_id,
        circle_id=rows[0].circle_id,
        district_id=rows[0].district_id,
        state_id=rows[0].state_id,
        ledger_post_id=post_id,
        officer_id=_only([row for row in rows if row.post_id == post_id], "officer_id"),
    )


def seats(session: Session, unit_id: str, role: str) -> list[Post]:
    """The seats of a role at a unit, in their order."""
    return list(
        session.scalars(
            select(Post).where(Post.unit_id == unit_id, Post.role == role).order_by(Post.seat)
        )
    )


def _owners(request: AssignRequest) -> Select[*tuple[Any, ...]]:
    """The unit that owns the task, its seats of the role and their holders, in one question."""
    case_unit, owner = aliased(Unit), aliased(Unit)
    at_level: ColumnElement[bool] = owner.level == Level.NATIONAL
    if request.level is not None and request.level is not Level.NATIONAL:
        at_level = owner.id == getattr(case_unit, ancestor_column(request.level))
    return (
        select(
            owner.id,
            owner.station_id,
            owner.circle_id,
            owner.district_id,
            owner.state_id,
            Post.id.label("post_id"),
            Posting.officer_id,
        )
        .select_from(case_unit)
        .join(owner, at_level)
        .outerjoin(Post, and_(Post.unit_id == owner.id, Post.role == request.role))
        .outerjoin(Posting, and_(Posting.post_id == Post.id, held_at(request.now)))
        .where(case_unit.id == request.unit_id)
    )


def _only(rows: Sequence[Row[Any]], column: str) -> str | None:
    """The one value of a column, if there is exactly one."""
    values = {getattr(row, column) for row in rows} - {None}
    return values.pop() if len(values) == 1 else None
