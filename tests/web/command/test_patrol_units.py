"""Patrol units through the page: whose district it is keeps them, and nobody else."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import AuditEntry, PatrolUnit
from processes.emergency.fleet import CHAIN
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.command.test_posts import newcomer
from tests.web.emergency.test_help import call
from tests.web.installation import Look
from tests.web.staff import SignIn

UNITS = "/command/patrol-units"
#: What the page of a district sends when nobody has touched it.
NEW = {
    "call_sign": "PRV 9",
    "phone": "98765 43210",
    "latitude": "26.85",
    "longitude": "80.95",
    "go": "register",
}


def form_with(page: Page, button: str) -> int:
    """The first form that has this button."""
    forms = page.tree.xpath("//main//form")
    return next(i for i, form in enumerate(forms) if form.xpath(f".//button[@value='{button}']"))


def press(browser: Browser, page: Page, button: str, **values: str) -> Page:
    return browser.send(page, {**values, "go": button}, form=form_with(page, button))


def station_id(casework: Casework) -> str:
    return casework.identity("sho").posts[0].unit.id


@pytest.mark.parametrize("login", ["control", "sp", "state"])
def test_the_control_room_the_superintendent_and_the_state_register_a_unit(
    sign_in: SignIn, casework: Casework, look: Look, login: str
) -> None:
    browser = sign_in(login)
    page = browser.open(UNITS)

    done = press(browser, page, "register", **{**NEW, "station": station_id(casework)})

    assert "The unit is registered." in done.words
    assert "PRV 9" in done.words
    made = look(select(PatrolUnit).where(PatrolUnit.call_sign == "PRV 9"))
    assert (made.station_id, made.phone) == (station_id(casework), "+919876543210")
    by = casework.identity(
        {"control": "control_room_lead", "sp": "superintendent"}.get(login, "state_nodal")
    )
    entry = look(select(AuditEntry).where(AuditEntry.chain == CHAIN))
    assert (entry.action, entry.officer_id) == ("registered", by.officer_id)
    assert entry.post_id == by.posts[0].post.id


@pytest.mark.parametrize("login", ["sho", "co", "patrol", "io", "national", "caller"])
def test_nobody_else_sees_or_changes_them(
    sign_in: SignIn, casework: Casework, look: Look, login: str, app: Flask
) -> None:
    browser = sign_in(login)
    address = f"/command/units/{station_id(casework)}/patrol-units"
    token = browser.open("/office/").tree.xpath("//input[@name='csrf_token']/@value")[0]
    before = look(select(func.count()).select_from(PatrolUnit))

    pages = [browser.open(UNITS).status, browser.open(address).status]
    sent = browser.client.post(
        address, data={**NEW, "station": station_id(casework), "csrf_token": token}
    )

    assert (pages, sent.status_code) == ([404, 404], 404)
    assert look(select(func.count()).select_from(PatrolUnit)) == before


def test_a_unit_of_another_district_is_not_hers(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    control = casework.identity("control_room_lead").posts[0].unit
    strangers = look(
        select(PatrolUnit).where(
            PatrolUnit.station_id.not_in(
                select(type(control).id).where(type(control).district_id == control.id)
            )
        )
    )
    browser = sign_in("control")
    page = browser.open(UNITS)

    answer = press(browser, page, "stand_down", unit=strangers.id)

    assert answer.status == 404
    assert look(select(PatrolUnit.is_on_duty).where(PatrolUnit.id == strangers.id)) is True


def test_an_administrator_comes_to_them_by_the_units(sign_in: SignIn, casework: Casework) -> None:
    page = sign_in("admin").open(f"/command/units/{station_id(casework)}/patrol-units")

    assert page.status == 200
    assert "PRV 0001" in page.words


def test_a_unit_is_stood_down_and_called_back(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    browser = sign_in("control")
    on_duty = select(PatrolUnit.is_on_duty).where(PatrolUnit.call_sign == "PRV 0001")
    unit_id = look(select(PatrolUnit.id).where(PatrolUnit.call_sign == "PRV 0001"))

    page = press(browser, browser.open(UNITS), "stand_down", unit=unit_id)
    stood_down = look(on_duty)
    press(browser, page, "stand_to", unit=unit_id)

    assert "The unit is asked no more" in page.words
    assert (stood_down, look(on_duty)) == (False, True)


def test_what_cannot_be_is_said_and_what_was_typed_stays(
    sign_in: SignIn, casework: Casework
) -> None:
    browser = sign_in("control")
    page = browser.open(UNITS)

    taken = press(
        browser,
        page,
        "register",
        **{**NEW, "call_sign": "PRV 0001", "station": station_id(casework)},
    )
    nowhere = press(browser, page, "register", **NEW)
    held = press(browser, page, "retire")

    assert [each.status for each in (taken, nowhere, held)] == [422, 422, 422]
    assert "Another unit has this call sign." in taken.words
    assert taken.fields(form_with(taken, "register"))["phone"] == ["98765 43210"]
    assert "Choose the station" in nowhere.words
    assert "Transfer the crew first" in held.words


def test_a_registered_unit_gets_its_crew_on_the_page_of_posts_and_then_has_its_board(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    officer_id, chief = newcomer(casework), sign_in("sp")
    units = chief.open(UNITS)
    press(chief, units, "register", **{**NEW, "station": station_id(casework)})
    post_id = look(select(PatrolUnit.post_id).where(PatrolUnit.call_sign == "PRV 9"))

    posts = chief.open(f"/command/units/{station_id(casework)}/posts")
    chief.send(posts, {"officer": officer_id, "post": post_id, "go": "transfer"})

    board = sign_in("newcomer").open("/patrol")
    assert board.heading == "No call"
    assert "PRV 9" in board.words


def test_the_control_room_sees_what_each_unit_said_and_nothing_of_her(
    sign_in: SignIn, browser: Browser, app: Flask
) -> None:
    call(browser, where="Blue door behind the temple")
    unit = sign_in("patrol")
    unit.send(unit.open("/patrol"), {"say": "cannot"})

    page = sign_in("control").open(UNITS)

    assert "Calls for which nobody is with her yet" in page.words
    assert "PRV 0001 cannot come" in page.words
    assert "is asked now" in page.words
    assert "Others near her:" in page.words
    assert "Blue door" not in page.words
    assert "98765" not in page.words


def test_the_control_room_comes_from_the_call_to_its_own_step(
    sign_in: SignIn, browser: Browser, casework: Casework
) -> None:
    call(browser)
    casework.wait(minutes=3)
    control = sign_in("control")

    [link] = control.open(UNITS).tree.xpath("//main//a[.='To your step of this call']/@href")

    assert control.open(link).heading == "Send a unit by radio"


def test_a_call_from_nowhere_is_a_step_of_the_states_control_room_alone(
    sign_in: SignIn, browser: Browser, casework: Casework
) -> None:
    call(browser, latitude="", longitude="")
    casework.wait(minutes=3)

    of_state, of_district = (
        sign_in(login).open("/office/").words for login in ("statecontrol", "control")
    )

    assert "Send a unit by radio" in of_state
    assert "Send a unit by radio" not in of_district


def test_once_somebody_is_there_the_call_is_gone_from_the_page(
    sign_in: SignIn, browser: Browser
) -> None:
    call(browser)
    unit = sign_in("patrol")
    unit.send(unit.send(unit.open("/patrol"), {"say": "going"}), {"say": "arrived"})

    page = sign_in("control").open(UNITS)

    assert "Calls for which nobody is with her yet" not in page.words
