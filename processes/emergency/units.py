"""Patrol units: which can be sent, the nearest first, and where each was last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from models import EmergencyAlert, EmergencyResponse, PatrolUnit, Posting, Unit
from processes.emergency.place import Place, distance_m, frame_around
from processes.posts.postings import held_at

ROLE = "patrol_unit"
#: Units are looked for ever farther away until there are enough.
RINGS_M = (10_000, 40_000, 160_000)


@dataclass(frozen=True)
class Candidate:
    """A unit that can be asked, and how far it is; None if nobody knows where she is."""

    unit: PatrolUnit
    distance_m: int | None
    is_bound: bool  # to another alert just now


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

    Without a place they are those of the alert's own station, then of its district. A drill asks
    its own station's units alone. A unit whose post nobody holds is not asked: nobody would see it.
    """
    if place is None or alert.is_drill:
        return _of_its_station(session, alert, leaving_out, now)
    found: list[Candidate] = []
    for metres in RINGS_M:
        frame = frame_around(place, metres)
        around: Select[PatrolUnit, bool] = _able(now).where(
            PatrolUnit.latitude.between(frame.south, frame.north),
            PatrolUnit.longitude.between(frame.west, frame.east),
            PatrolUnit.id.not_in(leaving_out),
        )
        found = [
            each
            for unit, is_bound in session.execute(around)
            if (each := _at_distance(unit, place, is_bound)).distance_m is not None
            and each.distance_m <= metres
        ]
        if sum(not each.is_bound for each in found) >= enough:
            break
    return sorted(found, key=lambda each: (each.is_bound, each.distance_m, each.unit.id))


def report_position(session: Session, unit: PatrolUnit, place: Place, *, now: datetime) -> None:
    """Note where a unit is; a place outside India is not believed."""
    if place.is_in_india:
        unit.latitude, unit.longitude, unit.seen_at = place.latitude, place.longitude, now


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
    session: Session, alert: EmergencyAlert, leaving_out: Collection[str], now: datetime
) -> list[Candidate]:
    station = Unit.id == alert.station_id
    near = station if alert.is_drill else (Unit.district_id == alert.district_id)
    rows = session.execute(
        _able(now)
        .add_columns(Unit.id == alert.station_id)
        .join(Unit, Unit.id == PatrolUnit.station_id)
        .where(near, PatrolUnit.id.not_in(leaving_out))
    ).all()
    ranked = sorted(rows, key=lambda row: (row[1], not row[2], row[0].call_sign, row[0].id))
    return [Candidate(unit, None, is_bound) for unit, is_bound, _ in ranked]


def _able(now: datetime) -> Select[PatrolUnit, bool]:
    is_bound: ColumnElement[bool] = exists().where(
        EmergencyResponse.patrol_unit_id == PatrolUnit.id, EmergencyResponse.ended_at.is_(None)
    )
    is_held = exists().where(Posting.post_id == PatrolUnit.post_id, held_at(now))
    return select(PatrolUnit, is_bound).where(PatrolUnit.is_on_duty, is_held)


def _at_distance(unit: PatrolUnit, place: Place, is_bound: bool) -> Candidate:
    assert unit.latitude is not None  # the frame has asked
    assert unit.longitude is not None
    metres = distance_m(place, Place(unit.latitude, unit.longitude))
    return Candidate(unit, round(metres), is_bound)
