"""Pictures of the public pages, of officers' pages, and of those who watch."""

from tests.journeys.police import Officer
from tests.journeys.walks import press_next
from tools.camera import TELEPHONE, Camera

#: Printed accounts, of whom the one with the fullest inbox is shown.
_BUSY = ("io", "sho", "caller", "recorder", "co", "state")


def take(camera: Camera, number: str, passphrase: str) -> None:
    """Look at the demonstration as each of them sees it."""
    _hers(camera, number, passphrase)
    _officers(camera)
    _supervisors(camera)


def _hers(camera: Camera, number: str, passphrase: str) -> None:
    camera.shoot(camera.look("/?lang=hi"), "first-page")
    page = camera.look("/?lang=en", size=TELEPHONE)
    camera.shoot(page, "guide/her-first-page")
    page.goto(f"{camera.base}/form?lang=en")
    page.check("#agree")
    press_next(page, "main button")
    camera.shoot(page, "guide/her-questions")
    page.goto(f"{camera.base}/help?lang=en")
    camera.shoot(page, "guide/her-help")
    page.goto(f"{camera.base}/track?lang=en")
    page.fill("#number", number)
    page.fill("#passphrase", passphrase)
    press_next(page, "main button")
    camera.shoot(page, "guide/her-page")


def _officers(camera: Camera) -> None:
    officers = [camera.enter(login) for login in _BUSY]
    busiest = max(officers, key=_waiting)
    busiest.page.goto(f"{camera.base}/office/?lang=en")
    camera.shoot(busiest.page, "inbox")
    investigator = officers[_BUSY.index("io")]
    investigator.open_task("Write the diary entry")
    camera.shoot(investigator.page, "guide/officer-step")


def _waiting(officer: Officer) -> int:
    return officer.page.locator("table.list tbody tr").count()


def _supervisors(camera: Camera) -> None:
    page = camera.enter("sp").page
    page.goto(f"{camera.base}/command/?lang=en")
    camera.shoot(page, "command")
    page.locator("table.list a").first.click()
    camera.shoot(page, "guide/case")
    drawing = page.locator("#drawing")
    drawing.locator(".djs-container").wait_for()
    camera.shoot(page, "drawing", part=drawing)
