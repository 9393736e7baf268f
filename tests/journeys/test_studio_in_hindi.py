"""On a Hindi page the editors speak Hindi: palettes, pads, menus and properties."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import begin_draft, select
from tests.journeys.police import Officer
from tests.journeys.walks import press_next

#: What people wrote into the drawing, the table or the form, and names that are no words.
NOT_THE_EDITORS = (
    ".djs-visual, input, textarea, datalist, option, td, .input-label, .output-label,"
    " .decision-table-name,"
    " [class*=input-expression], [class*=type], .fjs-form-field, .cm-editor, .bjs-powered-by,"
    " .bio-properties-panel-header-label, [data-group-id=group-itsso-meaning],"
    " .bio-properties-panel-collapsible-entry-header-title, [data-entry-id^=itsso-option] label"
)
ENGLISH = """([within, apart]) => {
  const found = new Set();
  const isEnglish = (said) => /[A-Za-z]{3}/.test(said) && !/[ऀ-ॿ]/.test(said);
  for (const each of document.querySelectorAll(within)) {
    if (each.closest(apart)) continue;
    for (const name of ["title", "placeholder", "aria-label"]) {
      const said = each.getAttribute(name);
      if (isEnglish(said ?? "")) found.add(said);
    }
    for (const { nodeType, data } of each.childNodes)
      if (nodeType === Node.TEXT_NODE && isEnglish(data)) found.add(data.trim());
  }
  return [...found].filter((said) => !/^[a-z_]+$/.test(said)); // names that programs read
}"""


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A designer who reads Hindi, at the drawing of a draft."""
    meera = Officer(chromium, address, "designer")
    meera.page.goto(f"{address}designer/?lang=hi")
    begin_draft(meera, "withdrawal")
    yield meera.page
    meera.leave()


def english(page: Page, within: str) -> list[str]:
    found: list[str] = page.evaluate(ENGLISH, [within, NOT_THE_EDITORS])
    return found


def unfold_all(page: Page) -> None:
    page.evaluate(
        "document.querySelectorAll('.bio-properties-panel-group-header:not(.open)')"
        ".forEach(header => header.click())"
    )


def test_a_drawing_is_edited_in_hindi(page: Page) -> None:
    expect(page.locator("[data-action='create.start-event']")).to_have_attribute(
        "aria-label", "शुरुआत बनाएँ"
    )
    found = english(page, ".djs-palette *, #properties *")

    for element in ("talk_to_her", "is_a_try_left", "a_day_later"):
        select(page, element)
        unfold_all(page)
        found += english(page, "#properties *, .djs-context-pad *")
        page.click(".djs-context-pad [data-action=replace]")
        expect(page.locator(".djs-popup")).to_be_visible()
        found += english(page, ".djs-popup *")
        page.keyboard.press("Escape")

    expect(page.locator(".bio-properties-panel-header-type")).to_contain_text("समय का इंतज़ार")
    assert found == []


def test_a_form_is_edited_in_hindi(page: Page) -> None:
    page.goto(page.url.replace("withdrawal.bpmn", "forms/talk_to_her.form"))
    wait_until_ready(page)
    expect(page.locator(".fjs-palette-header").first).to_contain_text("क्या-क्या")
    fields = page.locator(".fjs-element")

    found = english(page, ".fjs-palette *")
    for number in range(1, fields.count()):
        fields.nth(number).click(position={"x": 3, "y": 3})
        unfold_all(page)
        found += english(page, ".fjs-properties-container *")

    assert found == []


def test_a_table_is_edited_in_hindi(page: Page, address: str) -> None:
    page.goto(f"{address}designer/")
    press_next(page, "section[aria-labelledby=process-complaint] .process__ways button")
    page.goto(page.url.replace("complaint.bpmn", "triage.dmn"))
    wait_until_ready(page)
    expect(page.locator(".hit-policy")).to_contain_text("पहली")
    page.click("td.output-cell >> nth=0", button="right")
    expect(page.locator(".context-menu")).to_be_visible()

    found = english(page, ".context-menu *, .dmn-js-parent th, .dmn-js-parent th *, .hit-policy *")

    assert found == []
