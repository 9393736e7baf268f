"""A small police with every role filled."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import Gender, Level, Officer, Post, Unit
from processes.passwords import Hasher
from processes.posts.identity import Identity, identity_of
from tests import factories

#: Cheap on purpose: tests hash hundreds of passphrases.
QUICK = Hasher(time_cost=1, memory_kib=8)

STATE_ROLES = (
    "verification_supervisor",
    "help_desk",
    "oversight_cell",
    "independent_reviewer",
    "state_nodal",
)


@dataclass
class Place:
    """One state with two districts of one circle and one station each, every post held."""

    session: Session
    now: datetime
    nation: Unit
    state: Unit
    district: Unit
    circle: Unit
    station: Unit
    other_district: Unit
    other_circle: Unit
    other_station: Unit
    posts: dict[tuple[str, str, int], Post]
    officers: dict[str, Officer]

    def post(self, role: str, at: Unit | None = None, seat: int = 1) -> Post:
        return self.posts[role, (at or self._home(role)).id, seat]

    def officer(self, role: str, at: Unit | None = None, seat: int = 1) -> Officer:
        return self.officers[self.post(role, at, seat).id]

    def identity(self, role: str, at: Unit | None = None, seat: int = 1) -> Identity:
        who = identity_of(self.session, self.officer(role, at, seat).id, self.now)
        assert who is not None
        return who

    def _home(self, role: str) -> Unit:
        homes = {
            "national_viewer": self.nation,
            "superintendent": self.district,
            "circle_officer": self.circle,
            "sho": self.station,
            "woman_recorder": self.station,
            "investigating_officer": self.station,
        }
        return homes.get(role, self.state)


def establish(session: Session, now: datetime) -> Place:
    """Make the units, posts and officers of a small police."""
    nation = factories.unit(session, Level.NATIONAL)
    state = factories.unit(session, Level.STATE, nation)
    districts = [factories.district(session, state) for _ in range(2)]
    circles = [factories.circle(session, district) for district in districts]
    stations = [factories.station(session, circle) for circle in circles]
    made = Place(
        session, now, nation, state, districts[0], circles[0], stations[0], districts[1],
        circles[1], stations[1], {}, {},
    )  # fmt: skip
    _fill(made, nation, "national_viewer")
    for role in STATE_ROLES:
        _fill(made, state, role)
    _fill(made, state, "help_desk", seat=2)
    _fill(made, state, "verification_caller", is_pool=True)
    for district, circle, station in zip(districts, circles, stations, strict=True):
        _fill(made, district, "superintendent", gender=Gender.MALE)
        _fill(made, circle, "circle_officer", gender=Gender.MALE)
        _fill(made, station, "sho", gender=Gender.MALE)
        _fill(made, station, "woman_recorder")
        for seat in (1, 2):
            _fill(made, station, "investigating_officer", seat=seat, gender=Gender.MALE)
    return made


def _fill(
    place: Place,
    at: Unit,
    role: str,
    *,
    seat: int = 1,
    is_pool: bool = False,
    gender: Gender = Gender.FEMALE,
) -> None:
    post = factories.post(place.session, at, role, seat=seat, is_pool=is_pool)
    place.posts[role, at.id, seat] = post
    place.officers[post.id] = factories.posted(place.session, post, now=place.now, gender=gender)
