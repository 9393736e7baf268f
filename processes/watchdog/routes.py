"""Intake routes: new complaints of a silent station go to a neighbouring one for a while."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import IntakeRoute, Level, Unit


def taken_by(session: Session, station: Unit) -> Unit:
    """The station that takes new complaints of this one: itself, unless its intake is rerouted.

    Routes are followed to their end. A circle of them leads nowhere, so the station keeps its own.
    """
    seen, at = {station.id}, station
    while (to_id := _route(session, at.id)) is not None:
        if to_id in seen:
            return station
        seen.add(to_id)
        at = session.get_one(Unit, to_id)
    return at


def reroute(session: Session, station: Unit, to_station: Unit, *, now: datetime) -> bool:
    """Send a station's new complaints to another; False if that is none that could take them."""
    is_possible = (
        to_station.level is Level.STATION
        and to_station.state_id == station.state_id
        and station.id != to_station.id
        and taken_by(session, to_station).id != station.id
    )
    if not is_possible:
        return False
    give_back(session, station.id, now=now)
    session.add(IntakeRoute(station_id=station.id, to_station_id=to_station.id, from_at=now))
    session.flush()
    return True


def give_back(session: Session, station_id: str, *, now: datetime) -> None:
    """Let a station take its new complaints itself again; without a route nothing changes."""
    for route in session.scalars(
        select(IntakeRoute).where(IntakeRoute.station_id == station_id, IntakeRoute.to_at.is_(None))
    ):
        route.to_at = now
    session.flush()


def _route(session: Session, station_id: str) -> str | None:
    return session.scalars(
        select(IntakeRoute.to_station_id).where(
            IntakeRoute.station_id == station_id, IntakeRoute.to_at.is_(None)
        )
    ).first()
