"""A browser that signs in to a demonstration and keeps small pictures of what it shows."""

import base64
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.journeys.police import Officer

SCREEN: ViewportSize = {"width": 1280, "height": 800}
TELEPHONE: ViewportSize = {"width": 390, "height": 780}
#: A page of a demonstration in which much happens answers late.
PATIENCE_MS = 60_000

_SMALL = (Path(__file__).parent / "small_png.js").read_text()


class Camera:
    """Takes pictures into a folder; each account has a window of its own."""

    def __init__(self, browser: Browser, base: str, folder: Path) -> None:
        self._browser = browser
        self.base = base
        self._folder = folder
        self._dark_room = browser.new_page()

    def look(self, path: str, *, size: ViewportSize = SCREEN) -> Page:
        """A page that needs no account, in a window of its own."""
        page = self._browser.new_context(viewport=size).new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{self.base}{path}")
        return page

    def enter(self, login: str, *, size: ViewportSize = SCREEN) -> Officer:
        """Sign in."""
        officer = Officer(self._browser, f"{self.base}/", login)
        officer.page.set_viewport_size(size)
        officer.page.set_default_timeout(PATIENCE_MS)
        return officer

    def shoot(self, page: Page, name: str, *, part: Locator | None = None) -> None:
        """Keep a picture of what the window shows, or of a part of the page."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        page.mouse.move(0, 0)
        taken = (part or page).screenshot(animations="disabled")
        source = "data:image/png;base64," + base64.b64encode(taken).decode()
        small = self._dark_room.evaluate(_SMALL, source)
        path = self._folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(small))
