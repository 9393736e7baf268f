"""Pictures for designers, taken on the way that the tutorial tells and the journey walks."""

from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys import changing_the_law as way
from tests.journeys import designing as studio
from tools.camera import PATIENCE_MS, Camera

WIDE: ViewportSize = {"width": 1440, "height": 900}


def take(camera: Camera, day: str) -> None:
    """Change the law in the demonstration, and look at every page on the way."""
    expect.set_options(timeout=PATIENCE_MS)
    meera = camera.enter("designer", size=WIDE).page
    farah = camera.enter("designer2", size=WIDE).page
    for page in (meera, farah):
        page.goto(f"{camera.base}/designer/")
    camera.shoot(meera, "guide/studio")
    _draw(camera, meera)
    _try(camera, meera)
    way.ask(meera)
    _publish(camera, farah)
    _move(camera, farah, meera)
    _work(camera, day)
    meera.goto(f"{camera.base}/designer/processes/complaint/heat")
    meera.locator("#drawing .djs-container, .drawing .djs-container").first.wait_for()
    camera.shoot(meera, "guide/heat")


def _draw(camera: Camera, page: Page) -> None:
    way.begin(page)
    way.draw_the_step(page)
    way.draw_its_deadline(page)
    way.see_two_mistakes(page)
    camera.shoot(page, "guide/mistakes")
    way.make_its_form(page)
    camera.shoot(page, "guide/form")
    way.mend_the_due_date(page)
    studio.open_file(page, "triage.dmn")
    camera.shoot(page, "guide/table")


def _try(camera: Camera, page: Page) -> None:
    way.play_until_late(page)
    camera.shoot(page, "guide/play")
    way.play_on(page)
    way.keep_the_play(page)
    way.tell_the_other_stories(page)
    way.begin_replay(page)
    way.simulate(page, cases=120, days=120)
    camera.shoot(page, "guide/simulation")
    way.see_all_pass(page)
    camera.shoot(page, "guide/cases")


def _publish(camera: Camera, page: Page) -> None:
    way.compare(page)
    camera.shoot(page, "guide/pair")
    page.go_back()
    camera.shoot(page, "guide/publish")
    page.go_forward()
    way.publish(page)
    camera.shoot(page, "guide/versions")


def _move(camera: Camera, farah: Page, meera: Page) -> None:
    way.ask_to_move(farah)
    meera.goto(farah.url)
    way.let_them_move(meera)
    camera.shoot(meera, "guide/migrated")


def _work(camera: Camera, day: str) -> None:
    sho = camera.enter("sho")
    way.conclude(camera.enter("io"), day)
    sho.open_task(way.STEP)
    camera.shoot(sho.page, "guide/task")
