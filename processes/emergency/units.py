"""Patrol units: which can be sent, the nearest first, and where each was last."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from models import EmergencyAlert, EmergencyResponse, PatrolUnit, Posting, Unit
from processes.emergency.place import Place, distance_m, frame_around
from processes.posts.postings import held_at

ROLE = "patrol_unit"
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
    """The units on duty, free ones first and then the nearest.

    Rings grow until `enough` of them are free and one of those has a woman. Without a place they
    are those of the alert's own station, then of its district. A drill asks its own station's
    units alone. A unit whose post nobody holds is not asked: nobody would see it.
    """
    able = _able(now).where(PatrolUnit.id.not_in(leaving_out))
    if place is None or alert.is_drill:
        return _of_its_station(session, alert, able)
    found: list[tuple[bool, int, Any]] = []
    for metres in RINGS_M:
        frame = frame_around(place, metres)
        around = able.where(
            PatrolUnit.latitude.between(frame.south, frame.north),
            PatrolUnit.longitude.between(frame.west, frame.east),
        )
        distances = [
            (row.is_bound, round(distance_m(place, Place(row.latitude, row.longitude))), row)
            for row in session.execute(around)
        ]
        found = [each for each in distances if each[1] <= metres]
        free = [row for is_bound, _, row in found if not is_bound]
        if len(free) >= enough and any(row.has_woman for row in free):
            break
    found.sort(key=lambda each: (each[0], each[1], each[2].id))
    return [
        Candidate(row.id, row.post_id, row.station_id, row.has_woman, metres)
        for _, metres, row in found
    ]


def report_position(session: Session, unit: PatrolUnit, place: Place, *, now: datetime) -> None:
    """Note where a unit is; a place outside India is not believed."""
    if place.is_in_india:
        unit.latitude, unit.longitude, unit.seen_at = place.latitude, place.longitude, now


def how_far(unit: PatrolUnit, place: Place | None) -> int | None:
    """Metres from where a unit was last; None if one of the two places is not known."""
    if place is None or unit.latitude is None or unit.longitude is None:
        return None
    return round(distance_m(place, Place(unit.latitude, unit.longitude)))


def units_of_posts(session: Session, post_ids: Collection[str]) -> list[PatrolUnit]:
    """The patrol units whose posts these are."""
    return list(
        session.scalars(
            select(PatrolUnit)
            .where(PatrolUnit.post_id.in_(post_ids))
            .order_by(PatrolUnit.call_sign, PatrolUnit.id)
        )
    )


def _of_its_station(
    session: Session, alert: EmergencyAlert, able: Select[*tuple[Any, ...]]
) -> list[Candidate]:
    rows = session.execute(
        able.add_columns(PatrolUnit.call_sign)
        .join(Unit, Unit.id == PatrolUnit.station_id)
        .where(
            Unit.id == alert.station_id if alert.is_drill else Unit.district_id == alert.district_id
        )
    ).all()
    ranked = sorted(
        rows,
        key=lambda row: (row.is_bound, row.station_id != alert.station_id, row.call_sign, row.id),
    )
    return [Candidate(row.id, row.post_id, row.station_id, row.has_woman, None) for row in ranked]


def _able(now: datetime) -> Select[*tuple[Any, ...]]:
    """Units on duty that somebody sits in: plain columns, for a city has thousands."""
    is_bound = exists().where(
        EmergencyResponse.patrol_unit_id == PatrolUnit.id, EmergencyResponse.ended_at.is_(None)
    )
    is_held = exists().where(Posting.post_id == PatrolUnit.post_id, held_at(now))
    return select(
        PatrolUnit.id,
        PatrolUnit.post_id,
        PatrolUnit.station_id,
        PatrolUnit.has_woman,
        PatrolUnit.latitude,
        PatrolUnit.longitude,
        is_bound.label("is_bound"),
    ).where(PatrolUnit.is_on_duty, is_held)
