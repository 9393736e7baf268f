"""Long lists of options in a browser: found by typing, by unfolding, and without JavaScript."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from processes.demonstration.police import PASSWORD
from tests.journeys.police import Officer
from tests.journeys.walks import press_next
from tests.web.casework import Casework
from tests.web.conftest import portal_of

LIST = "[data-filter]"
FIND = f"{LIST} .choices__find input"


@pytest.fixture
def task_path(app: Flask) -> str:
    """A step that asks for the offences."""
    casework = Casework(portal_of(app))
    complaint_id = casework.called()
    return f"office/tasks/{casework.task(complaint_id, 'register_complaint').id}"


@pytest.fixture
def station(chromium: Browser, address: str, task_path: str) -> Page:
    """The page of that step, before the officer of the station."""
    officer = Officer(chromium, address, "sho")
    officer.page.goto(f"{address}{task_path}")
    return officer.page


def shown(page: Page) -> list[str]:
    """The values of the options one can see."""
    values: list[str] = page.locator(f"{LIST} input[type=checkbox]:visible").evaluate_all(
        "inputs => inputs.map(input => input.value)"
    )
    return values


def test_typing_shows_what_fits_and_says_how_many(station: Page) -> None:
    assert shown(station) == []

    station.fill(FIND, "acid")

    found = shown(station)
    assert {"acid_attack", "acid_attempt"} <= set(found)
    assert station.locator(f"{LIST} [role=status]").inner_text().startswith(f"{len(found)} of ")


def test_what_was_chosen_stays_open_and_counted_when_the_search_is_over(station: Page) -> None:
    station.fill(FIND, "stalking")
    station.check(f"{LIST} input[value=stalking]")

    station.fill(FIND, "")

    assert "stalking" in shown(station)
    assert "acid_attack" not in shown(station)
    assert station.locator(".choices__chosen:visible").all_inner_texts().count("1 chosen") == 1


def test_enter_in_the_search_does_not_send_the_step(station: Page) -> None:
    before = station.url

    station.fill(FIND, "nothing of the kind")
    station.press(FIND, "Enter")

    assert station.url == before
    assert shown(station) == []
    assert station.locator(f"{LIST} [role=status]").inner_text().startswith("0 of ")


def test_the_keyboard_alone_unfolds_a_heading_and_chooses(station: Page) -> None:
    station.locator(f"{LIST} summary").first.focus()

    station.keyboard.press("Enter")
    station.keyboard.press("Tab")
    station.keyboard.press("Space")

    assert station.locator(f"{LIST} input:checked").count() == 1
    assert station.locator(".choices__chosen").first.inner_text() == "1 chosen"


def test_without_javascript_the_headings_unfold_and_there_is_no_search(
    chromium: Browser, address: str, task_path: str
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"{address}office/sign-in?lang=en")
    page.fill("#login", "sho")
    page.fill("#password", PASSWORD)
    press_next(page, "main button[type=submit]")
    page.goto(f"{address}{task_path}")

    page.locator(f"{LIST} summary").first.click()

    assert page.locator(FIND).count() == 0
    assert page.locator(f"{LIST} input[type=checkbox]:visible").count() > 3
    context.close()


def test_the_drawing_shows_the_step_of_the_page(station: Page) -> None:
    station.locator("details[data-drawing] summary").click()
    step = station.locator("#drawing [data-element-id=register_complaint]").first
    step.wait_for()

    frame, box = station.locator("#drawing").bounding_box(), step.bounding_box()

    assert frame
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    assert abs(middle[0] - frame["x"] - frame["width"] / 2) < frame["width"] / 4
    assert abs(middle[1] - frame["y"] - frame["height"] / 2) < frame["height"] / 4
