"""A designer's hands in the studio: palette, pad, properties, forms; mouse and keyboard only."""

import re

from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.journeys.walks import PATIENCE

#: So long a page may work on something in the background: a replay, a simulation, a migration.
LONG_MS = 420_000

_CANVAS = "#canvas svg[tabindex]"
_SELECTED = "#canvas g.djs-element.djs-shape.selected"
_PANEL = "bio-properties-panel"
_NAMING = ".djs-direct-editing-content"


def find(page: Page, words: str) -> str:
    """Find an element by its name, as Ctrl+F does, and bring it into view; its id."""
    page.locator(_CANVAS).first.focus()
    page.keyboard.press("Control+f")
    page.keyboard.type(words)
    page.locator(".djs-search-result").first.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".djs-search-result")).to_have_count(0)
    return selected(page)


def selected(page: Page) -> str:
    """The id of what is selected."""
    expect(page.locator(_SELECTED)).to_have_count(1)
    return page.locator(_SELECTED).get_attribute("data-element-id") or ""


def take(page: Page, tool: str) -> None:
    """Take something from the palette; the next click on the drawing puts it there."""
    page.locator(".djs-palette").get_by_label(tool, exact=True).click()


def put(page: Page, x: float, y: float, name: str) -> str:
    """Put what was taken at a place of the screen, and type its name; its id."""
    page.mouse.move(x - 40, y - 40)
    page.mouse.move(x, y, steps=6)
    page.mouse.down()
    page.mouse.up()
    return name_it(page, name)


def append(page: Page, action: str, name: str) -> str:
    """Append something to the selected element by its pad, and type its name; its id."""
    pad(page, action)
    return name_it(page, name)


def name_it(page: Page, name: str) -> str:
    """Type the name of what was just put on the drawing; its id."""
    expect(page.locator(_NAMING)).to_be_visible()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator(_NAMING)).to_have_count(0)
    expect(page.locator(f".{_PANEL}-header-label")).to_have_text(name)
    return selected(page)


def drag(page: Page, element: str, *, right: float = 0, down: float = 0) -> None:
    """Drag an element of the drawing with the mouse."""
    box = box_of(page, element)
    x, y = box["x"] + box["width"] / 2, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 3, y + down / 3, steps=4)
    page.mouse.move(x + right, y + down, steps=8)
    page.mouse.up()


def pad(page: Page, action: str) -> None:
    """Press a sign of the pad that stands beside the selected element."""
    page.locator(f".djs-context-pad.open [title='{action}']").click()


def change_into(page: Page, kind: str) -> None:
    """Change the selected element into another kind, with the spanner."""
    pad(page, "Change element")
    page.locator(".djs-popup").get_by_text(kind, exact=True).click()
    expect(page.locator(".djs-popup")).to_have_count(0)
    _wait_for_properties(page, kind)


def box_of(page: Page, element: str) -> FloatRect:
    """Where an element is on the screen."""
    box = page.locator(f"g[data-element-id='{element}'] > .djs-visual").bounding_box()
    assert box, element
    return box


