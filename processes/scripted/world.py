"""The invented police in which cases are replayed: few units, every post held by a woman.

nation
├ state ─ home_district ─ home_circle ─ home_station, next_station
│       ├ other_district ─ other_circle ─ other_station
│       └ third_district ─ third_circle ─ third_station
└ far_state ─ far_district ─ far_circle ─ far_station
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.conventions import TRUE
from engine.drawing import Drawing
from engine.owners import LEVELS
from models import Gender, Level, Officer, Post, Posting, Unit
from models.types import new_id
from processes.posts.units import add_unit, ancestor_column

HOME = "home_station"
#: Name, level, the unit above it.
_UNITS: tuple[tuple[str, Level, str | None], ...] = (
    ("nation", Level.NATIONAL, None),
    ("state", Level.STATE, "nation"),
    ("home_district", Level.DISTRICT, "state"),
    ("home_circle", Level.CIRCLE, "home_district"),
    (HOME, Level.STATION, "home_circle"),
    ("next_station", Level.STATION, "home_circle"),
    ("other_district", Level.DISTRICT, "state"),
    ("other_circle", Level.CIRCLE, "other_district"),
    ("other_station", Level.STATION, "other_circle"),
    ("third_district", Level.DISTRICT, "state"),
    ("third_circle", Level.CIRCLE, "third_district"),
    ("third_station", Level.STATION, "third_circle"),
    ("far_state", Level.STATE, "nation"),
    ("far_district", Level.DISTRICT, "far_state"),
    ("far_circle", Level.CIRCLE, "far_district"),
    ("far_station", Level.STATION, "far_circle"),
)
#: What designers who play read on a Hindi page.
_IN_HINDI: Mapping[str, str] = {
    "nation": "राष्ट्र",
    "state": "राज्य",
    "home_district": "अपना ज़िला",
    "home_circle": "अपना सर्कल",
    "home_station": "अपना थाना",
    "next_station": "पास का थाना",
    "other_district": "दूसरा ज़िला",
    "other_circle": "दूसरा सर्कल",
    "other_station": "दूसरा थाना",
    "third_district": "तीसरा ज़िला",
    "third_circle": "तीसरा सर्कल",
    "third_station": "तीसरा थाना",
    "far_state": "दूर का राज्य",
    "far_district": "दूर का ज़िला",
    "far_circle": "दूर का सर्कल",
    "far_station": "दूर का थाना",
}
#: A role whose lane names a numbered seat has so many at each unit.
_SEATS = 2
#: So has one of which a step asks for another officer than the one who had a step before.
_ANOTHER = "another_officer"
_IN_POST = timedelta(days=400)


@dataclass(frozen=True)
class Sitting:
    """A post of the invented police, and who sits there."""

    role: str
    unit: str
    seat: int
    post_id: str
    officer_id: str


@dataclass(frozen=True)
class World:
    """The units by name, and every post."""

    units: Mapping[str, Unit]
    sittings: tuple[Sitting, ...]

    def unit_name(self, unit_id: str | None) -> str | None:
        """What cases call a unit."""
        return next((name for name, unit in self.units.items() if unit.id == unit_id), None)

    def sitting(
        self, role: str, *, near: str | None, at: str | None, seat: int | None
    ) -> Sitting | None:
        """Who holds a post: at the unit `at`, else at the unit nearest to `near`."""
        found = [s for s in self.sittings if s.role == role and seat in (None, s.seat)]
        if at is not None:
            found = [s for s in found if s.unit == at]
        elif near is not None:
            found.sort(key=lambda s: self._distance(self.units[s.unit], self.units[near]))
        return found[0] if found else None

    def holder(self, post_id: str) -> Sitting | None:
        """Who sits at a post."""
        return next((s for s in self.sittings if s.post_id == post_id), None)

    def _distance(self, one: Unit, other: Unit) -> int:
        """How many steps lead from one to the other through the tree of units."""
        shared = Level.NATIONAL
        for level in (Level.STATE, Level.DISTRICT, Level.CIRCLE, Level.STATION):
            column = ancestor_column(level)
            if getattr(one, column) and getattr(one, column) == getattr(other, column):
                shared = level
        return (one.level - shared) + (other.level - shared)


def establish(session: Session, drawings: Iterable[Drawing], *, now: datetime) -> World:
    """Make the units, and at each a post for every role that a drawing puts at its level."""
    units: dict[str, Unit] = {}
    for name, level, above in _UNITS:
        shown = name.replace("_", " ").capitalize()
        units[name] = add_unit(
            session,
            level=level,
            parent=units[above] if above else None,
            name=shown,
            name_hi=_IN_HINDI[name],
            code=name,
        )
    sittings = [
        _fill(session, units[name], name, role, seat, now=now)
        for (role, level), seats in sorted(establishment(drawings).items())
        for name, at, _ in _UNITS
        if at is level
        for seat in range(1, seats + 1)
    ]
    session.flush()
    return World(units, tuple(sittings))


def find_world(session: Session) -> World:
    """The invented police that :func:`establish` has made in this database."""
    units = {unit.code: unit for unit in session.scalars(select(Unit))}
    codes = {unit.id: code for code, unit in units.items()}
    held = session.execute(
        select(Post, Posting.officer_id)
        .join(Posting, Posting.post_id == Post.id)
        .order_by(Posting.id.desc())  # a post that was handed over counts for who held it first
    )
    found = {
        post.id: Sitting(post.role, codes[post.unit_id], post.seat, post.id, officer_id)
        for post, officer_id in held
    }
    order = [name for name, _, _ in _UNITS]
    sittings = sorted(found.values(), key=lambda s: (s.role, order.index(s.unit), s.seat))
    return World({name: units[name] for name in order}, tuple(sittings))


def establishment(drawings: Iterable[Drawing]) -> dict[tuple[str, Level], int]:
    """The roles at each level, and how many seats they have there."""
    drawings = tuple(drawings)
    found: dict[tuple[str, Level], int] = {}
    for drawing in drawings:
        for element in drawing.elements.values():
            if element.role and element.level is not None:
                has_two = bool(element.seat) or element.properties.get(_ANOTHER) in TRUE
                owner, seats = (element.role, element.level), _SEATS if has_two else 1
                found[owner] = max(seats, found.get(owner, 1))
            told, level = element.properties.get("role"), element.properties.get("level", "")
            if told and level in LEVELS:
                found.setdefault((told, LEVELS[level]), 1)
    # a lane above its posts, such as that of a receiving station, makes none at its own level
    deepest = {role: max(at for each, at in found if each == role) for role, _ in found}
    above = {
        (element.role, element.level)
        for drawing in drawings
        for element in drawing.elements.values()
        if element.seat and element.role and element.level != deepest.get(element.role)
    }
    return {owner: seats for owner, seats in found.items() if owner not in above}


def _fill(
    session: Session, unit: Unit, name: str, role: str, seat: int, *, now: datetime
) -> Sitting:
    post = Post(id=new_id(), unit_id=unit.id, role=role, seat=seat, is_pool=False)
    session.add(post)
    officer = invent_officer(session, post, place=name, number=seat, since=now - _IN_POST)
    return Sitting(role, name, seat, post.id, officer.id)


def invent_officer(
    session: Session, post: Post, *, place: str, number: int, since: datetime
) -> Officer:
    """An invented officer who holds this post; her login says role, place and number."""
    officer = Officer(
        id=new_id(),
        login=f"{post.role}.{place}.{number}"[:80],
        name=f"Invented {post.role} {number}"[:120],
        name_hi=f"काल्पनिक {post.role} {number}"[:120],
        rank="Inspector",
        gender=Gender.FEMALE,
        is_active=True,
        is_designer=False,
        is_administrator=False,
        created_at=since,
    )
    session.add(officer)
    session.flush()
    session.add(Posting(officer_id=officer.id, post_id=post.id, from_at=since))
    return officer
