"""The fleet: patrol units are registered, moved, stood down and retired, and the audit keeps it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import Actor
from models import EmergencyResponse, Level, Officer, PatrolUnit, Post, Posting, Unit, UserTask
from models.locks import lock_name
from models.types import new_id
from processes.complaint.contact import normal_number
from processes.emergency.exceptions import (
    CallSignMissing,
    CallSignTaken,
    PatrolUnitHeld,
    PatrolUnitRetired,
    PatrolUnitUnderWay,
    PhoneNotValid,
    StationMissing,
)
from processes.emergency.place import Place
from processes.emergency.units import ROLE, report_position
from processes.exceptions import NotVisible
from processes.posts.open_tasks import IS_OPEN
from processes.posts.postings import held_at, holders
from processes.posts.units import units_below, within

#: The chain of the audit in which all of this stands.
CHAIN = "patrol_units"
LONGEST_CALL_SIGN = 40


@dataclass(frozen=True)
class Vehicle:
    """A patrol unit as the list shows it: where it belongs, who sits in it, whether it is out."""

    unit: PatrolUnit
    station: Unit
    crew: tuple[Officer, ...]
    is_under_way: bool


def fleet(session: Session, above: Unit, now: datetime) -> list[Vehicle]:
    """The patrol units of the stations within `above` that have not retired."""
    crews: dict[str, list[Officer]] = {}
    for post_id, officer in session.execute(
        select(Posting.post_id, Officer)
        .join(Officer, Officer.id == Posting.officer_id)
        .join(PatrolUnit, PatrolUnit.post_id == Posting.post_id)
        .join(Unit, Unit.id == PatrolUnit.station_id)
        .where(within(above), held_at(now))
        .order_by(Posting.is_acting, Posting.from_at, Posting.id)
    ):
        crews.setdefault(post_id, []).append(officer)
    rows = session.execute(
        select(PatrolUnit, Unit, _IS_BOUND)
        .join(Unit, Unit.id == PatrolUnit.station_id)
        .where(within(above), PatrolUnit.retired_at.is_(None))
        .order_by(Unit.name, Unit.id, PatrolUnit.call_sign, PatrolUnit.id)
    )
    return [
        Vehicle(unit, station, tuple(crews.get(unit.post_id, ())), is_bound)
        for unit, station, is_bound in rows
    ]


def stations_of(session: Session, above: Unit) -> list[Unit]:
    """The stations within `above`, at which a unit can be based."""
    return units_below(session, above, Level.STATION)


def unit_within(session: Session, above: Unit, unit_id: str) -> PatrolUnit:
    """A patrol unit of a station within `above`.

    :raises NotVisible: there is none
    """
    found = session.scalars(
        select(PatrolUnit)
        .join(Unit, Unit.id == PatrolUnit.station_id)
        .where(within(above), PatrolUnit.id == unit_id)
    ).one_or_none()
    if found is None:
        raise NotVisible
    return found


def unit_called(session: Session, call_sign: str) -> PatrolUnit:
    """The one patrol unit of this call sign that has not retired.

    :raises NotVisible: there is none, or one in each of several States
    """
    found = session.scalars(
        select(PatrolUnit)
        .where(PatrolUnit.call_sign == call_sign.strip(), PatrolUnit.retired_at.is_(None))
        .limit(2)
    ).all()
    if len(found) != 1:
        raise NotVisible
    return found[0]


def register(
    session: Session,
    *,
    station: Unit,
    call_sign: str,
    phone: str,
    has_woman: bool,
    place: Place | None,
    by: Actor,
    now: datetime,
) -> PatrolUnit:
    """A new unit with a post of its own, based at a station.

    It is asked once an officer holds the post: else nobody would see the call.

    :raises StationMissing: the unit is none at which vehicles are based
    :raises CallSignMissing: it needs a name on the radio
    :raises CallSignTaken: another unit of the State has it
    :raises PhoneNotValid: the number is none that can be called
    """
    if station.level is not Level.STATION:
        raise StationMissing
    call_sign, number = " ".join(call_sign.split()), _number(phone)
    if not 1 <= len(call_sign) <= LONGEST_CALL_SIGN:
        raise CallSignMissing
    lock_name(session, f"patrol_units:{station.state_id}")
    if _is_taken(session, station, call_sign):
        raise CallSignTaken
    post = Post(id=new_id(), unit_id=station.id, role=ROLE, seat=_free_seat(session, station))
    session.add(post)
    session.flush()
    unit = PatrolUnit(
        id=new_id(),
        post_id=post.id,
        station_id=station.id,
        call_sign=call_sign,
        phone=number,
        has_woman=has_woman,
        is_on_duty=True,
    )
    if place is not None:
        report_position(session, unit, place, now=now)
    session.add(unit)
    session.flush()
    audit.record(session, CHAIN, "registered", by, now, unit=unit.id, station=station.id)
    return unit


def change(
    session: Session, unit: PatrolUnit, *, phone: str, has_woman: bool, by: Actor, now: datetime
) -> None:
    """Change the telephone, and whether a woman is in the crew.

    :raises PhoneNotValid: the number is none that can be called
    :raises PatrolUnitRetired: it has retired
    """
    _see_it_serves(unit)
    unit.phone, unit.has_woman = _number(phone), has_woman
    session.flush()
    audit.record(session, CHAIN, "changed", by, now, unit=unit.id, has_woman=has_woman)


def move(session: Session, unit: PatrolUnit, *, station: Unit, by: Actor, now: datetime) -> None:
    """Base the unit at another station; its crew goes with it.

    :raises StationMissing: the unit is none at which vehicles are based
    :raises PatrolUnitUnderWay: it is asked, on its way, or has not said yet what it found
    :raises PatrolUnitRetired: it has retired
    """
    _see_it_serves(unit)
    if station.level is not Level.STATION:
        raise StationMissing
    if station.id == unit.station_id:
        return
    _see_it_is_free(session, unit)
    lock_name(session, f"patrol_units:{station.state_id}")
    post = session.get_one(Post, unit.post_id)
    was_at = unit.station_id
    post.seat, post.unit_id = _free_seat(session, station), station.id
    unit.station_id = station.id
    session.flush()
    audit.record(session, CHAIN, "moved", by, now, unit=unit.id, was_at=was_at, now_at=station.id)


def stand_down(session: Session, unit: PatrolUnit, *, by: Actor, now: datetime) -> None:
    """Let the unit be asked no more until it is on duty again; a call it has, it keeps.

    :raises PatrolUnitRetired: it has retired
    """
    _see_it_serves(unit)
    unit.is_on_duty = False
    session.flush()
    audit.record(session, CHAIN, "stood_down", by, now, unit=unit.id)


def stand_to(session: Session, unit: PatrolUnit, *, by: Actor, now: datetime) -> None:
    """Let the unit be asked again.

    :raises PatrolUnitRetired: it has retired
    """
    _see_it_serves(unit)
    unit.is_on_duty = True
    session.flush()
    audit.record(session, CHAIN, "stood_to", by, now, unit=unit.id)


def retire(session: Session, unit: PatrolUnit, *, by: Actor, now: datetime) -> None:
    """Take the unit out for good; it stays written down for what it did.

    :raises PatrolUnitUnderWay: it is asked, on its way, or has not said yet what it found
    :raises PatrolUnitHeld: somebody holds its post, and would be left with nothing
    :raises PatrolUnitRetired: it has retired
    """
    _see_it_serves(unit)
    _see_it_is_free(session, unit)
    if holders(session, unit.post_id, now):
        raise PatrolUnitHeld
    unit.is_on_duty, unit.retired_at = False, now
    session.flush()
    audit.record(session, CHAIN, "retired", by, now, unit=unit.id)


_IS_BOUND = exists().where(
    EmergencyResponse.patrol_unit_id == PatrolUnit.id, EmergencyResponse.ended_at.is_(None)
)


def _see_it_serves(unit: PatrolUnit) -> None:
    if unit.retired_at is not None:
        raise PatrolUnitRetired


def _see_it_is_free(session: Session, unit: PatrolUnit) -> None:
    """Its post's open tasks would go with it to another station, or be left to nobody."""
    is_bound = select(_IS_BOUND).where(PatrolUnit.id == unit.id)
    waits = select(exists().where(IS_OPEN, UserTask.post_id == unit.post_id))
    if session.scalar(is_bound) or session.scalar(waits):
        raise PatrolUnitUnderWay


def _is_taken(session: Session, station: Unit, call_sign: str) -> bool:
    return bool(
        session.scalar(
            select(func.count())
            .select_from(PatrolUnit)
            .join(Unit, Unit.id == PatrolUnit.station_id)
            .where(
                PatrolUnit.call_sign == call_sign,
                PatrolUnit.retired_at.is_(None),
                Unit.state_id == station.state_id,
            )
        )
    )


def _free_seat(session: Session, station: Unit) -> int:
    last = session.scalar(
        select(func.max(Post.seat)).where(Post.unit_id == station.id, Post.role == ROLE)
    )
    return (last or 0) + 1


def _number(phone: str) -> str | None:
    """The number as it is kept; None where none was given.

    :raises PhoneNotValid: it is none that can be called
    """
    if not phone.strip():
        return None
    number = normal_number(phone)
    if number is None:
        raise PhoneNotValid
    return number
