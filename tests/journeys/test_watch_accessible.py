"""The pages of help, of the handover and of the watchdog pass axe and fit a small telephone."""

import pytest
from playwright.sync_api import Page

from models import Unit
from models.session import reading
from processes.posts.seats import seats
from tests.journeys.police import Enter, Officer, let_in
from tests.journeys.test_accessible import faults
from tests.journeys.test_handover import name_of, order
from tests.journeys.test_officers_accessible import look_at
from tests.journeys.test_watchdog import until_morning
from tests.journeys.walks import MOBILE, press_for_help, press_next
from tests.web.casework import Casework
from tests.web.installation import deploy
from web.portal import Portal

#: Who waits for help, and who is to bring it, look at pages that renew themselves: what they show
#: happens now, and the guidelines except such pages from the rule that axe applies.
RENEWS = ": meta-refresh: "
LANGUAGES = pytest.mark.parametrize("language", ["hi", "en"])


@pytest.fixture
def station(portal: Portal, casework: Casework) -> Unit:
    with reading(portal.sessions) as session:
        return casework.unit_of(session, "sho")


def tasks_of(officer: Officer, address: str) -> list[str]:
    """The pages of all that waits for her."""
    officer.page.goto(f"{address}office/")
    links = officer.page.locator("tbody th a")
    found: list[str] = links.evaluate_all("links => links.map(a => a.href)")
    return found


@LANGUAGES
def test_the_pages_for_help_and_those_after_the_press(
    her: Page, address: str, enter: Enter, language: str
) -> None:
    crew = enter("patrol")
    found = look_at(her, [f"{address}help/{each}" for each in ("register", "forget")], language)
    press_next(her, "main button[type=submit]")
    found += faults(her)

    found += look_at(her, [f"{address}help"], language)
    press_for_help(her, address, mobile=MOBILE, language=language)
    found += faults(her)
    found += look_at(crew.page, [f"{address}patrol"], language)
    press_next(crew.page, "main button[value=going]")
    found += faults(crew.page)
    found += look_at(her, [f"{address}help/now"], language)
    press_next(crew.page, "main button[value=arrived]")
    found += faults(crew.page)
    press_next(crew.page, "main a.patrol__button")
    found += look_at(crew.page, [crew.page.url], language)
    found += look_at(her, [f"{address}help/now"], language)

    assert "help/now" in her.url
    assert "office/tasks" in crew.page.url
    assert [fault for fault in found if RENEWS not in fault] == []


@LANGUAGES
def test_registering_for_help_and_its_code(page: Page, address: str, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}help/register?lang={language}")
    told = {"mobile": MOBILE, "passphrase": "three blue doors", "again": "three blue doors"}
    for name, text in told.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=district]", index=1)

    press_next(page, "main button[type=submit]")
    found = faults(page)
    page.fill("[name=code]", "1")
    press_next(page, "main button[value=check]")
    found += faults(page)
    page.goto(f"{address}help/register?done=1")

    assert page.locator("h1").count() == 1
    assert found + faults(page) == []


@LANGUAGES
def test_a_call_for_help_at_the_desks(
    her: Page, address: str, casework: Casework, enter: Enter, language: str
) -> None:
    press_for_help(her, address, mobile=MOBILE)
    casework.wait(minutes=16)
    desks = [enter("control"), enter("sp")]

    pages = [(desk, tasks_of(desk, address)) for desk in desks]
    found = [fault for desk, each in pages for fault in look_at(desk.page, each, language)]

    assert all(each for _, each in pages)
    assert found == []


@LANGUAGES
def test_an_order_its_cases_and_who_is_under_it(
    address: str,
    casework: Casework,
    enter: Enter,
    portal: Portal,
    station: Unit,
    language: str,
) -> None:
    casework.investigated()
    with reading(portal.sessions) as session:
        first, second = seats(session, station.id, "investigating_officer")[:2]
    chief, leaving = enter("sp"), enter("io")
    order(chief, address, station.id, leaving=name_of(portal, first), receiving=second)
    receiving = enter(let_in(portal, second.id))

    found = look_at(chief.page, [f"{address}command/units/{station.id}/posts"], language)
    found += look_at(leaving.page, [f"{address}office/"], language)
    found += look_at(receiving.page, tasks_of(receiving, address), language)

    assert leaving.page.locator("#left").count() == 1
    assert found == []


@LANGUAGES
def test_a_silent_station_and_its_vacant_post(
    address: str,
    casework: Casework,
    enter: Enter,
    portal: Portal,
    station: Unit,
    language: str,
) -> None:
    with portal.sessions.begin() as session:
        deploy(session, "watchdog", now=casework.now)
    casework.called()
    casework.wait(hours=48)
    until_morning(casework)
    sho = enter("sho")
    found = look_at(sho.page, tasks_of(sho, address), language)
    casework.wait(hours=72)
    above = [enter(login) for login in ("co", "sp", "state")]
    pages = [(officer, tasks_of(officer, address)) for officer in above]

    for officer, each in pages:
        found += look_at(officer.page, each, language)
    chief = above[1].page
    chief.goto(f"{address}command/units/{station.id}/posts")
    chief.select_option("#officer", casework.identity("sho").officer_id)
    press_next(chief, "button[value=relieve]")
    found += look_at(chief, [f"{address}command/units/{station.district_id}"], language)

    assert any(each for _, each in pages)
    assert found == []