def drop_into_form(page: Page, kind: str, y: float) -> None:
    """Drag a component from the form editor's palette into the form, at a height of its area."""
    component = page.locator(".fjs-palette-field").filter(has=page.get_by_text(kind, exact=True))
    component.scroll_into_view_if_needed()
    box, area = component.bounding_box(), page.locator(".fjs-form-container").bounding_box()
    assert box
    assert area
    x = area["x"] + area["width"] / 2
    page.mouse.move(box["x"] + 30, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    page.mouse.move(x, area["y"] + y - 10, steps=12)
    page.mouse.move(x, area["y"] + y, steps=4)
    expect(page.locator(".fjs-form-container .gu-transit")).to_be_visible()
    page.mouse.up()
    _wait_for_properties(page, kind)


def _wait_for_properties(page: Page, kind: str) -> None:
    """Wait until the properties at the right are those of this kind of thing."""
    words = re.compile(
        kind.replace("(", r"\(").replace(")", r"\)").replace("-", "."), re.IGNORECASE
    )
    expect(page.locator(f".{_PANEL}-header-type")).to_have_text(words)


def fill(page: Page, group: str, properties: dict[str, str]) -> None:
    """Fill in properties of a group, by the words that stand over the fields."""
    found = unfold(page, group)
    for words, value in properties.items():
        field = found.get_by_label(words, exact=True)
        if field.evaluate("field => field.localName") == "select":
            field.select_option(label=value)
        elif field.get_attribute("type") == "checkbox":
            field.set_checked(value == "yes")
        else:
            field.fill(value)
            field.blur()


def unfold(page: Page, group: str) -> Locator:
    """A group of the properties, unfolded."""
    title = page.get_by_text(group, exact=True)
    header = page.locator(f".{_PANEL}-group-header").filter(has=title)
    if "open" not in (header.get_attribute("class") or ""):
        header.click()
    return page.locator(f".{_PANEL}-group").filter(has=header)


def act(page: Page, step: str, *, typed: dict[str, str] | None = None, **chosen: str) -> None:
    """Do a step that waits in a play: choose its answers, type others, and complete it."""
    with page.expect_navigation():
        page.locator("main tbody").get_by_role("link", name=step, exact=True).first.click()
    for key, value in chosen.items():
        choose(page, key, value)
    for key, text in (typed or {}).items():
        page.fill(f"main [name='f-{key}']", text)
    press(page, "Complete this step")


def choose(page: Page, key: str, value: str) -> None:
    """Choose an answer from a list, or among buttons, in whichever fold of the page it lies."""
    button = page.locator(f"main [name='f-{key}'][value='{value}']")
    if button.count():
        button.evaluate("input => input.closest('details')?.setAttribute('open', '')")
        button.check()
    else:
        page.select_option(f"main select[name='f-{key}']", value)


def press(page: Page, name: str) -> None:
    """Press the button of this name, and wait for the page it leads to."""
    with page.expect_navigation(timeout=2 * PATIENCE):
        page.locator("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow a link of the page."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def step(page: Page, name: str) -> None:
    """Go to another step of the draft, in the row above it."""
    with page.expect_navigation():
        page.locator("[data-step]").get_by_text(name, exact=True).click()


def unfold_files(page: Page, folder: str | None = None) -> None:
    """Show the files of the draft, and those in a folder of it."""
    for name in ("files", folder):
        if name:
            fold = page.locator(".files details, .files__fold").filter(
                has=page.locator("> summary", has_text=name)
            )
            if fold.first.get_attribute("open") is None:
                fold.first.locator("> summary").click()


def open_file(page: Page, path: str) -> None:
    """Open a file of the draft from the list on the left."""
    folder, _slash, name = path.rpartition("/")
    unfold_files(page, folder or None)
    with page.expect_navigation():
        page.locator(".files").get_by_role("link", name=name).first.click()
    wait_until_ready(page)


def add_file(page: Page, path: str) -> None:
    """Add a new file to the draft, and open it."""
    page.locator(".files summary", has_text="Add a file").click()
    page.get_by_label("Its name").fill(path)
    press_beside(page, "Add it")
    wait_until_ready(page)


def press_beside(page: Page, name: str) -> None:
    """Press a button of the list of files."""
    with page.expect_navigation():
        page.locator(".files").get_by_role("button", name=name, exact=True).click()


def wait_until_ready(page: Page) -> None:
    """Wait until the editor shows its file."""
    expect(page.locator("html[data-ready]")).to_be_attached()


def save(page: Page) -> None:
    """Save the file."""
    expect(page.locator("#save-state")).to_have_text("Not saved")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#save-state")).to_contain_text("Saved")


def words_of(page: Page) -> str:
    """Everything that a page says: its texts, and the words on signs that have none."""
    found: str = page.evaluate(
        """() => [document.body.textContent,
          ...[...document.querySelectorAll('[title], [aria-label], [placeholder]')].flatMap(each =>
            ['title', 'aria-label', 'placeholder'].map(name => each.getAttribute(name) ?? '')),
        ].join('\\n')"""
    )
    return " ".join(found.split())
