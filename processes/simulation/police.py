"""The police of a simulation: one State of its own for each part, with the staff assumed.

A part shares no officer with another, so parts can run beside each other and give one result.

nation
├ state ─ district_1 ─ circle_1_1 ─ station_1_1_1, station_1_1_2 ...
└ far_state ─ far_district ─ far_circle ─ far_station
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from engine.drawing import Drawing
from models import Level, Post, Unit
from models.types import new_id
from processes.posts.units import add_unit
from processes.scripted.world import Sitting, World, establishment, invent_officer
from processes.simulation.assumptions import Assumptions

_IN_POST = timedelta(days=400)
_FAR = (Level.STATE, Level.DISTRICT, Level.CIRCLE, Level.STATION)


def establish(
    session: Session, drawings: Iterable[Drawing], assumptions: Assumptions, *, now: datetime
) -> World:
    """Make the units, and at each as many officers of each role of the drawings as are assumed."""
    units = _units(session, assumptions)
    sittings: list[Sitting] = []
    for (role, level), seats in sorted(establishment(drawings).items()):
        count = assumptions.staff_of(role).count
        for name, unit in units.items():
            if unit.level is level:
                sittings += _fill(session, unit, name, role, count, seats > 1, now=now)
    session.flush()
    return World(units, tuple(sittings))


def _units(session: Session, assumptions: Assumptions) -> dict[str, Unit]:
    police = assumptions.police
    units: dict[str, Unit] = {}

    def add(name: str, level: Level, parent: Unit | None) -> Unit:
        made = add_unit(session, level=level, parent=parent, name=name, name_hi=name, code=name)
        units[name] = made
        return made

    nation = add("nation", Level.NATIONAL, None)
    state = add("state", Level.STATE, nation)
    for d in range(1, police.districts + 1):
        district = add(f"district_{d}", Level.DISTRICT, state)
        for c in range(1, police.circles + 1):
            circle = add(f"circle_{d}_{c}", Level.CIRCLE, district)
            for s in range(1, police.stations + 1):
                add(f"station_{d}_{c}_{s}", Level.STATION, circle)
    above = nation
    for level in _FAR:
        above = add(f"far_{level.name.lower()}", level, above)
    return units


def _fill(
    session: Session,
    unit: Unit,
    name: str,
    role: str,
    count: int,
    is_numbered: bool,
    *,
    now: datetime,
) -> list[Sitting]:
    """Numbered seats where the drawing asks for them, else one post that several hold."""
    seats = count if is_numbered else 1
    posts = [
        Post(id=new_id(), unit_id=unit.id, role=role, seat=seat, is_pool=seats < count)
        for seat in range(1, seats + 1)
    ]
    session.add_all(posts)
    sittings = []
    for number in range(1, count + 1):
        post = posts[(number - 1) % seats]
        officer = invent_officer(session, post, place=name, number=number, since=now - _IN_POST)
        sittings.append(Sitting(role, name, post.seat, post.id, officer.id))
    return sittings


def is_far(name: str) -> bool:
    """Whether a unit is of the State at which no case arrives."""
    return name.startswith("far_")


@dataclass(frozen=True)
class Neighbourhood:
    """The units as one case calls them: its own station is home."""

    world: World

    @property
    def stations(self) -> list[str]:
        """The stations at which cases arrive."""
        return [
            name
            for name, unit in self.world.units.items()
            if unit.level is Level.STATION and not is_far(name)
        ]

    def seen_from(self, station: str) -> World:
        """The world with the names that cases use: `home_station`, `next_station`, `other_...`."""
        names = self._names(station)
        return World(
            {name: self.world.units[real] for name, real in names.items()},
            tuple(
                Sitting(sitting.role, name, sitting.seat, sitting.post_id, sitting.officer_id)
                for name, real in names.items()
                for sitting in self.world.sittings
                if sitting.unit == real
            ),
        )

    def _names(self, station: str) -> Mapping[str, str]:
        home = self.world.units[station]
        real = {unit.id: name for name, unit in self.world.units.items()}
        names = {
            "nation": "nation",
            "state": "state",
            "home_station": station,
            "home_circle": real[str(home.circle_id)],
            "home_district": real[str(home.district_id)],
            **{f"far_{level.name.lower()}": f"far_{level.name.lower()}" for level in _FAR},
        }
        others = self.stations[self.stations.index(station) + 1 :] + self.stations
        beside = [
            name
            for name in others
            if name != station and self.world.units[name].district_id == home.district_id
        ]
        elsewhere = [
            name for name in others if self.world.units[name].district_id != home.district_id
        ]
        if beside:
            names["next_station"] = beside[0]
        if elsewhere:
            other = self.world.units[elsewhere[0]]
            names["other_station"] = elsewhere[0]
            names["other_circle"] = real[str(other.circle_id)]
            names["other_district"] = real[str(other.district_id)]
        return names
