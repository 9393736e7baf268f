"""Drills: every day each station answers a call that is for practice only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.law import KOLKATA
from engine.registry import Registry
from models import PatrolUnit, Unit
from processes.emergency.drills import drill, may_be_drilled

#: How a delivery job says that a drill is to be raised.
DELIVER = "emergency_drill"


def stations_to_drill(session: Session) -> dict[str, int]:
    """Every station that has units on duty, and how many."""
    rows = session.execute(
        select(PatrolUnit.station_id, func.count())
        .where(PatrolUnit.is_on_duty)
        .group_by(PatrolUnit.station_id)
        .order_by(PatrolUnit.station_id)
    )
    return {row[0]: row[1] for row in rows}


def spread(
    stations: Sequence[str], begin: datetime, within: timedelta
) -> Iterator[tuple[str, datetime]]:
    """When each of them is drilled: one after the other, so that no moment has them all."""
    for number, station_id in enumerate(stations):
        yield station_id, begin + within * number / len(stations)


@dataclass(frozen=True)
class RaiseDrill:
    """Raises the drill of a station, in a transaction of its own; twice on a day makes one.

    A station all of whose units are on their way to somebody is left in peace that day.
    """

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        station_id = delivery.payload["station_id"]
        today = delivery.now.astimezone(KOLKATA).date()
        with self.sessions.begin() as session:
            station = session.get_one(Unit, station_id)
            if not may_be_drilled(session, station, now=delivery.now):
                return
            drill(
                session,
                self.registry,
                station=station,
                submission_key=f"drill {station_id} {today.isoformat()}",
                now=delivery.now,
            )
