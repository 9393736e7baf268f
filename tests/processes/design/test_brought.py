"""Brought roles: every unit of their level has their posts, whenever either of them came."""

import json
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.check import check
from engine.exceptions import DefinitionRefused
from models import Level, Post, Unit
from processes import build
from processes.design.brought import brought_before, make_posts, make_posts_at
from processes.exceptions import RoleIsThere
from processes.posts.units import add_unit
from tests.engine.drawing import drawing, end, in_one_lane, start, user
from tests.engine.runtime import KEYS, registry_of

ROLE = {"role": "vehicle_desk", "level": "station", "name": "Desk", "name_hi": "डेस्क"}


def named(session: Session, code: str, level: Level, parent: Unit | None) -> Unit:
    return add_unit(session, level=level, parent=parent, name=code, name_hi=code, code=code)


@pytest.fixture
def district(session: Session) -> Unit:
    nation = named(session, "IN", Level.NATIONAL, None)
    state = named(session, "UP", Level.STATE, nation)
    return named(session, "UP-1", Level.DISTRICT, state)


@pytest.fixture
def deployed(session: Session, now: datetime) -> dict[str, bytes]:
    """The files of a process that brings two seats at each station."""
    drawn = in_one_lane(drawing(start("s"), user("one"), end("e"), flows="s -> one -> e"))
    about = {
        "name": "Toy",
        "name_hi": "खिलौना",
        "may_start": ["vehicle_desk"],
        "roles": [{**ROLE, "seats": 2}],
    }
    files = {**drawn, "process.json": json.dumps(about).encode()}
    definitions.deploy(
        session,
        registry_of(),
        name="toy",
        files=files,
        by=None,
        note="",
        now=now,
        checker=check,
    )
    return files


def seats(session: Session, unit: Unit) -> list[tuple[str, int]]:
    rows = session.execute(
        select(Post.role, Post.seat).where(Post.unit_id == unit.id).order_by(Post.seat)
    )
    return [(row.role, row.seat) for row in rows]


def test_a_unit_that_is_added_later_gets_the_posts_of_brought_roles(
    session: Session, deployed: dict[str, bytes], district: Unit
) -> None:
    station = named(session, "UP-1-1", Level.STATION, district)

    made = make_posts_at(session, station)

    assert made == 2
    assert seats(session, station) == [("vehicle_desk", 1), ("vehicle_desk", 2)]


def test_only_that_unit_gets_them_and_only_once(
    session: Session, deployed: dict[str, bytes], district: Unit
) -> None:
    other = named(session, "UP-1-1", Level.STATION, district)
    station = named(session, "UP-1-2", Level.STATION, district)
    make_posts_at(session, station)

    again = make_posts_at(session, station)

    assert again == 0
    assert seats(session, other) == []


def test_a_unit_of_another_level_gets_none(
    session: Session, deployed: dict[str, bytes], district: Unit
) -> None:
    made = make_posts_at(session, district)

    assert made == 0


def test_publishing_makes_them_at_all_units_that_have_none(
    session: Session, deployed: dict[str, bytes], district: Unit
) -> None:
    stations = [named(session, code, Level.STATION, district) for code in ("UP-1-1", "UP-1-2")]
    make_posts_at(session, stations[0])

    made = make_posts(session, deployed)

    assert made == 2
    assert [len(seats(session, station)) for station in stations] == [2, 2]


@pytest.mark.parametrize("role", ["sho", "administrator", "complainant"])
def test_no_posts_are_made_of_a_role_of_the_portal(
    session: Session, district: Unit, deployed: dict[str, bytes], role: str
) -> None:
    about = {"name": "Toy", "name_hi": "खिलौना", "roles": [{**ROLE, "role": role}]}
    files = {**deployed, "process.json": json.dumps(about).encode()}

    with pytest.raises(RoleIsThere):
        make_posts(session, files)
    with pytest.raises(DefinitionRefused) as refused:
        definitions.refuse_errors(build(KEYS), name="toy", files=files, checker=check)

    assert "about-role-there" in {each.rule for each in refused.value.findings}
    assert session.scalars(select(Post.id)).all() == []


def test_a_role_stays_as_its_process_brought_it(
    session: Session, deployed: dict[str, bytes]
) -> None:
    assert brought_before(session, "toy") == {"vehicle_desk": ("station", False)}
