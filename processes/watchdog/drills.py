"""Drills: every day one station of each district answers a call that is for practice only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.registry import KOLKATA, Registry
from models import PatrolUnit, Unit
from processes.emergency.alerts import drill

#: How a delivery job says that a drill is to be raised.
DELIVER = "emergency_drill"


def stations_of_today(session: Session, day: date) -> list[str]:
    """One station a district, each in its turn, of those that have units on duty."""
    rows = session.execute(
        select(Unit.district_id, Unit.id)
        .join(PatrolUnit, PatrolUnit.station_id == Unit.id)
        .where(PatrolUnit.is_on_duty)
        .distinct()
        .order_by(Unit.district_id, Unit.id)
    )
    by_district: dict[str | None, list[str]] = {}
    for district_id, station_id in rows:
        by_district.setdefault(district_id, []).append(station_id)
    return [_in_turn(stations, day) for stations in by_district.values()]


def _in_turn(stations: Sequence[str], day: date) -> str:
    return stations[day.toordinal() % len(stations)]


@dataclass(frozen=True)
class RaiseDrill:
    """Raises the drill of a station, in a transaction of its own; twice on a day makes one."""

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        station_id = delivery.payload["station_id"]
        today = delivery.now.astimezone(KOLKATA).date()
        with self.sessions.begin() as session:
            drill(
                session,
                self.registry,
                station=session.get_one(Unit, station_id),
                submission_key=f"drill {station_id} {today.isoformat()}",
                now=delivery.now,
            )
