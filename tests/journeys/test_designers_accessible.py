"""Every page of the studio that no story of its own looks at passes axe and fits a telephone.

An editor's page is also used on a tablet: the picture, its properties and its tools fit there.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import begin_draft
from tests.journeys.police import Officer
from tests.journeys.test_accessible import faults
from tests.journeys.test_officers_accessible import linked, look_at
from tests.web.cli.test_migrate import FIRST, deploy
from tests.web.designer.test_migrating import OTHER, begin_cases
from web.portal import Portal

LANGUAGES = pytest.mark.parametrize("language", ["hi", "en"])
TELEPHONE, TABLET = {"width": 360, "height": 740}, {"width": 820, "height": 1180}


@pytest.fixture
def meera(chromium: Browser, address: str) -> Iterator[Officer]:
    entered = Officer(chromium, address, "designer")
    yield entered
    entered.leave()


@pytest.fixture
def two_versions(portal: Portal) -> None:
    """A process with cases on an older version."""
    deploy(portal, FIRST)
    begin_cases(portal)
    deploy(portal, OTHER)


@LANGUAGES
def test_the_designers_pages_are_accessible(meera: Officer, language: str) -> None:
    page = meera.page
    drawing = begin_draft(meera, "withdrawal")
    draft = drawing.rpartition("/edit/")[0]
    form = page.locator(".files__file--form").first.evaluate("link => link.href")
    text = page.locator(".files__file--json").first.evaluate("link => link.href")
    home = drawing.partition("designer/")[0] + "designer/"

    found = look_at(page, [home, f"{draft}/check", drawing, text, form], language)

    assert found == []


@LANGUAGES
@pytest.mark.usefixtures("two_versions")
def test_the_pages_of_versions_are_accessible(meera: Officer, address: str, language: str) -> None:
    page = meera.page
    versions = f"{address}designer/processes/toy"
    compare = linked(page, versions, "a[href*='/compare/']")
    back = linked(page, versions, "a[href$='/roll-back']")

    found = look_at(
        page, [versions, f"{versions}/heat", f"{versions}/migrate", *compare, *back], language
    )

    assert (len(compare), len(back)) == (1, 1)
    assert found == []


@LANGUAGES
def test_the_pages_of_a_draft_are_accessible(meera: Officer, language: str) -> None:
    page = meera.page
    draft = begin_draft(meera, "complaint").rpartition("/edit/")[0]
    names = ("check", "play", "cases", "simulation", "publish", "about", "notices")

    found = look_at(page, [f"{draft}/{name}" for name in names], language)
    of_table = look_at(page, [f"{draft}/edit/triage.dmn"], language)

    assert found == []
    # the corner of dmn-js's own table, above the numbers of the rows
    assert [each for each in of_table if 'class="index-column"></th>' not in each] == []


@LANGUAGES
def test_cases_at_a_step_are_listed_accessibly(
    chromium: Browser, address: str, language: str
) -> None:
    sp = Officer(chromium, address, "sp")
    sp.page.goto(f"{address}command/")
    heat = linked(sp.page, sp.page.url, "a[href*='/heat/']")
    listed = linked(sp.page, heat[0], "a[href*='/at/']") if heat else []

    found = look_at(sp.page, [*heat, *listed], language)

    assert heat
    assert found == []
    sp.leave()


@pytest.mark.parametrize("size", [TELEPHONE, TABLET], ids=["telephone", "tablet"])
@pytest.mark.parametrize("file", ["withdrawal.bpmn", "forms/talk_to_her.form"])
def test_an_editor_fits_smaller_screens(meera: Officer, size: dict[str, int], file: str) -> None:
    page = meera.page
    drawing = begin_draft(meera, "withdrawal")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(drawing.replace("withdrawal.bpmn", file))
    wait_until_ready(page)

    for name in ("#canvas", "#save", "#switch", "#findings"):
        expect(page.locator(name)).to_be_visible()
    assert page.evaluate("document.getElementById('canvas').clientHeight") >= 300
    assert is_reachable(page, "#switch")
    assert faults(page) == []


def is_reachable(page: Page, selector: str) -> bool:
    """Whether a press in the middle of something meets it."""
    page.locator(selector).scroll_into_view_if_needed()
    met: bool = page.locator(selector).evaluate(
        """part => {
          const { x, y, width, height } = part.getBoundingClientRect();
          return part.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }"""
    )
    return met
