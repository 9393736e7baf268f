"""Two designers publish: one changes and asks, the other looks and decides, and they go back."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.drafting import begin_draft, rename, save
from tests.journeys.police import Enter, Officer
from tests.journeys.test_officers_accessible import look_at
from tests.journeys.walks import press_next

STEP, PROCESS = "talk_to_her", "withdrawal"
#: Replaying eight cases in a process of its own takes some seconds, more where much runs at once.
REPLAY_MS = 240_000


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page for who wants to look: PICTURES names the folder."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def asked(designer: Officer) -> str:
    """Change a step of a draft, replay its cases, and ask; the address of the page."""
    page = designer.page
    begin_draft(designer, PROCESS)
    rename(page, STEP, "Talk to her alone and at length")
    save(page)
    press_next(page, "[data-step=publish] a")
    picture(page, "publish-before")
    press_next(page, "form[action$='/cases'] button")
    press_next(page, "[data-step=publish] a")
    expect(page.locator("#note")).to_be_visible(timeout=REPLAY_MS)
    picture(page, "publish-ask")
    page.fill("#note", "She is given more time")
    press_next(page, ".request button:text('Ask for publication')")
    picture(page, "publish-asked")
    return page.url


def test_one_asks_another_looks_and_publishes_and_a_click_and_a_reason_take_it_back(
    enter: Enter, address: str
) -> None:
    meera, farah = enter("designer"), enter("designer2")
    publish = asked(meera)
    assert meera.page.locator("button:text('Publish it now')").count() == 0

    page = farah.page
    page.goto(publish)
    expect(page.locator(".request")).to_contain_text("She is given more time")
    expect(page.locator(".diff").first).to_contain_text("Talk to her alone and at length")
    picture(page, "publish-decide")
    press_next(page, "a:text('See both drawings side by side')")
    expect(page.locator(f".pair .differs-changed[data-element-id={STEP}]")).to_have_count(2)
    picture(page, "publish-pair")
    page.goto(publish)
    press_next(page, "button:text('Publish it now')")
    expect(page.locator(".versions tbody tr").first).to_contain_text("Farah Khan")
    picture(page, "publish-versions")

    press_next(page, "tbody tr:nth-child(2) .versions__back")
    page.fill("#reason", "She waits too long for the talk")
    picture(page, "publish-back")
    press_next(page, "button:text('Roll back now')")
    expect(page.locator(".versions tbody tr").first).to_contain_text("back to 1")
    meera.page.goto(f"{address}designer/")
    expect(meera.page.locator(".notice--danger")).to_contain_text("She waits too long")
    picture(meera.page, "publish-told")
    press_next(meera.page, "button:text('I have seen it')")
    expect(meera.page.locator(".notice--danger")).to_have_count(0)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_pages_of_publishing_are_accessible(
    chromium: Browser, address: str, language: str
) -> None:
    meera = Officer(chromium, address, "designer")
    page = meera.page
    draft = begin_draft(meera, PROCESS).partition("/edit/")[0]
    versions = f"{address}designer/processes/{PROCESS}"
    pages = [f"{draft}/publish", f"{draft}/about", f"{draft}/notices", versions]

    found = look_at(page, pages, language)

    for width in (1280,):
        page.set_viewport_size({"width": width, "height": 900})
        for at in pages:
            page.goto(f"{at}?lang={language}")
            picture(page, f"{at.rpartition('/')[2]}-{language}")
    assert found == []
