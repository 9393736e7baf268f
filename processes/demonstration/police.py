"""The invented police: a state with its districts, zones, stations, posts and officers."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import Gender, Level, Officer, Post, Posting, Unit
from models.types import new_id
from processes.demonstration.names import DISTRICTS, STATE, STATIONS, ZONES, officer_name
from processes.demonstration.patrols import add_patrol_units
from processes.posts.units import add_unit, is_within, units_below

ZONES_OF_COMMISSIONERATE = 4
STATIONS_A_ZONE = 3
STATIONS_ELSEWHERE = 2
#: Officers took their posts this long before the demonstration began.
IN_POST_DAYS = 400

PASSWORD = "demonstration"  # noqa: S105  # printed on purpose, refused outside the demonstration


@dataclass(frozen=True)
class Establishment:
    """How many officers of a role sit at one unit of a level."""

    role: str
    rank: str
    seats: int = 1
    holders: int = 1
    gender: Gender | None = None
    first_seat: int = 1


ESTABLISHMENT: dict[Level, tuple[Establishment, ...]] = {
    Level.NATIONAL: (Establishment("national_viewer", "Deputy Secretary"),),
    Level.STATE: (
        Establishment("verification_caller", "Woman Constable", holders=6, gender=Gender.FEMALE),
        Establishment("verification_supervisor", "Inspector", gender=Gender.FEMALE),
        Establishment("help_desk", "Sub-Inspector", gender=Gender.FEMALE),
        Establishment("legal_desk", "Prosecution Officer"),
        Establishment("oversight_cell", "Additional Superintendent", gender=Gender.FEMALE),
        Establishment("independent_reviewer", "Deputy Superintendent", gender=Gender.FEMALE),
        Establishment("state_nodal", "Additional Director General", gender=Gender.FEMALE),
    ),
    Level.DISTRICT: (Establishment("superintendent", "Deputy Commissioner"),),
    Level.CIRCLE: (Establishment("circle_officer", "Assistant Commissioner"),),
    Level.STATION: (
        Establishment("sho", "Inspector"),
        Establishment("woman_recorder", "Woman Sub-Inspector", gender=Gender.FEMALE),
        Establishment("investigating_officer", "Inspector", gender=Gender.FEMALE),
        Establishment("investigating_officer", "Sub-Inspector", seats=2, first_seat=2),
    ),
}

#: Who answers calls for help; they came later, so their officers are invented after the others.
EMERGENCY: dict[Level, tuple[Establishment, ...]] = {
    Level.DISTRICT: (Establishment("control_room_lead", "Inspector"),),
    Level.STATION: (Establishment("patrol_unit", "Sub-Inspector", seats=2),),
}
_EMERGENCY_SEED = 112

#: Whoever recognised a woman who lost her passphrase does not read the new word out: so there are
#: two at the help desk, and she too came later.
SECOND_HELPER: dict[Level, tuple[Establishment, ...]] = {
    Level.STATE: (Establishment("help_desk", "Sub-Inspector", gender=Gender.FEMALE, first_seat=2),),
}
_SECOND_HELPER_SEED = 48

#: Calls for help that name no district come to the State's own control room.
CONTROL_ROOM_OF_STATE: dict[Level, tuple[Establishment, ...]] = {
    Level.STATE: EMERGENCY[Level.DISTRICT],
}
_CONTROL_ROOM_OF_STATE_SEED = 1120

#: Sign-in name of the account that the demonstration prints for a role of the first station.
LOGINS = {
    "national_viewer": "national",
    "verification_caller": "caller",
    "verification_supervisor": "verification",
    "help_desk": "helpdesk",
    "legal_desk": "legal",
    "oversight_cell": "oversight",
    "independent_reviewer": "reviewer",
    "state_nodal": "state",
    "superintendent": "sp",
    "circle_officer": "co",
    "sho": "sho",
    "woman_recorder": "recorder",
    "investigating_officer": "io",
    "control_room_lead": "control",
    "patrol_unit": "patrol",
    "administrator": "admin",  # holds no post: sees incidents, and no case
    "process_designer": "designer",  # these three hold no post either
    "second_designer": "designer2",
    "third_designer": "designer3",
}

#: Further posts that can sign in, by role, level and seat: cases pass from one to another there.
FURTHER_LOGINS = {
    ("investigating_officer", Level.STATION, 2): "io2",
    ("investigating_officer", Level.STATION, 3): "io3",
    ("help_desk", Level.STATE, 2): "helpdesk2",
    ("control_room_lead", Level.STATE, 1): "statecontrol",
}


@dataclass(frozen=True)
class WithoutPost:
    """Somebody who works for the portal and holds no post, so that no case is hers."""

    role: str
    name: str
    name_hi: str
    rank: str


WITHOUT_POST = (
    WithoutPost("administrator", "Kavita Mishra", "कविता मिश्रा", "Inspector"),
    WithoutPost("process_designer", "Meera Joshi", "मीरा जोशी", "Process designer"),
    WithoutPost("second_designer", "Farah Khan", "फ़राह ख़ान", "Process designer"),
    # two who have written in the same draft need a third to decide on it
    WithoutPost("third_designer", "Leela Nair", "लीला नायर", "Process designer"),
)


@dataclass(frozen=True)
class Account:
    """A sign-in that the demonstration prints."""

    login: str
    role: str
    unit: str


@dataclass
class Police:
    """What was made, by what the rest of the demonstration asks for."""

    nation: Unit
    state: Unit
    districts: list[Unit] = field(default_factory=list)
    stations: list[Unit] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)


def establish(
    session: Session, *, now: datetime, chance: random.Random, hash_password: Callable[[str], str]
) -> Police:
    """Make units, posts, officers and postings; every role is filled.

    Only the printed accounts can sign in: hashing hundreds of passwords would take minutes.
    """
    nation = add_unit(
        session, level=Level.NATIONAL, parent=None, name="India", name_hi="भारत", code="IN"
    )
    state = add_unit(
        session, level=Level.STATE, parent=nation, name=STATE.en, name_hi=STATE.hi, code="UP"
    )
    police = Police(nation, state)
    for index, (name, code) in enumerate(DISTRICTS):
        district = add_unit(
            session,
            level=Level.DISTRICT,
            parent=state,
            name=name.en,
            name_hi=name.hi,
            code=f"UP-{code}",
        )
        police.districts.append(district)
        zones, stations = (
            (ZONES_OF_COMMISSIONERATE, STATIONS_A_ZONE) if index == 0 else (1, STATIONS_ELSEWHERE)
        )
        _add_stations(session, police, district, zones=zones, stations=stations)
    _fill(session, police, now=now, chance=chance, hash_password=hash_password)
    add_patrol_units(session, police.stations, seen_at=now)
    return police


def _add_stations(
    session: Session, police: Police, district: Unit, *, zones: int, stations: int
) -> None:
    for zone_index in range(zones):
        zone_name = ZONES[zone_index]
        zone = add_unit(
            session,
            level=Level.CIRCLE,
            parent=district,
            name=zone_name.en,
            name_hi=zone_name.hi,
            code=f"{district.code}-{zone_index + 1}",
        )
        for station_index in range(stations):
            name = STATIONS[len(police.stations) % len(STATIONS)]
            police.stations.append(
                add_unit(
                    session,
                    level=Level.STATION,
                    parent=zone,
                    name=name.en,
                    name_hi=name.hi,
                    code=f"{zone.code}-{station_index + 1}",
                )
            )


def _fill(
    session: Session,
    police: Police,
    *,
    now: datetime,
    chance: random.Random,
    hash_password: Callable[[str], str],
) -> None:
    from_at = now - timedelta(days=IN_POST_DAYS)
    password_hash = hash_password(PASSWORD)
    used: set[str] = set()
    first = police.stations[0]
    establishments = (
        (ESTABLISHMENT, chance),
        (EMERGENCY, random.Random(_EMERGENCY_SEED)),  # noqa: S311  # a seeded invention
        (SECOND_HELPER, random.Random(_SECOND_HELPER_SEED)),  # noqa: S311  # another one
        (CONTROL_ROOM_OF_STATE, random.Random(_CONTROL_ROOM_OF_STATE_SEED)),  # noqa: S311  # a third
    )
    for roles_by_level, of_chance in establishments:
        for level, roles in roles_by_level.items():
            # the first station and the units above it come first: their accounts are printed
            for unit in sorted(
                units_below(session, police.nation, level),
                key=lambda unit: not is_within(first, unit),
            ):
                for establishment in roles:
                    _fill_role(
                        session,
                        police,
                        unit,
                        establishment,
                        from_at=from_at,
                        chance=of_chance,
                        password_hash=password_hash,
                        used=used,
                    )
    for one in WITHOUT_POST:
        _add_without_post(session, police, one, from_at=from_at, password_hash=password_hash)
    session.flush()


def _add_without_post(
    session: Session, police: Police, one: WithoutPost, *, from_at: datetime, password_hash: str
) -> None:
    session.add(
        Officer(
            id=new_id(),
            login=LOGINS[one.role],
            password_hash=password_hash,
            name=one.name,
            name_hi=one.name_hi,
            rank=one.rank,
            gender=Gender.FEMALE,
            is_administrator=one.role == "administrator",
            is_designer=one.role != "administrator",
            created_at=from_at,
        )
    )
    police.accounts.append(Account(LOGINS[one.role], one.role, police.state.name))


def _fill_role(
    session: Session,
    police: Police,
    unit: Unit,
    establishment: Establishment,
    *,
    from_at: datetime,
    chance: random.Random,
    password_hash: str,
    used: set[str],
) -> None:
    for seat in range(establishment.first_seat, establishment.first_seat + establishment.seats):
        post = Post(
            id=new_id(),
            unit_id=unit.id,
            role=establishment.role,
            seat=seat,
            is_pool=establishment.holders > 1,
        )
        session.add(post)
        for _ in range(establishment.holders):
            gender = establishment.gender
            if gender is None:
                gender = Gender.FEMALE if chance.random() < 0.3 else Gender.MALE
            name = officer_name(chance, gender)
            login = LOGINS[establishment.role]
            if login in used:
                login = FURTHER_LOGINS.get((establishment.role, unit.level, seat), login)
            is_printed = login not in used
            used.add(login)
            officer = Officer(
                id=new_id(),
                login=login if is_printed else f"{login}-{new_id()[:8]}",
                password_hash=password_hash if is_printed else None,
                name=name.en,
                name_hi=name.hi,
                rank=establishment.rank,
                gender=gender,
                created_at=from_at,
            )
            session.add(officer)
            session.flush()
            session.add(Posting(officer_id=officer.id, post_id=post.id, from_at=from_at))
            if is_printed:
                police.accounts.append(Account(login, establishment.role, unit.name))
