"""The invented police: who sits where, and who is nearest."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.drawing import read_drawing
from models import Gender, Officer, Posting
from processes.scripted.world import World, establish
from tests.engine.drawing import drawing, end, start, user
from tests.processes.scripted.toys import FILES, NOON, owner

SEATED = drawing(
    start("begins"),
    user("investigate", owner("investigating_officer", "station", seat="io_post_id")),
    user("read_out", owner("help_desk", "state", another_officer="true")),
    end("ends"),
    flows="begins -> investigate -> read_out -> ends",
)


@pytest.fixture
def world(session: Session) -> World:
    drawings = [read_drawing(files, "toy") for files in (FILES, SEATED)]
    return establish(session, drawings, now=NOON)


def test_every_role_of_the_drawings_is_held_at_each_unit_of_its_level(world: World) -> None:
    held = {(s.role, s.unit) for s in world.sittings}

    assert {unit for role, unit in held if role == "sho"} == {
        "home_station",
        "next_station",
        "other_station",
        "third_station",
        "far_station",
    }
    assert {unit for role, unit in held if role == "superintendent"} == {
        "home_district",
        "other_district",
        "third_district",
        "far_district",
    }


def test_a_numbered_role_has_two_seats(world: World) -> None:
    seats = [s.seat for s in world.sittings if (s.role, s.unit) == _INVESTIGATOR]

    assert seats == [1, 2]


def test_a_role_of_which_a_step_asks_for_another_officer_has_two_seats(world: World) -> None:
    seats = [s.seat for s in world.sittings if (s.role, s.unit) == ("help_desk", "state")]

    assert seats == [1, 2]


_INVESTIGATOR = ("investigating_officer", "home_station")


def test_every_post_is_held_by_one_woman(world: World, session: Session) -> None:
    holders = session.execute(
        select(Posting.post_id, Officer.gender).join(Officer, Officer.id == Posting.officer_id)
    ).all()

    assert sorted(post_id for post_id, _ in holders) == sorted(s.post_id for s in world.sittings)
    assert {gender for _, gender in holders} == {Gender.FEMALE}


@pytest.mark.parametrize(
    ("role", "near", "unit"),
    [
        ("sho", "next_station", "next_station"),
        ("sho", "other_circle", "other_station"),
        ("superintendent", "other_station", "other_district"),
        ("superintendent", "far_station", "far_district"),
    ],
)
def test_the_nearest_unit_is_taken(world: World, role: str, near: str, unit: str) -> None:
    sitting = world.sitting(role, near=near, at=None, seat=None)

    assert sitting is not None
    assert sitting.unit == unit


def test_a_post_at_the_unit_itself_is_nearer_than_one_above_it(session: Session) -> None:
    above = drawing(
        start("begins"),
        user("watch", owner("sho", "national")),
        end("ends"),
        flows="begins -> watch -> ends",
    )
    drawings = [read_drawing(files, "toy") for files in (FILES, above)]
    world = establish(session, drawings, now=NOON)

    sitting = world.sitting("sho", near="home_station", at=None, seat=None)

    assert sitting is not None
    assert sitting.unit == "home_station"


def test_a_named_unit_and_seat_are_taken_or_nobody(world: World) -> None:
    role = "investigating_officer"

    second = world.sitting(role, near="home_station", at="far_station", seat=2)
    nobody = world.sitting(role, near="home_station", at="far_district", seat=None)

    assert second is not None
    assert (second.unit, second.seat) == ("far_station", 2)
    assert nobody is None
