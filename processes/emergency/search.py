"""The search for patrol units that can be sent to her, the nearest first."""

from collections.abc import Collection
from datetime import datetime
from math import cos, radians
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    bindparam,
    exists,
    or_,
    select,
    text,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import NULLTYPE

from engine.prepared import Prepared
from models import EmergencyAlert, EmergencyResponse, PatrolUnit, Posting, Unit
from models.types import UtcDateTime
from processes.emergency.place import Place, distance_m, frame_around

#: Units are looked for ever farther away until there are enough.
RINGS_M = (3_000, 10_000, 40_000, 160_000)


class Candidate(NamedTuple):
    """A unit that can be asked, and how far it is; None if nobody knows where she is."""

    unit_id: str
    post_id: str
    station_id: str
    has_woman: bool
    distance_m: int | None


def nearest(
    session: Session,
    alert: EmergencyAlert,
    place: Place | None,
    *,
    leaving_out: Collection[str] = (),
    enough: int = 1,
    now: datetime,
) -> list[Candidate]:
    """The units on duty, free ones first and then the nearest: `enough` of them, if there are.

    Rings grow until `enough` of them are free and one of those has a woman; where she is not
    among the nearest, she comes last. Without a place they are those of the alert's own station,
    then of its district. A drill asks its own station's free units alone, and binds none for a
    real call. A unit whose post nobody holds is not asked: nobody would see it.
    """
    most = enough + len(leaving_out)
    found: list[_Found] = []
    if place is None or alert.is_drill:
        found = _of_its_station(session, alert, leaving_out, most=most, now=now)
        return [each.candidate(None) for each in found]
    for metres in RINGS_M:
        found = _within(session, place, metres, leaving_out, most=most, now=now)
        free = [each for each in found if not each.is_bound]
        if len(free) >= enough and any(each.has_woman for each in free):
            break
    return [each.candidate(place) for each in found]


class _Found(NamedTuple):
    """A unit as it was found: the columns of the questions below."""

    id: str
    post_id: str
    station_id: str
    has_woman: bool
    latitude: float | None
    longitude: float | None
    is_bound: bool  # to a call that is no drill

    def candidate(self, place: Place | None) -> Candidate:
        metres = None
        if place is not None and self.latitude is not None and self.longitude is not None:
            metres = round(distance_m(place, Place(self.latitude, self.longitude)))
        return Candidate(self.id, self.post_id, self.station_id, self.has_woman, metres)


def _within(
    session: Session,
    place: Place,
    metres: int,
    leaving_out: Collection[str],
    *,
    most: int,
    now: datetime,
) -> list[_Found]:
    """The units within so many metres: free ones first, then the nearest, and one with a woman."""
    frame = frame_around(place, metres)
    asked = {
        "at_moment": now,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "south": frame.south,
        "north": frame.north,
        "west": frame.west,
        "east": frame.east,
        "narrowing": cos(radians(place.latitude)) ** 2,
        "reach": (frame.north - place.latitude) ** 2,
    }
    return _with_a_woman(session, _AROUND, asked, leaving_out, most)


def _of_its_station(
    session: Session,
    alert: EmergencyAlert,
    leaving_out: Collection[str],
    *,
    most: int,
    now: datetime,
) -> list[_Found]:
    asked = {"at_moment": now, "station": alert.station_id}
    if alert.is_drill:
        found = _with_a_woman(session, _OF_STATION, asked, leaving_out, most)
        return [each for each in found if not each.is_bound]
    asked["district"] = alert.district_id
    return _with_a_woman(session, _OF_DISTRICT, asked, leaving_out, most)


class _Question(NamedTuple):
    """The first units of an order, and the first of them with a woman."""

    first: Prepared
    first_with_a_woman: Prepared


def _with_a_woman(
    session: Session,
    question: _Question,
    asked: dict[str, Any],
    leaving_out: Collection[str],
    most: int,
) -> list[_Found]:
    def ask(prepared: Prepared, limit: int) -> list[_Found]:
        rows = prepared.all(session.connection(), asked | {"most": limit})
        return [each for row in rows if (each := _Found(*row)).id not in leaving_out]

    found = ask(question.first, most)
    if len(found) < most - len(leaving_out) or any(each.has_woman for each in found):
        return found
    return found + ask(question.first_with_a_woman, 1 + len(leaving_out))[:1]


def _able(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Units on duty that somebody sits in."""
    now = bindparam("at_moment", type_=UtcDateTime)
    is_held = exists().where(
        Posting.post_id == PatrolUnit.post_id,
        Posting.from_at <= now,
        or_(Posting.to_at.is_(None), Posting.to_at > now),
    )
    return select(
        PatrolUnit.id,
        PatrolUnit.post_id,
        PatrolUnit.station_id,
        PatrolUnit.has_woman,
        # as the driver reads them: SQLAlchemy would first have to ask PostgreSQL for their kind
        type_coerce(PatrolUnit.latitude, NULLTYPE),
        type_coerce(PatrolUnit.longitude, NULLTYPE),
        _IS_BOUND,
    ).where(_IS_ON_DUTY, *conditions, is_held)


def _question(able: Select[*tuple[Any, ...]], *order: SQLColumnExpression[Any]) -> _Question:
    most = bindparam("most", type_=Integer)
    of_a_woman = able.where(PatrolUnit.has_woman)
    return _Question(
        Prepared(able.order_by(_IS_BOUND, *order, PatrolUnit.id).limit(most)),
        Prepared(of_a_woman.order_by(_IS_BOUND, *order, PatrolUnit.id).limit(most)),
    )


# An alert asks these while others wait for the same tables, and a city has thousands of units: they
# are prepared once, and the database puts the units in order.
# in the words of the index of places: SQLite would not use it for `is_on_duty = 1`
_IS_ON_DUTY = text("patrol_unit.is_on_duty")
_IS_BOUND = exists().where(
    EmergencyResponse.patrol_unit_id == PatrolUnit.id,
    EmergencyResponse.ended_at.is_(None),
    EmergencyAlert.id == EmergencyResponse.alert_id,
    EmergencyAlert.is_drill.is_(False),
)
_UP = PatrolUnit.latitude - bindparam("latitude")
_ACROSS = PatrolUnit.longitude - bindparam("longitude")
#: How far away, as if the earth were flat: in squares of degrees of latitude.
_FAR = _UP * _UP + _ACROSS * _ACROSS * bindparam("narrowing")
_AROUND = _question(
    _able(
        PatrolUnit.latitude.between(bindparam("south"), bindparam("north")),
        PatrolUnit.longitude.between(bindparam("west"), bindparam("east")),
        bindparam("reach") >= _FAR,
    ),
    _FAR,
)
_OF_STATION = _question(_able(PatrolUnit.station_id == bindparam("station")), PatrolUnit.call_sign)
_AT_DISTRICT = select(Unit.id).where(Unit.district_id == bindparam("district"))
_OF_DISTRICT = _question(
    _able(PatrolUnit.station_id.in_(_AT_DISTRICT)),
    PatrolUnit.station_id != bindparam("station"),
    PatrolUnit.call_sign,
)
