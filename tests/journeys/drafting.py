"""A draft in a browser by the ids of its elements: begun, changed, saved and read."""

from playwright.sync_api import Page, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.police import Officer
from tests.journeys.walks import press_next
from tests.patience import eventually

NAME = "#bio-properties-panel-name"
CONDITION = "#bio-properties-panel-itsso-condition"
_IS_KEPT = """async () => {
  const { kept } = await import("/static/designer/kept.js");
  return (await kept()) !== undefined;
}"""


def begin_draft(designer: Officer, process: str) -> str:
    """Begin a draft of a process that runs; its address."""
    press_next(designer.page, f"section[aria-labelledby=process-{process}] .process__ways button")
    wait_until_ready(designer.page)
    return designer.page.url


def begin_process(designer: Officer, name: str) -> None:
    """Begin a process that does not run yet."""
    designer.page.fill("#name", name)
    press_next(designer.page, ".process--new button")
    wait_until_ready(designer.page)


def select(page: Page, element_id: str) -> None:
    """Select an element of the drawing by the address of the page."""
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = '{element_id}'")
    expect(page.locator(f"[data-element-id={element_id}].selected").first).to_be_attached()


def unfold(page: Page, group: str) -> None:
    """Unfold a group of properties, if it is folded."""
    header = page.locator(f"[data-group-id=group-{group}] .bio-properties-panel-group-header")
    if "open" not in (header.get_attribute("class") or ""):
        header.click()


def rename(page: Page, element_id: str, name: str) -> None:
    """Give an element another name in its properties."""
    select(page, element_id)
    unfold(page, "general")
    page.fill(NAME, name)
    page.locator(NAME).blur()
    expect(page.locator("#save-state")).to_have_text("Not saved")


def save(page: Page) -> None:
    """Save the file."""
    page.click("#save")
    expect(page.locator("#save-state")).to_contain_text("Saved")


def reload(page: Page) -> None:
    """Load the page anew, and wait for its editor."""
    page.reload()
    wait_until_ready(page)


def wait_until_kept(page: Page) -> None:
    """Wait until the browser has kept what is not saved."""
    assert eventually(lambda: page.evaluate(_IS_KEPT))


def as_text(page: Page) -> str:
    """Leave the picture for the text of the file; the text."""
    page.click("#switch")
    expect(page.locator("#content")).to_be_visible()
    return page.input_value("#content")


def label(page: Page, element_id: str) -> str:
    """What stands at an element of the drawing now."""
    return " ".join((page.locator(_label_of(element_id)).text_content() or "").split())


def see_label(page: Page, element_id: str, words: str) -> None:
    """Wait until these words stand at an element of the drawing."""
    expect(page.locator(_label_of(element_id))).to_have_text(words)


def see_value(page: Page, selector: str, value: str) -> None:
    """Wait until a field holds this value."""
    expect(page.locator(selector)).to_have_value(value)


def _label_of(element_id: str) -> str:
    return f"[data-element-id={element_id}] .djs-visual text"
