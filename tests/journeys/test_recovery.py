"""A lost passphrase in real browsers: her telephone, two women of the help desk, and her no."""

from playwright.sync_api import Page

from tests.journeys.police import Enter
from tests.journeys.walks import CASEWORK_PASSPHRASE, follow, press_next
from tests.web.casework import Casework
from tests.web.lost import CALLS, NEW, READS, number_of

BUTTON = "main button[type=submit]"


def ask(her: Page, address: str, known_by: str) -> None:
    her.goto(f"{address}lost?lang=en")
    her.check("[name=kind][value=passphrase]")
    her.fill("[name=known_by]", known_by)
    press_next(her, BUTTON)
    assert "The help desk has your request" in her.locator("main").inner_text()


def move_clock(her: Page, address: str, *steps: str) -> None:
    for step in steps:
        her.goto(f"{address}demo/phone")
        press_next(her, f"button[value={step}]")


def test_she_gets_back_to_her_page_with_a_word_that_two_officers_led_to(
    page: Page, address: str, casework: Casework, enter: Enter
) -> None:
    her, number = page, number_of(casework, casework.called())

    ask(her, address, number)
    casework.wait(seconds=1)
    first = enter("helpdesk")
    first.open_task(CALLS)
    press_next(first.page, "form[action$='whom-to-call'] button")
    assert "98765 43210" in first.page.locator("main").inner_text()
    first.open_task(CALLS)
    first.choose(recognition="recognised")
    first.fill(recognition_notes="The day on which she wrote")
    first.complete()
    move_clock(her, address, "P1D", "P1D")
    assert (
        "Somebody asked for a new password or code to your page" in her.locator("main").inner_text()
    )

    second = enter("helpdesk2")
    assert READS not in first.inbox
    second.open_task(READS)
    press_next(second.page, "form[action$='/word'] button")
    word = second.page.locator(".secret__value").inner_text()
    second.open_task(READS)
    second.choose(word_result="read_out")
    second.complete()

    her.goto(f"{address}lost/new?lang=en")
    for name, typed in {"number": number, "token": word, "passphrase": NEW, "again": NEW}.items():
        her.fill(f"[name={name}]", typed)
    press_next(her, BUTTON)
    assert "Your new passphrase is set" in her.locator("main").inner_text()
    assert "Where it has been" in follow(her, address, number, NEW)


def test_she_stops_what_a_stranger_asked_for_and_the_supervisor_looks_at_it(
    page: Page, address: str, casework: Casework, enter: Enter
) -> None:
    her, number = page, number_of(casework, casework.called())
    ask(her, address, number)
    casework.wait(seconds=1)
    desk = enter("helpdesk")
    desk.open_task(CALLS)
    desk.choose(recognition="recognised")
    desk.fill(recognition_notes="The day on which she wrote")
    desk.complete()

    followed = follow(her, address, number, CASEWORK_PASSPHRASE)
    press_next(her, "form[action*='/track/refuse/'] button")

    assert "Somebody was recognised as you on the telephone" in followed
    assert not her.locator("form[action*='/track/refuse/']").count()
    assert "Look at who tried to get in" in her.locator("main").inner_text()
    supervisor = enter("verification")
    supervisor.open_task("Look at who tried to get in")
    supervisor.choose(who_tried="near_her", is_pressured="yes")
    supervisor.fill(tried_notes="Her brother has her papers.")
    supervisor.complete()
    supervisor.choose(pressure_by="family")
    supervisor.complete()
    casework.wait(seconds=1)
    assert "Look at who tried to get in" not in supervisor.inbox
    assert READS not in desk.inbox
