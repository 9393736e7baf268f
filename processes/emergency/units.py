"""Patrol units: who they are, and where each was last."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PatrolUnit
from processes.emergency.place import Place, distance_m

ROLE = "patrol_unit"


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
    """The patrol units whose posts these are, without those that have retired."""
    return list(
        session.scalars(
            select(PatrolUnit)
            .where(PatrolUnit.post_id.in_(post_ids), PatrolUnit.retired_at.is_(None))
            .order_by(PatrolUnit.call_sign, PatrolUnit.id)
        )
    )
