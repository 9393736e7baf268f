"""Lookup: what a case may write in angle brackets."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.drawing import read_drawing
from engine.registry import Registry
from processes.scripted.adapter import Adapter, Known
from processes.scripted.lookup import NothingSo, look_up
from processes.scripted.world import World, establish
from tests.processes.scripted.toys import FILES

ADAPTER = Adapter(facts={"colour": lambda known: f"red of {known.instance_id}"})
#: Half past midnight of the third in India.
NIGHT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


@pytest.fixture
def world(session: Session) -> World:
    return establish(session, [read_drawing(FILES, "toy")], now=NIGHT)


def found(value: Any, world: World, session: Session, registry: Registry) -> Any:
    known = Known(session, registry, "the case")
    return look_up(value, world=world, adapter=ADAPTER, known=known, now=NIGHT)


@pytest.mark.parametrize(
    ("written", "day"),
    [("<today>", "2026-03-03"), ("<today-3>", "2026-02-28"), ("<today+30>", "2026-04-02")],
)
def test_days_are_those_of_india(
    world: World, session: Session, registry: Registry, written: str, day: str
) -> None:
    assert found(written, world, session, registry) == day


def test_units_and_seats_are_named_in_words(
    world: World, session: Session, registry: Registry
) -> None:
    sho = world.sitting("sho", near=None, at="other_station", seat=1)

    unit = found("<other_station>", world, session, registry)
    seat = found("< other_station  sho 1 >", world, session, registry)

    assert sho is not None
    assert (unit, seat) == (world.units["other_station"].id, sho.post_id)


def test_what_the_process_offers_is_looked_up_in_its_case(
    world: World, session: Session, registry: Registry
) -> None:
    assert found("<colour>", world, session, registry) == "red of the case"


def test_lists_and_mappings_are_looked_up_throughout(
    world: World, session: Session, registry: Registry
) -> None:
    value = {"days": ["<today>", {"then": "<today+1>"}], "plain": "a < b > c", "number": 3}

    assert found(value, world, session, registry) == {
        "days": ["2026-03-03", {"then": "2026-03-04"}],
        "plain": "a < b > c",
        "number": 3,
    }


@pytest.mark.parametrize("written", ["<nowhere>", "<home_station sho 2>", "<today+x>", "<a b>"])
def test_what_is_unknown_is_refused_with_what_is_known(
    world: World, session: Session, registry: Registry, written: str
) -> None:
    with pytest.raises(NothingSo) as refused:
        found(written, world, session, registry)

    assert "home_station" in refused.value.known
