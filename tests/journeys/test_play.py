"""A designer plays the complaint to its first call and three days on, keeps it, and replays it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.journeys.designing import choose, press
from tests.journeys.drafting import begin_draft
from tests.journeys.police import Enter, Officer
from tests.journeys.test_officers_accessible import look_at
from tests.journeys.walks import press_next
from tests.web.conftest import portal_of
from tests.web.installation import settings_for
from web import create_app

#: A replay of all cases of *complaint* takes a minute where nothing else is done.
LONG_MS = 300_000


@pytest.fixture
def app(furnished_url: str, elsewhere: str, tmp_path: Path) -> Iterator[Flask]:
    """The app with a data folder of its own."""
    settings = settings_for(
        furnished_url, demo=True, exit_url=elsewhere, rate_limits=False, var=tmp_path / "var"
    )
    made = create_app(settings)
    yield made
    portal_of(made).database.dispose()


def begin_play(page: Page, draft: str) -> None:
    """Begin a play of the complaint, as she reports what happened to her."""
    page.goto(f"{draft}/play")
    page.fill("#begins", "2026-03-02T09:30")
    press(page, "Begin to play")
    choose(page, "age_band", "18_plus")
    choose(page, "what", "molestation")
    page.select_option("[name='f-district']", label="Home district")
    choose(page, "safe_channel", "sms")
    press(page, "Start it")  # which brings up what was not asked before
    page.fill("[name='f-mobile']", "98765 43210")
    page.select_option("[name='f-station']", label="Home station")
    press(page, "Start it")


def code_of(page: Page) -> str:
    """The code in the message to her, which never left the page."""
    found = re.search(
        r"\d{6}", page.locator(".play__said li", has_text="call_back_code").inner_text()
    )
    assert found
    return found[0]


def open_step(page: Page, name: str) -> None:
    press_next(page, f"tbody th a:text-is('{name}')")


@pytest.fixture
def meera(enter: Enter) -> Officer:
    return enter("designer")


def test_a_play_becomes_a_case_that_is_replayed(meera: Officer) -> None:
    page = meera.page
    draft = begin_draft(meera, "complaint").rpartition("/edit/")[0]
    begin_play(page, draft)
    expect(page.locator("#drawing .is-standing").first).to_be_attached()
    code = code_of(page)

    press(page, "1 day on")
    open_step(page, "Call her and ask for the code")
    choose(page, "call_result", "reached")
    page.fill("[name='f-code_heard']", code)
    page.select_option("#by", "sho")
    press(page, "Complete this step")
    expect(page.locator("main")).to_contain_text("this person does not see it")
    press(page, "It is right that this is refused")
    open_step(page, "Call her and ask for the code")
    choose(page, "call_result", "reached")
    page.fill("[name='f-code_heard']", code)
    press(page, "Complete this step")
    open_step(page, "Read out the complaint number")
    page.check("[name='f-number_read_out']")
    press(page, "Complete this step")
    press(page, "Complete this step")  # now that it has asked about the police once more
    page.fill("#until", "2026-03-06T09:30")
    press(page, "Turn the clock")
    expect(page.locator(".play__now")).to_contain_text("6 March 2026")
    press(page, "Expect it in the case")
    waiting = page.locator(".act--expect").inner_text()

    press_next(page, "main a:text-is('Keep as a case')")
    page.fill("#name", "called_and_left")
    page.fill("#tells", "She is called, and then nothing happens for three days.")
    page.fill("#tells_hi", "उन्हें कॉल आती है, फिर तीन दिन कुछ नहीं होता।")
    text = page.locator(".play__text").inner_text()
    press(page, "Keep it in the draft")
    press_next(page, "main form[action$='/cases'] button")
    expect(page.locator("main")).to_contain_text("cases passed", timeout=LONG_MS)

    assert "Register" in waiting
    assert "<call_back_code>" in text
    assert "<home_station>" in text
    assert code not in text
    assert "because: not_theirs" in text
    page.fill("input[id^=find-in-list]", "called_and_left")
    expect(page.locator(".replay__case--passed", has_text="called_and_left")).to_be_visible()
    assert not page.locator(".replay__case--failed").count()
    expect(page.locator("[data-step=cases]")).to_contain_text("passed")


def test_a_called_drawing_is_looked_into(meera: Officer) -> None:
    page = meera.page
    draft = begin_draft(meera, "withdrawal").rpartition("/edit/")[0]
    page.goto(f"{draft}/play")
    press(page, "Begin to play")
    choose(page, "first_wish", "end")
    press(page, "Start it")

    press_next(page, "main a:text-is('All steps of this drawing, as a list') >> nth=0")

    expect(page.locator("#drawing .is-standing").first).to_be_attached()
    expect(page.locator("main")).to_contain_text("Go on after all")


def test_a_place_that_no_case_visits_is_marked_on_the_drawing(meera: Officer) -> None:
    page = meera.page
    draft = begin_draft(meera, "withdrawal").rpartition("/edit/")[0]
    page.goto(f"{draft}/edit/cases/pressed_to_withdraw.yaml")
    page.click(".editor__more summary")
    page.check(".editor__menu [name='sure']")
    press_next(page, ".editor__menu form[action*='/remove/'] button")

    page.goto(f"{draft}/cases")
    press_next(page, "main form[action$='/cases'] button")
    expect(page.locator("main")).to_contain_text("Where no case has been", timeout=LONG_MS)

    expect(page.locator(".drawing .is-unvisited").first).to_be_attached()
    assert page.locator(".replay__places li").count() > 0
    expect(page.locator("[data-step=cases]")).to_have_class(re.compile("attention"))


@pytest.fixture
def designer(chromium: Browser, address: str) -> Iterator[Officer]:
    entered = Officer(chromium, address, "designer")
    yield entered
    entered.leave()


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_pages_of_a_play_are_accessible(designer: Officer, language: str) -> None:
    page = designer.page
    draft = begin_draft(designer, "withdrawal").rpartition("/edit/")[0]
    found = look_at(page, [f"{draft}/play", f"{draft}/cases"], language)
    page.goto(f"{draft}/play?lang=en")
    press(page, "Begin to play")
    found += look_at(page, [f"{draft}/play"], language)
    page.goto(f"{draft}/play?lang=en")
    choose(page, "first_wish", "end")
    press(page, "Start it")
    press(page, "1 day on")
    press(page, "Expect it in the case")
    task = page.locator("tbody th a").first.evaluate("link => link.href")
    message = page.locator(".play__messages a").last.evaluate("link => link.href")
    part = page.locator("a[href*='/play/parts/']").first.evaluate("link => link.href")

    found += look_at(page, [f"{draft}/play", task, message, part, f"{draft}/play/case"], language)

    assert found == []
