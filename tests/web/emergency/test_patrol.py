"""The patrol unit's page: one hand, no scrolling, no JavaScript needed."""

from flask import Flask
from sqlalchemy import select

from models import AlertStatus, EmergencyAlert, PatrolUnit
from tests.web.browser import Browser
from tests.web.emergency.test_help import call
from tests.web.installation import Look
from tests.web.staff import SignIn

STATUS = select(EmergencyAlert.status)


def test_without_a_call_the_page_says_so_and_asks_again_by_itself(sign_in: SignIn) -> None:
    page = sign_in("patrol").open("/patrol")

    assert page.heading == "No call"
    assert page.tree.xpath("//meta[@http-equiv='refresh']/@content") == ["5"]


def test_a_unit_sees_the_number_only_once_it_goes(browser: Browser, sign_in: SignIn) -> None:
    call(browser, where="Blue door behind the temple")
    unit = sign_in("patrol")
    before = unit.open("/patrol")

    after = unit.send(before, {"say": "going"})

    assert "Blue door" in before.words
    assert "98765" not in before.words
    assert "98765 43210" in after.words
    assert after.heading == "Go to her"


def test_a_unit_goes_arrives_and_says_what_it_found(
    browser: Browser, sign_in: SignIn, look: Look
) -> None:
    call(browser)
    unit = sign_in("patrol")
    page = unit.send(unit.open("/patrol"), {"say": "going"})
    assert browser.open("/help/now").heading == "Help is on its way"

    page = unit.send(page, {"say": "arrived"})
    address = page.tree.xpath("string(//main//a[contains(@class, 'patrol__button')]/@href)")
    outcome = unit.open(address)
    done = unit.send(
        outcome,
        {
            "f-found": "she_is_safe",
            "f-injured": "no",
            "f-children": "no",
            "f-arrested": "no",
            "f-moved_to": "family",
            "f-wants_complaint": "no",
            "go": "complete",
        },
    )

    assert done.status == 200
    assert "Done" in done.words
    assert look(STATUS) is AlertStatus.THERE
    assert browser.open("/help/now").heading == "Somebody is with you"


def test_an_answer_that_comes_too_late_changes_nothing_and_says_so(
    browser: Browser, sign_in: SignIn
) -> None:
    call(browser)
    unit = sign_in("patrol")
    page = unit.open("/patrol")
    browser.send(browser.open("/help/now"), form=0)  # she is safe

    late = unit.send(page, {"say": "going"})

    assert "This call is over" in late.words
    assert late.heading == "No call"


def test_a_unit_that_presses_twice_is_told_that_the_call_is_its_own(
    browser: Browser, sign_in: SignIn
) -> None:
    call(browser)
    unit = sign_in("patrol")
    page = unit.open("/patrol")
    unit.send(page, {"say": "going"})

    again = unit.send(page, {"say": "going"})

    assert "This call is yours already" in again.words
    assert "another unit has it" not in again.words
    assert "arrived" in again.form(0).xpath(".//button/@value")


def test_nobody_else_answers_for_a_unit(browser: Browser, sign_in: SignIn, app: Flask) -> None:
    call(browser)
    page = sign_in("patrol").open("/patrol")
    address = page.form(0).get("action")
    other = sign_in("sho")
    token = other.open("/office").tree.xpath("//input[@name='csrf_token']/@value")[0]

    answer = other.client.post(address, data={"say": "going", "csrf_token": token})

    assert answer.status_code == 404
    assert sign_in("sho").open("/patrol").status == 404


def test_a_made_up_answer_is_refused(browser: Browser, sign_in: SignIn, look: Look) -> None:
    call(browser)
    unit = sign_in("patrol")

    page = unit.send(unit.open("/patrol"), {"say": "arrived"})

    assert page.status == 404
    assert look(STATUS) is AlertStatus.RAISED


def test_a_unit_off_duty_is_not_asked(browser: Browser, sign_in: SignIn, look: Look) -> None:
    unit = sign_in("patrol")
    unit.send(unit.open("/patrol"), {"duty": "off"})

    call(browser)

    assert look(select(PatrolUnit.is_on_duty).where(PatrolUnit.call_sign == "PRV 0001")) is False
    assert unit.open("/patrol").heading == "No call"


def test_a_unit_tells_where_it_is_and_nonsense_is_not_believed(sign_in: SignIn, look: Look) -> None:
    unit = sign_in("patrol")
    page = unit.open("/patrol")
    address = page.tree.xpath("string(//form/@data-report)")
    token = page.fields()["csrf_token"][0]

    for latitude, longitude in (("26.9", "81.0"), ("0", "0"), ("x", "")):
        unit.client.post(
            address, data={"csrf_token": token, "latitude": latitude, "longitude": longitude}
        )

    where = select(PatrolUnit.latitude).where(PatrolUnit.call_sign == "PRV 0001")
    assert look(where) == 26.9


def test_a_new_call_goes_before_the_report_of_the_last_one(
    browser: Browser, sign_in: SignIn, app: Flask
) -> None:
    call(browser)
    unit = sign_in("patrol")
    page = unit.send(unit.open("/patrol"), {"say": "going"})
    unit.send(page, {"say": "arrived"})

    call(Browser(app, language="en"), mobile="98765 43211")
    page = unit.open("/patrol")

    assert page.heading == "A woman needs help"
    assert page.tree.xpath("//main//h2/text()") == ["Say what you found"]
    assert page.form(0).xpath(".//button/@value") == ["going", "cannot"]
    assert "seconds to answer" in page.words


def test_the_page_is_small_enough_for_a_slow_network(browser: Browser, sign_in: SignIn) -> None:
    call(browser)
    page = sign_in("patrol").open("/patrol")

    parts = page.tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")
    sizes = [
        len(browser.client.get(part, headers={"Accept-Encoding": "gzip"}).data) for part in parts
    ]

    assert len(page.text) + sum(sizes) < 30_000, sizes
