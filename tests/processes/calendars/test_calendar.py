"""The working calendars of the States: the week, the gazetted holidays, and what is changed."""

from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import processes
from engine.working_time import WorkCalendar
from models.encryption import Keyring
from processes.calendars.calendar import (
    Sheets,
    calendar_from,
    calendar_of,
    calendar_of_state,
    read,
    shipped,
)
from processes.calendars.holidays_of import holidays_of
from tests import factories

WEEK = "state,weekdays,opens,closes,confirmed\n*,1-5,10:00,18:00,no\nKL,1-6,09:30,17:00,yes\n"
CHANGES = (
    "state,day,works,name,name_hi\n"
    "UP,2026-10-13,no,Local holiday,स्थानीय छुट्टी\n"
    "*,2026-10-20,yes,Dussehra is kept on the 21st,दशहरा 21 को\n"
    "UP,2026-10-20,no,Dussehra,दशहरा\n"
)


@pytest.fixture
def sheets(tmp_path: Path) -> Sheets:
    (tmp_path / "hours.csv").write_text(WEEK, encoding="utf-8")
    (tmp_path / "changes.csv").write_text(CHANGES, encoding="utf-8")
    return read(tmp_path)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-10-01", True),
        ("2026-10-02", False),  # Gandhi's birthday, a Friday
        ("2026-10-03", False),  # a Saturday
        ("2026-10-04", False),
        ("2026-10-05", True),
        ("2026-08-15", False),
        ("2027-01-26", False),
    ],
)
@pytest.mark.parametrize("state", [None, "UP", "no such State"])
def test_offices_rest_on_weekends_and_national_holidays(
    state: str | None, day: str, works: bool
) -> None:
    assert calendar_of_state(state).works_on(date.fromisoformat(day)) is works


def test_each_state_has_its_own_holidays() -> None:
    day = date(2026, 8, 28)  # Raksha Bandhan

    assert not calendar_of_state("UP").works_on(day)
    assert calendar_of_state("TN").works_on(day)


def test_a_holiday_has_a_name_in_both_languages() -> None:
    found = [holiday for year in (2026, 2027) for holiday in holidays_of("UP", year).values()]

    assert all(holiday.name and holiday.name_hi for holiday in found)
    assert all(any("\u0900" <= sign <= "\u097f" for sign in each.name_hi) for each in found)
    assert holidays_of("UP", 2026)[date(2026, 1, 26)].name == "Republic Day"


def test_a_day_of_the_moon_says_that_the_gazette_may_still_move_it() -> None:
    eid = holidays_of(None, 2027)[date(2027, 3, 10)]
    republic_day = holidays_of(None, 2027)[date(2027, 1, 26)]

    assert (eid.name, eid.is_estimated) == ("Id-ul-Fitr", True)
    assert not republic_day.is_estimated


def test_far_years_keep_at_least_the_days_that_do_not_move() -> None:
    assert date(2099, 10, 2) in holidays_of("UP", 2099)


def test_a_change_comes_before_the_list_and_a_states_own_before_everybodys(
    sheets: Sheets,
) -> None:
    up, tamil_nadu = calendar_from(sheets, "UP"), calendar_from(sheets, "TN")

    assert (up.works_on(date(2026, 10, 13)), tamil_nadu.works_on(date(2026, 10, 13))) == (
        False,
        True,
    )
    assert (up.works_on(date(2026, 10, 20)), tamil_nadu.works_on(date(2026, 10, 20))) == (
        False,
        True,
    )


def test_a_state_may_have_hours_of_its_own(sheets: Sheets) -> None:
    saturday = date(2026, 10, 10)

    kerala, other = calendar_from(sheets, "KL"), calendar_from(sheets, "TN")

    assert (kerala.opens, kerala.closes, kerala.works_on(saturday)) == (
        time(9, 30),
        time(17),
        True,
    )
    assert not other.works_on(saturday)
    assert sheets.hours_of("KL").is_confirmed


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("hours.csv", "UP,5-1,10:00,18:00,no"),
        ("hours.csv", "UP,1-9,10:00,18:00,no"),
        ("hours.csv", "UP,1-5,18:00,10:00,no"),
        ("hours.csv", "UP,1-5,ten,18:00,no"),
        ("hours.csv", "UP"),
        ("changes.csv", "UP,2026-02-30,no,,"),
        ("changes.csv", "UP,2026-02-20,perhaps,,"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, file: str, row: str) -> None:
    for name, text in (("hours.csv", WEEK), ("changes.csv", CHANGES)):
        content = text + row + "\n" if name == file else text
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(ValueError, match=f"{file}, row") as failure:
        read(tmp_path)

    assert f"row {len((WEEK if file == 'hours.csv' else CHANGES).splitlines()) + 1} " in str(
        failure.value
    )


def test_what_is_shipped_says_that_no_state_has_confirmed_its_hours() -> None:
    assert not any(hours.is_confirmed for hours in shipped().hours.values())
    assert shipped().hours_of("UP").weekdays == frozenset({1, 2, 3, 4, 5})


def test_a_unit_works_by_the_calendar_of_its_state(session: Session) -> None:
    state = factories.state(session)
    state.code = "UP"
    station = factories.station(
        session, factories.circle(session, factories.district(session, state))
    )
    session.flush()

    of_station = calendar_of(session, station.id)
    of_state = calendar_of(session, state.id)
    of_nobody = calendar_of(session, None)

    assert of_station is of_state is calendar_of_state("UP")
    assert of_nobody is calendar_of_state(None)


def test_the_installation_goes_by_these_calendars(session: Session, keyring: Keyring) -> None:
    found = processes.build(keyring).calendar_of(session, None)

    assert isinstance(found, WorkCalendar)
    assert found is calendar_of_state(None)
