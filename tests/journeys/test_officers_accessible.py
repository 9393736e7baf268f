"""Every page of officers and supervisors passes axe and fits a small telephone."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.police import Officer
from tests.journeys.test_accessible import faults
from tests.journeys.walks import hold_still

WIDTHS = (320, 1280)


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


def look_at(page: Page, addresses: list[str], language: str) -> list[str]:
    """What is wrong with these pages at every width, all that is folded unfolded."""
    found = []
    for address in addresses:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
            hold_still(page)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            found += faults(page)
    return found


def linked(page: Page, address: str, selector: str) -> list[str]:
    """The first address of each kind that a page links to."""
    page.goto(address)
    links = page.locator(selector).evaluate_all("links => links.map(a => a.href)")
    return links[:1]


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_sign_in_page_is_accessible(page: Page, address: str, language: str) -> None:
    assert look_at(page, [f"{address}office/sign-in"], language) == []


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize(
    "login", ["sho", "io", "co", "recorder", "oversight", "caller", "helpdesk", "national"]
)
def test_an_officers_pages_are_accessible(
    chromium: Browser, address: str, login: str, language: str
) -> None:
    officer = Officer(chromium, address, login)
    page = officer.page
    tasks = linked(page, f"{address}office/", "tbody th a")
    cases = linked(page, tasks[0], ".facts-line a") if tasks else []
    corrections = linked(page, cases[0], "a[href$=correct]") if cases else []
    parts = linked(page, cases[0], "a[href*='/parts/']") if cases else []

    found = look_at(
        page,
        [f"{address}office/", f"{address}command/", *tasks, *cases, *corrections, *parts],
        language,
    )

    assert found == []
    officer.leave()


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_superintendents_pages_are_accessible(
    chromium: Browser, address: str, language: str
) -> None:
    officer = Officer(chromium, address, "sp")
    page = officer.page
    page.goto(f"{address}command/")
    unit = page.url
    below = linked(page, unit, ".figures th a")

    found = look_at(
        page,
        [unit, f"{unit}/cases?which=late", f"{address}command/escalations", *below]
        + [f"{each}/posts" for each in below],
        language,
    )

    assert below
    assert found == []
    officer.leave()


@pytest.mark.parametrize(
    ("login", "paths"),
    [
        ("control", ["command/", "command/patrol-units"]),
        ("state", ["office/", "command/backlog"]),
        ("helpdesk", ["office/"]),
        ("admin", ["command/units", "command/incidents", "command/cctns"]),
    ],
)
def test_the_pages_beside_the_cases_are_accessible(
    chromium: Browser, address: str, login: str, paths: list[str]
) -> None:
    officer = Officer(chromium, address, login)

    found = look_at(officer.page, [address + path for path in paths], "hi")

    assert found == []
    officer.leave()


def test_the_patrols_page_is_accessible_but_that_it_renews_itself(
    chromium: Browser, address: str
) -> None:
    officer = Officer(chromium, address, "patrol")

    found = look_at(officer.page, [f"{address}patrol"], "hi")

    # a call that rings has to appear by itself, also where no script runs
    assert {fault.split(": ")[1] for fault in found} == {"meta-refresh"}
    officer.leave()
