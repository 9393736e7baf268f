"""The invented patrol units: a vehicle for every post of theirs, near its own station."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PatrolUnit, Post, Unit
from processes.emergency.place import Place
from processes.emergency.units import ROLE

#: The middle of each district, by its code; stations and their vehicles lie apart, in degrees.
MIDDLES: Mapping[str, Place] = {
    "UP-KNP": Place(26.45, 80.33),
    "UP-LKO": Place(26.85, 80.95),
    "UP-PRJ": Place(25.44, 81.85),
    "UP-UNN": Place(26.55, 80.49),
}
_STATIONS_APART, _VEHICLES_APART = 0.02, 0.004
_STATIONS_A_ROW = 5


def add_patrol_units(session: Session, stations: list[Unit], *, seen_at: datetime) -> None:
    """Put a vehicle behind every post of a patrol unit; the last of each station has a woman."""
    in_district: Counter[str | None] = Counter()
    for number, station in enumerate(stations):
        posts = session.scalars(
            select(Post).where(Post.unit_id == station.id, Post.role == ROLE).order_by(Post.seat)
        ).all()
        middle = MIDDLES[session.get_one(Unit, station.district_id).code]
        row, column = divmod(in_district[station.district_id], _STATIONS_A_ROW)
        in_district[station.district_id] += 1
        for post in posts:
            of_all = number * len(posts) + post.seat
            session.add(
                PatrolUnit(
                    post_id=post.id,
                    station_id=station.id,
                    call_sign=f"PRV {of_all:04}",
                    phone=f"+9199998{of_all:05}",
                    has_woman=post is posts[-1],
                    latitude=middle.latitude + row * _STATIONS_APART + post.seat * _VEHICLES_APART,
                    longitude=middle.longitude + column * _STATIONS_APART,
                    seen_at=seen_at,
                )
            )
    session.flush()
