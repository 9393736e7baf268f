"""Selections: which running cases are meant, and how they are kept with a migration."""

from datetime import timedelta
from typing import Any

import pytest

from engine.migration.selection import PAGE, Selection, count, ids
from models import Level, Unit
from models.types import new_id
from tests.engine.drawing import boundary, drawing, end, start, timer, user
from tests.engine.migration.test_batches import start_many
from tests.engine.runtime import Portal

CASE = drawing(
    start("s"),
    user("ask"),
    boundary("late", "ask", timer("duration", "P1D"), interrupting=False),
    user("remind"),
    user("decide"),
    end("e"),
    end("e2"),
    flows="s -> ask -> decide -> e; late -> remind -> e2",
)


def selected(portal: Portal, definition: str, **chosen: Any) -> set[str]:
    selection = Selection(**chosen)
    with portal.sessions() as session:
        found = list(ids(session, selection, definition))
        assert count(session, selection, definition) == len(found)
    assert Selection.of_json(selection.as_json()) == selection
    return set(found)


def test_only_running_cases_of_the_version_are_meant(portal: Portal) -> None:
    first = portal.deploy(CASE)
    running, ended = portal.start(), portal.start()
    portal.do(ended, "ask")
    portal.do(ended, "decide")
    portal.deploy(CASE | {"notices/more.json": b"{}"})
    portal.start()

    assert selected(portal, first) == {running}


def test_cases_are_chosen_by_the_steps_where_tasks_and_timers_wait(portal: Portal) -> None:
    definition = portal.deploy(CASE)
    asked, decided = portal.start(), portal.start()
    portal.do(decided, "ask")

    assert selected(portal, definition, standing_at=frozenset({"ask"})) == {asked}
    assert selected(portal, definition, standing_at=frozenset({"decide"})) == {decided}
    assert selected(portal, definition, standing_at=frozenset({"late"})) == {asked}
    assert selected(portal, definition, standing_at=frozenset({"remind"})) == set()


def test_cases_are_chosen_by_the_day_they_began(portal: Portal) -> None:
    definition = portal.deploy(CASE)
    first = portal.start()
    day = portal.now + timedelta(hours=1)
    portal.now += timedelta(hours=2)
    second = portal.start()

    assert selected(portal, definition, started_from=day) == {second}
    assert selected(portal, definition, started_before=day) == {first}
    assert selected(portal, definition, started_before=day, started_from=day) == set()


@pytest.fixture
def units(portal: Portal) -> list[str]:
    """A district with a station, and a station elsewhere."""
    district, station, elsewhere = new_id(), new_id(), new_id()
    with portal.sessions.begin() as session:
        for unit_id, level, above in (
            (district, Level.DISTRICT, {"district_id": district}),
            (station, Level.STATION, {"district_id": district, "station_id": station}),
            (elsewhere, Level.STATION, {"station_id": elsewhere}),
        ):
            session.add(Unit(id=unit_id, level=level, name="U", name_hi="इ", code=unit_id, **above))
    return [district, station, elsewhere]


def test_cases_are_chosen_by_their_unit_and_those_above_it(
    portal: Portal, units: list[str]
) -> None:
    definition = portal.deploy(CASE)
    of_district, of_station, elsewhere = (portal.start(unit_id=unit) for unit in units)

    assert selected(portal, definition, unit_id=units[0]) == {of_district, of_station}
    assert selected(portal, definition, unit_id=units[1]) == {of_station}
    assert selected(portal, definition, unit_id=units[2]) == {elsewhere}


def test_more_cases_than_a_page_are_found_once_each(portal: Portal) -> None:
    definition = portal.deploy(CASE)
    cases = start_many(portal, PAGE + 3)

    assert selected(portal, definition) == set(cases)
