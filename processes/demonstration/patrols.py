"""The invented patrol units: a vehicle for every post of theirs, spread over an invented city."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PatrolUnit, Post, Unit
from processes.emergency.place import Place
from processes.emergency.units import ROLE

#: The middle of the city, and how far stations and their vehicles lie apart, in degrees.
MIDDLE = Place(26.85, 80.95)
_STATIONS_APART, _VEHICLES_APART = 0.02, 0.004
_STATIONS_A_ROW = 5


def add_patrol_units(session: Session, stations: list[Unit], *, seen_at: datetime) -> None:
    """Put a vehicle behind every post of a patrol unit; the last of each station has a woman."""
    for number, station in enumerate(stations):
        posts = session.scalars(
            select(Post).where(Post.unit_id == station.id, Post.role == ROLE).order_by(Post.seat)
        ).all()
        row, column = divmod(number, _STATIONS_A_ROW)
        for post in posts:
            session.add(
                PatrolUnit(
                    post_id=post.id,
                    station_id=station.id,
                    call_sign=f"PRV {number * len(posts) + post.seat:04}",
                    has_woman=post is posts[-1],
                    latitude=MIDDLE.latitude + row * _STATIONS_APART + post.seat * _VEHICLES_APART,
                    longitude=MIDDLE.longitude + column * _STATIONS_APART,
                    seen_at=seen_at,
                )
            )
    session.flush()
