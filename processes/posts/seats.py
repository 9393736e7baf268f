"""Seats: to which unit and post a task goes, and with whom it lies there."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from engine.prepared import Prepared
from engine.registry import AssignRequest, Seat
from models import Level, PatrolUnit, Post, Posting, Unit
from models.types import UtcDateTime
from processes.posts.passing_over import instead_of
from processes.posts.postings import is_held, sole_holder
from processes.posts.units import ancestor_column

STATE_NODAL = "state_nodal"
HOUSE_OFFICER = "sho"
#: Posts that take a case over in a handover, where the officer who should does not.
TAKES_OVER = frozenset({HOUSE_OFFICER, "superintendent"})


def assign(session: Session, request: AssignRequest) -> Seat:
    """The seat of a task: the lane's role at the lane's level above the case's unit.

    A seat that is asked for counts only if it is one of that role there, at a unit below, or in a
    station's lane at another unit of the district; else any seat of the role may take the task. A
    role without any post keeps the task all the same: it waits as vacant, where the unit above
    sees it. A case above the lane's level keeps its own unit; nobody is above the State, so there
    the State nodal officer does what falls to a role that has no post. Where nobody holds the post,
    the first that is held of `or_else` has the task instead; where only officers hold it who are
    kept from the run, that or the first post above does which somebody else holds.
    """
    seat = _own_seat(session, request)
    instead = instead_of(session, request, seat)
    return seat if instead is None else _own_seat(session, instead)


def _own_seat(session: Session, request: AssignRequest) -> Seat:
    if request.level is None or request.unit_id is None:
        return Seat(role=request.role)
    if request.or_else:
        request = _to_who_is_there(session, request, request.level)
    below = _asked_below(session, request)
    if below is not None:
        return below
    still = _held_still(session, request)
    rows = [
        _Owner(*row)
        for row in _owners(request.level).all(
            session.connection(),
            {**_asked(request), "at_moment": request.now},
        )
    ]
    if request.post_id not in {None, *(row.post_id for row in rows)}:
        beside = _asked_beside(session, request)
        if beside is not None:
            return beside
    if not rows:
        return _above_the_lane(session, request)
    asked = request.post_id if request.post_id in {row.post_id for row in rows} else None
    post_id = asked or _only([row.post_id for row in rows])
    return Seat(
        role=request.role,
        unit_id=rows[0].unit_id,
        post_id=asked,
        station_id=rows[0].station_id,
        circle_id=rows[0].circle_id,
        district_id=rows[0].district_id,
        state_id=rows[0].state_id,
        ledger_post_id=post_id,
        officer_id=_only([row.officer_id for row in rows if row.post_id == post_id])
        if still is None or post_id in still
        else None,
    )


def _to_who_is_there(session: Session, request: AssignRequest, lane: Level) -> AssignRequest:
    """The same request to the first post of its lane that somebody holds; to its own if none is."""
    unit = session.get_one(Unit, request.unit_id)
    for role, level in ((request.role, lane), *request.or_else):
        # a case above the level keeps its own unit
        above = unit.level if unit.level < level else level
        owner = getattr(unit, ancestor_column(above)) if above is not Level.NATIONAL else None
        if owner is not None and is_held(session, owner, role, request.now):
            return replace(request, role=role, level=level)
    return request


def _above_the_lane(session: Session, request: AssignRequest) -> Seat:
    unit = session.get_one(Unit, request.unit_id)
    if unit.level is Level.STATE and not seats(session, unit.id, request.role):
        return Seat.at(STATE_NODAL, unit)
    return Seat.at(request.role, unit)


def _asked_below(session: Session, request: AssignRequest) -> Seat | None:
    """The seat asked for, where it is one of the role at a unit below the lane's level.

    So a station receives what another one sends: its lane stands at the level above both.
    """
    if request.post_id is None or request.level is None or request.level is Level.STATION:
        return None
    post = session.get(Post, request.post_id)
    if post is None or post.role != request.role:
        return None
    unit = session.get_one(Unit, post.unit_id)
    if unit.level <= request.level:
        return None
    if request.level is not Level.NATIONAL:
        column = ancestor_column(request.level)
        case_unit = session.get_one(Unit, request.unit_id)
        if getattr(unit, column) != getattr(case_unit, column):
            return None
    return _seat_at(session, request, post, unit)


def _asked_beside(session: Session, request: AssignRequest) -> Seat | None:
    """The seat asked for in a station's lane, where it is at another unit of the same district.

    So an officer investigates for a station at which nobody may; and so does whoever has charge of
    a station, or of the district, where a case fell to her in a handover.
    """
    if request.post_id is None or request.level is not Level.STATION:
        return None
    post = session.get(Post, request.post_id)
    if post is None or post.role not in {request.role, *TAKES_OVER}:
        return None
    unit = session.get_one(Unit, post.unit_id)
    case_unit = session.get_one(Unit, request.unit_id)
    if unit.district_id is None or unit.district_id != case_unit.district_id:
        return None
    return _seat_at(session, request, post, unit)


def _seat_at(session: Session, request: AssignRequest, post: Post, unit: Unit) -> Seat:
    holder = sole_holder(session, post.id, request.now)
    return Seat.at(request.role, unit, post_id=post.id, officer_id=holder)


def _held_still(session: Session, request: AssignRequest) -> set[str] | None:
    """Keep transfers from the seats of the role until this step is written; which seats it keeps.

    None where a writer is alone anyway. A seat whose holder is changing at this moment is not
    waited for, as its transfer may wait for this case: then the ledger names no officer, rather
    than one who leaves, and the look at her ended posting fills in who comes.
    """
    if request.level is None or session.get_bind().dialect.name != "postgresql":
        return None
    return set(session.scalars(_seats_kept(request.level), _asked(request)))


def seats(session: Session, unit_id: str, role: str) -> list[Post]:
    """The seats of a role at a unit, in their order."""
    return list(
        session.scalars(
            select(Post).where(Post.unit_id == unit_id, Post.role == role).order_by(Post.seat)
        )
    )


def in_use() -> ColumnElement[bool]:
    """The condition that a post is to be filled: that of a vehicle that retired is not."""
    return ~exists().where(PatrolUnit.post_id == Post.id, PatrolUnit.retired_at.is_not(None))


class _Owner(NamedTuple):
    """A unit that owns a task, one of its seats of the role, and one of its holders."""

    unit_id: str
    station_id: str | None
    circle_id: str | None
    district_id: str | None
    state_id: str | None
    post_id: str | None
    officer_id: str | None


@cache
def _owners(level: Level) -> Prepared:
    """The unit that owns the task, its seats of the role and their holders, in one question.

    Asked for every task that opens, so it is prepared.
    """
    case_unit, owner = aliased(Unit), aliased(Unit)
    at_level = _at_level(level, owner, case_unit)
    now = bindparam("at_moment", type_=UtcDateTime)
    held = and_(Posting.from_at <= now, or_(Posting.to_at.is_(None), Posting.to_at > now))
    return Prepared(
        select(
            owner.id,
            owner.station_id,
            owner.circle_id,
            owner.district_id,
            owner.state_id,
            Post.id,
            Posting.officer_id,
        )
        .select_from(case_unit)
        .join(owner, at_level)
        .outerjoin(Post, and_(Post.unit_id == owner.id, Post.role == bindparam("of_role")))
        .outerjoin(Posting, and_(Posting.post_id == Post.id, held))
        .where(case_unit.id == bindparam("of_unit"))
    )


@cache
def _seats_kept(level: Level) -> Select[str]:
    case_unit, owner = aliased(Unit), aliased(Unit)
    return (
        select(Post.id)
        .join(owner, Post.unit_id == owner.id)
        .join(case_unit, _at_level(level, owner, case_unit))
        .where(case_unit.id == bindparam("of_unit"), Post.role == bindparam("of_role"))
        .order_by(Post.id)
        .with_for_update(read=True, of=Post, skip_locked=True)
    )


def _at_level(level: Level, owner: type[Unit], case_unit: type[Unit]) -> ColumnElement[bool]:
    """The condition that `owner` is the unit of that level above the case's."""
    at_level: ColumnElement[bool] = owner.level == Level.NATIONAL
    if level is not Level.NATIONAL:
        at_level = owner.id == getattr(case_unit, ancestor_column(level))
    return at_level


def _asked(request: AssignRequest) -> dict[str, str | None]:
    return {"of_unit": request.unit_id, "of_role": request.role}


def _only(values: Iterable[str | None]) -> str | None:
    """The one value, if there is exactly one."""
    found = set(values) - {None}
    return found.pop() if len(found) == 1 else None
