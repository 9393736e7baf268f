"""A station that falls silent, in real browsers: who is asked, and where new complaints go."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import select, update

from engine.law import KOLKATA
from models import Level, PatrolUnit, Unit
from models.session import reading
from processes.posts.seats import seats
from processes.posts.units import add_unit
from tests.journeys.police import Enter, Officer, call_back, let_in
from tests.journeys.walks import (
    PASSPHRASE,
    code_on_phone,
    follow,
    follow_case,
    hold_still,
    press_next,
    report_at,
)
from tests.web.casework import Casework
from tests.web.installation import deploy
from web.portal import Portal

STATION = "Sitara Chowk"
REGISTER, EXPLAIN, SEE_TO_IT = (
    "Register the complaint",
    "Say what is the matter",
    "See to the station",
)
DECIDE = "Decide who takes its new complaints"
SAY_WHEN = "Say when the station works again"


@pytest.fixture(autouse=True)
def watchdog(portal: Portal, casework: Casework) -> None:
    """The watchdog begins today; no unit is on duty, for drills are a story of their own."""
    with portal.sessions.begin() as session:
        deploy(session, "watchdog", now=casework.now)
        session.execute(update(PatrolUnit).values(is_on_duty=False))


@pytest.fixture
def station(portal: Portal, casework: Casework) -> Unit:
    with reading(portal.sessions) as session:
        return casework.unit_of(session, "sho")


def until_morning(casework: Casework, *, hour: int = 6) -> None:
    """Wait for the next round of the watchdog; at seven the drills begin."""
    now = casework.now.astimezone(KOLKATA)
    then = now.replace(hour=hour, minute=0, second=2, microsecond=0)
    casework.wait(seconds=((then - now) % timedelta(days=1)).total_seconds())


def told(officer: Officer, address: str) -> str:
    """What escalated to her."""
    officer.page.goto(f"{address}command/escalations?lang=en")
    return officer.page.locator("main").inner_text()


def station_beside(portal: Portal, station: Unit) -> tuple[Unit, str]:
    """Another station of the district, and the post of its house officer."""
    with reading(portal.sessions) as session:
        beside = session.scalars(
            select(Unit)
            .where(Unit.circle_id == station.circle_id, Unit.level == station.level)
            .where(Unit.id != station.id)
            .order_by(Unit.code)
        ).first()
        assert beside is not None
        return beside, seats(session, beside.id, "sho")[0].id


def test_a_silent_station_is_asked_then_those_above_and_the_state_moves_its_intake(
    page: Page, address: str, casework: Casework, enter: Enter, portal: Portal, station: Unit
) -> None:
    her = page
    beside, post_beside = station_beside(portal, station)
    casework.called()
    casework.wait(hours=48)
    until_morning(casework)

    sho, circle, chief, state = enter("sho"), enter("co"), enter("sp"), enter("state")
    sho.open_task(EXPLAIN)
    assert "Work waits and nobody does any for 48 hours" in sho.page.locator("main").inner_text()
    assert SEE_TO_IT not in circle.inbox
    casework.wait(hours=24)
    assert re.search(
        rf"A station does not work for 72 hours.*{station.name}", told(circle, address)
    )
    assert SEE_TO_IT not in chief.inbox
    circle.open_task(SEE_TO_IT)
    circle.choose(station_answer="help")
    circle.complete()
    casework.wait(hours=24)
    assert "A station does not work for 96 hours" in told(chief, address)
    assert SEE_TO_IT in chief.inbox
    assert DECIDE not in state.inbox
    casework.wait(hours=24)
    assert "decide on its intake" in told(state, address)
    state.open_task(DECIDE)
    state.choose(intake_decision="reroute")
    if not state.page.locator("select[name='f-intake_station']").count():
        state.complete()
    state.choose(intake_station=beside.id)
    state.complete()

    report_at(her, address, STATION)
    casework.wait(hours=20, minutes=5)
    code = code_on_phone(her, address)
    assert code
    number = call_back(enter("caller"), code)
    assert f"Station house officer, {beside.name}" in follow(her, address, number, PASSPHRASE)
    other = enter(let_in(portal, post_beside))
    assert REGISTER in other.inbox
    assert EXPLAIN not in sho.inbox
    assert SAY_WHEN not in chief.inbox
    state.open_task(SAY_WHEN)
    state.complete()
    later = casework.called()
    her.context.clear_cookies()
    assert f"Station house officer, {STATION}" in follow_case(her, address, casework, later)


def test_a_drill_that_is_answered_is_all_and_one_that_is_not_is_asked_about(
    address: str, casework: Casework, enter: Enter, portal: Portal, station: Unit
) -> None:
    with portal.sessions.begin() as session:
        at_station = update(PatrolUnit).where(PatrolUnit.station_id == station.id)
        session.execute(at_station.values(is_on_duty=True))
    crew, sho = enter("patrol"), enter("sho")

    until_morning(casework, hour=7)
    crew.page.goto(f"{address}patrol")
    hold_still(crew.page)
    called = crew.page.locator("h1").inner_text()
    press_next(crew.page, "main button:text-is('We go')")
    answered = crew.page.locator("h1").inner_text()
    until_morning(casework)
    quiet = sho.inbox
    until_morning(casework, hour=7)
    until_morning(casework)

    assert called == "Drill: A woman needs help"
    assert answered == "No call"
    assert EXPLAIN not in quiet
    sho.open_task(EXPLAIN)
    assert "A drill was not answered" in sho.page.locator("main").inner_text()
    sho.choose(station_cause="no_staff", station_answer="working")
    sho.complete()
    assert EXPLAIN not in sho.inbox


def test_a_post_that_nobody_holds_is_named_and_its_tasks_are_seen_above(
    address: str, casework: Casework, enter: Enter, station: Unit
) -> None:
    casework.called()
    sho, chief, circle = casework.identity("sho").officer, enter("sp"), enter("co")
    chief.page.goto(f"{address}command/units/{station.id}/posts")
    chief.page.select_option("#officer", sho.id)
    press_next(chief.page, "button[value=relieve]")

    chief.page.goto(f"{address}command/units/{station.district_id}")
    named = chief.page.locator("main").inner_text()
    press_next(chief.page, f"main li li a:text-is('{REGISTER}')")
    seen = chief.page.locator("main").inner_text()
    casework.wait(hours=48)
    until_morning(casework)
    chief.page.goto(f"{address}command/units/{station.district_id}")
    later = chief.page.locator("main").inner_text()
    casework.wait(hours=24)
    circle.open_task(SEE_TO_IT)

    assert f"Station house officer 1, {STATION}" in named
    assert "This task belongs to another post. You may see it, not do it." in seen
    assert EXPLAIN in later
    assert "Work waits at a post that nobody holds" in circle.page.locator("main").inner_text()


def test_a_station_without_any_post_is_named_and_its_tasks_are_seen_above(
    page: Page, address: str, casework: Casework, enter: Enter, portal: Portal, station: Unit
) -> None:
    her, chief = page, enter("sp")
    with portal.sessions.begin() as session:
        circle = session.get_one(Unit, station.circle_id)
        add_unit(
            session,
            level=Level.STATION,
            parent=circle,
            name="Naya Ghat",
            name_hi="नया घाट",
            code=f"{circle.code}-9",
        )

    report_at(her, address, "Naya Ghat")
    casework.wait(hours=20, minutes=5)
    code = code_on_phone(her, address)
    assert code
    number = call_back(enter("caller"), code)
    chief.page.goto(f"{address}command/units/{station.district_id}")
    named = chief.page.locator("main").inner_text()
    press_next(chief.page, f"main li li a:text-is('{REGISTER}')")
    seen = chief.page.locator("main").inner_text()
    casework.wait(hours=48)
    until_morning(casework)
    casework.wait(hours=24)
    circle_officer = enter("co")
    circle_officer.open_task(SEE_TO_IT)

    assert "Naya Ghat" in follow(her, address, number, PASSPHRASE)
    assert "Station house officer, Naya Ghat" in named
    assert "You may see it, not do it." in seen
    assert "Work waits at a post that nobody holds" in circle_officer.page.content()
