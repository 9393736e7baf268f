"""One press, who is coming, "I am safe", and registering beforehand."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import EmergencyAlert, EmergencyEnrolment, EmergencyResponse, Level, Unit
from tests.web.browser import Browser, Page
from tests.web.installation import Look

ALERTS = select(func.count()).select_from(EmergencyAlert)
RESPONSES = select(func.count()).select_from(EmergencyResponse)
MIDDLE = {"latitude": "26.451", "longitude": "80.331"}
PASSPHRASE = "three mangoes fell"


def call(browser: Browser, **told: str) -> Page:
    return browser.send(browser.open("/help"), {"mobile": "98765 43210", **MIDDLE, **told})


def register(browser: Browser, look: Look, **told: str) -> Page:
    district = look(select(Unit.id).where(Unit.level == Level.DISTRICT).order_by(Unit.code))
    return browser.send(
        browser.open("/help/register"),
        {
            "mobile": "98765 43210",
            "district": district,
            "address_1": "Blue door behind the temple",
            "passphrase": PASSPHRASE,
            "again": PASSPHRASE,
            **MIDDLE,
            **told,
        },
    )


def test_one_press_asks_three_units_at_once(browser: Browser, look: Look) -> None:
    page = call(browser)

    assert page.heading == "Help is being sent"
    assert look(select(func.count()).select_from(EmergencyResponse)) == 3


def test_the_title_says_nothing_to_a_bystander(browser: Browser) -> None:
    titles = {
        browser.open(address).tree.xpath("string(//title)").strip()
        for address in ("/help", "/help/register", "/help/forget")
    }

    assert titles == {"Services"}


def test_pressing_again_on_the_same_page_makes_no_second_alert(
    browser: Browser, look: Look
) -> None:
    page = browser.open("/help")
    told = {"mobile": "98765 43210", **MIDDLE}

    for _ in range(3):
        browser.send(page, told)

    assert look(ALERTS) == 1


def test_a_press_needs_no_token_of_a_form(app: Flask, look: Look) -> None:
    answer = app.test_client().post("/help", data={"mobile": "98765 43210", **MIDDLE})

    assert answer.status_code == 303
    assert look(ALERTS) == 1


def test_another_sites_form_calls_nobody(app: Flask, look: Look) -> None:
    answer = app.test_client().post(
        "/help", data={"mobile": "98765 43210"}, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403
    assert look(ALERTS) == 0


def test_without_a_number_the_page_says_how_to_write_it(browser: Browser, look: Look) -> None:
    page = call(browser, mobile="12")

    assert page.status == 422
    assert "10 digits" in page.words
    assert look(ALERTS) == 0


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": "51.5", "longitude": "0"},
        {"latitude": "nan", "longitude": "nan"},
        {"latitude": "x", "longitude": "1e999"},
        {"latitude": "", "longitude": ""},
    ],
)
def test_an_impossible_place_hinders_no_alert(
    browser: Browser, look: Look, place: dict[str, str]
) -> None:
    page = call(browser, **place)

    assert page.heading == "Help is being sent"
    assert "We do not know where you are" in page.words
    assert look(ALERTS) == 1


def test_saying_afterwards_where_she_is_makes_no_second_alert(browser: Browser, look: Look) -> None:
    page = call(browser, latitude="", longitude="")

    browser.send(page, {"mobile": "98765 43210", "where": "Bus stop", **MIDDLE}, form=1)

    assert look(ALERTS) == 1


def test_units_are_asked_once_she_has_said_where_she_is(browser: Browser, look: Look) -> None:
    page = call(browser, latitude="", longitude="")
    before = look(RESPONSES)

    page = browser.send(page, {"mobile": "98765 43210", **MIDDLE}, form=1)

    assert before == 0
    assert look(RESPONSES) == 3
    assert "We do not know where you are" not in page.words
    assert "3 units have been asked" in page.words


def test_units_are_asked_once_she_has_said_in_which_district(browser: Browser, look: Look) -> None:
    page = call(browser, latitude="", longitude="")
    district = look(select(Unit.id).where(Unit.level == Level.DISTRICT).order_by(Unit.code))

    told = {"mobile": "98765 43210", "where": "Bus stop", "district": district}
    page = browser.send(page, told, form=1)

    assert look(RESPONSES) == 3
    assert "3 units have been asked" in page.words


def test_the_page_renews_itself_but_not_while_she_writes_where_she_is(browser: Browser) -> None:
    unplaced = call(browser, latitude="", longitude="")

    placed = call(browser, mobile="98765 43211")

    assert unplaced.tree.xpath("//meta[@http-equiv='refresh']") == []
    assert placed.tree.xpath("//meta[@http-equiv='refresh']/@content") == ["10"]


def test_she_says_that_she_is_safe(browser: Browser) -> None:
    page = call(browser)

    page = browser.send(page, form=0)

    assert page.heading == "You said that you are safe"
    assert "A woman officer calls you" in page.words


def test_whoever_has_not_called_is_led_to_the_button(browser: Browser) -> None:
    assert browser.open("/help/now").heading == "Help now"


def test_a_registered_phone_needs_one_press_and_no_number(browser: Browser, look: Look) -> None:
    register(browser, look, remember="1")

    page = browser.open("/help")
    page = browser.send(page)

    assert page.heading == "Help is being sent"
    assert look(select(EmergencyAlert.enrolment_id)) == look(select(EmergencyEnrolment.id))


def test_a_phone_that_must_not_be_remembered_keeps_nothing(browser: Browser, look: Look) -> None:
    register(browser, look)

    assert "mobile" in browser.open("/help").fields()
    assert browser.client.get_cookie("k", path="/help") is None


def test_registering_the_same_number_twice_changes_the_one_registration(
    browser: Browser, look: Look
) -> None:
    register(browser, look)

    page = register(browser, look, address_1="Red door")

    assert page.heading == "Write the code that came"
    assert look(select(func.count()).select_from(EmergencyEnrolment)) == 1


def test_nobody_else_changes_her_registration(app: Flask, browser: Browser, look: Look) -> None:
    register(browser, look)
    mine = look(select(EmergencyEnrolment.id))
    before = look(select(EmergencyEnrolment.told))

    register(
        Browser(app, language="en"), look, passphrase="another one here", again="another one here"
    )

    assert look(select(func.count()).select_from(EmergencyEnrolment)) == 2
    hers = select(EmergencyEnrolment.told).where(EmergencyEnrolment.id == mine)
    assert look(hers) == before


def test_what_she_registers_stands_nowhere_in_clear(browser: Browser, look: Look) -> None:
    register(browser, look)

    told = look(select(EmergencyEnrolment.told))

    assert b"temple" not in told
    assert b"98765" not in told


def test_a_registration_is_deleted_with_number_and_passphrase_only(
    browser: Browser, look: Look
) -> None:
    register(browser, look, remember="1")
    page = browser.open("/help/forget")
    wrong = browser.send(page, {"mobile": "98765 43210", "passphrase": "not this one"})

    right = browser.send(page, {"mobile": "98765 43210", "passphrase": PASSPHRASE})

    assert wrong.status == 422
    assert right.heading == "It is deleted"
    assert "mobile" in browser.open("/help").fields()


def test_only_pages_for_help_may_ask_where_the_telephone_is(browser: Browser) -> None:
    allowed = {
        address: "geolocation=(self)"
        in browser.open(address).response.headers["Permissions-Policy"]
        for address in ("/", "/form", "/help", "/help/register")
    }

    assert allowed == {"/": False, "/form": False, "/help": True, "/help/register": True}
