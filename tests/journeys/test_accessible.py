"""Every public page passes axe, fits a small telephone, and shows where the keyboard is."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from models import Complaint, TaskStatus, UserTask
from processes.demonstration.load import PASSPHRASE
from tests.journeys.walks import hold_still, press_next, report_page_after_page
from tests.web.installation import Look

NARROWEST = 320


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


@pytest.fixture
def narrow(page: Page) -> Page:
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    return page


def faults(page: Page) -> list[str]:
    """What axe finds, and whether anything is wider than the screen."""
    hold_still(page)
    found = [
        f"{page.url}: {each['id']}: {each['nodes'][0]['html'][:120]}"
        for each in Axe().run(page).response["violations"]
    ]
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, *([f"{page.url} is wider than the screen"] if too_wide else [])]


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "form",
        "track",
        "track/code",
        "rights",
        "lost",
        "lost/new",
        "help",
        "help/register",
        "help/forget",
        "confirm",
        "demo/phone",
        "nowhere",
    ],
)
def test_the_page_is_accessible(narrow: Page, address: str, path: str, language: str) -> None:
    narrow.goto(f"{address}{path}?lang={language}")

    assert faults(narrow) == []


@pytest.mark.parametrize("language", ["hi", "en"])
def test_every_part_of_the_form_is_accessible_with_and_without_faults(
    narrow: Page, address: str, language: str
) -> None:
    found = [
        fault
        for page in report_page_after_page(narrow, address, language)
        for fault in faults(page)
    ]

    assert found == []
    assert narrow.locator(".secret__value").count() == 1


@pytest.mark.parametrize("language", ["hi", "en"])
def test_her_complaint_and_her_step_are_accessible(
    narrow: Page, address: str, look: Look, language: str
) -> None:
    narrow.goto(f"{address}track?lang={language}")
    narrow.fill("#number", a_number_with_a_step(look))
    narrow.fill("#passphrase", PASSPHRASE)
    press_next(narrow, "main button")
    found = faults(narrow)

    press_next(narrow, ".card a")
    found += faults(narrow)
    press_next(narrow, "main button")
    found += faults(narrow)

    assert narrow.locator("#error-summary").count() == 1
    assert found == []


@pytest.mark.parametrize("language", ["hi", "en"])
def test_whatever_she_may_say_or_ask_for_is_accessible(
    narrow: Page, address: str, look: Look, language: str
) -> None:
    narrow.goto(f"{address}track?lang={language}")
    narrow.fill("#number", a_number_with_a_step(look))
    narrow.fill("#passphrase", PASSPHRASE)
    press_next(narrow, "main button")
    links = narrow.locator("main a[href*='/track/say/'], main a[href*='/track/ask/']")
    offered = links.evaluate_all("links => links.map(a => a.href)")
    found = []

    for link in offered:
        narrow.goto(link)
        found += faults(narrow)
        press_next(narrow, "main button[type=submit]")
        found += faults(narrow)

    assert len(offered) > 7
    assert found == []


def a_number_with_a_step(look: Look) -> str:
    waits = select(UserTask.id).where(
        UserTask.instance_id == Complaint.instance_id,
        UserTask.role == "complainant",
        UserTask.status == TaskStatus.OPEN,
    )
    return str(look(select(Complaint.number).where(waits.exists())))


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_hold_in_both_schemes(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    page.goto(f"{address}?lang=hi")
    found = faults(page)
    page.goto(f"{address}track/code?lang=hi")

    assert found + faults(page) == []


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    names = []

    for _ in range(20):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText.split('\\n')[0]"))
        style = page.evaluate(
            "(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))"
        )
        assert style != "nonenone"
        if names[-1] == "Leave this page now":
            break

    assert names[0] == "Go to the content"
    assert {"Report", "Follow your complaint", "Know your rights", "112"} <= set(names)
    assert names[-1] == "Leave this page now"


def test_without_javascript_the_whole_way_can_be_gone(
    chromium: object, address: str, app: Flask
) -> None:
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()

    walked: Iterator[Page] = report_page_after_page(page, address, "en")
    pages = sum(1 for _ in walked)

    assert pages > 8
    assert page.locator("h1").inner_text() == "We have your complaint"
    context.close()
