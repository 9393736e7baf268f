"""Units that are named alike are told apart by where they lie."""

import pytest
from sqlalchemy.orm import Session

from models import Level, Unit
from processes.exceptions import UnitNamedAlike
from processes.posts.units import add_unit
from tests import factories


def named(session: Session, parent: Unit, level: Level, name: str, name_hi: str = "") -> Unit:
    code = f"{parent.code}-{name}"
    return add_unit(
        session, level=level, parent=parent, name=name, name_hi=name_hi or name, code=code
    )


@pytest.fixture
def state(session: Session) -> Unit:
    return factories.state(session)


def test_a_unit_that_no_other_is_named_like_is_called_by_its_name(
    session: Session, state: Unit
) -> None:
    district = named(session, state, Level.DISTRICT, "Banda", "बाँदा")

    station = named(session, district, Level.STATION, "Naraini", "नरैनी")

    assert (station.full_name, station.full_name_hi) == ("Naraini", "नरैनी")


def test_two_stations_of_one_name_are_each_called_with_their_district(
    session: Session, state: Unit
) -> None:
    banda = named(session, state, Level.DISTRICT, "Banda", "बाँदा")
    mau = named(session, state, Level.DISTRICT, "Mau", "मऊ")
    first = named(session, banda, Level.STATION, "Kotwali", "कोतवाली")

    second = named(session, mau, Level.STATION, "Kotwali", "कोतवाली")

    assert (first.full_name, first.full_name_hi) == ("Kotwali, Banda", "कोतवाली, बाँदा")
    assert (second.full_name, second.full_name_hi) == ("Kotwali, Mau", "कोतवाली, मऊ")


@pytest.mark.parametrize(("name", "name_hi"), [("Kotwali", "x"), ("x", "कोतवाली")])
def test_no_two_stations_of_one_district_are_named_alike_in_either_language(
    session: Session, state: Unit, name: str, name_hi: str
) -> None:
    banda = named(session, state, Level.DISTRICT, "Banda", "बाँदा")
    circles = [named(session, banda, Level.CIRCLE, each) for each in ("North", "South")]
    named(session, circles[0], Level.STATION, "Kotwali", "कोतवाली")

    with pytest.raises(UnitNamedAlike):
        named(session, circles[1], Level.STATION, name, name_hi)


def test_two_that_are_one_in_hindi_alone_are_told_apart_too(session: Session, state: Unit) -> None:
    banda = named(session, state, Level.DISTRICT, "Banda", "बाँदा")
    mau = named(session, state, Level.DISTRICT, "Mau", "मऊ")
    first = named(session, banda, Level.STATION, "Nagar", "नगर")

    second = named(session, mau, Level.STATION, "Nagar City", "नगर")

    assert (first.full_name_hi, second.full_name_hi) == ("नगर, बाँदा", "नगर, मऊ")


def test_units_of_different_levels_are_not_taken_for_each_other(
    session: Session, state: Unit
) -> None:
    district = named(session, state, Level.DISTRICT, "Banda")

    station = named(session, district, Level.STATION, "Banda")

    assert (district.full_name, station.full_name) == ("Banda", "Banda")


def test_districts_of_one_name_are_called_with_their_state_and_so_are_their_stations(
    session: Session, state: Unit
) -> None:
    other_state = factories.state(session)
    here = named(session, state, Level.DISTRICT, "Bilaspur")
    elsewhere = named(session, factories.state(session), Level.DISTRICT, "Mau")
    station = named(session, here, Level.STATION, "Kotwali")
    named(session, elsewhere, Level.STATION, "Kotwali")
    alone = named(session, here, Level.STATION, "Naraini")

    there = named(session, other_state, Level.DISTRICT, "Bilaspur")

    assert here.full_name == f"Bilaspur, {state.name}"
    assert there.full_name == f"Bilaspur, {other_state.name}"
    assert station.full_name == f"Kotwali, Bilaspur, {state.name}"
    assert alone.full_name == "Naraini"
