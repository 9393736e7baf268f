"""Ways through the pages that several journeys go."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

from processes.complaint import numbers
from processes.emergency.place import Place
from tests.patience import eventually
from tests.web.casework import Casework

CHOICES = (
    "input[name='f-age_band'][value='18_plus']",
    "input[name='f-what'][value='dowry']",
    "input[name='f-complained_before'][value='yes']",
    "input[name='f-safe_channel'][value='sms']",
)
TEXTS = {"f-account": "उसने मुझे फिर मारा।", "f-name": "आशा देवी", "f-mobile": "98765 43210"}
PASSPHRASE = "teen aam gire"
MOBILE = "98765 43210"
#: Milliseconds that a browser waits for a page: what is tried is the page, not this machine.
PATIENCE = 120_000
#: Beside the first patrol unit of the invented city.
BESIDE = Place(26.451, 80.331)
#: Of complaints made below the pages.
CASEWORK_PASSPHRASE = "three mangoes fell"


def report_page_after_page(page: Page, address: str, language: str) -> Iterator[Page]:
    """Report a complaint; yields at every page, at first with its faults where it has any."""
    page.goto(f"{address}form?lang={language}")
    yield page
    page.check("#agree")
    press_next(page, "main button")
    for _ in range(30):
        if "page=check" in page.url:
            break
        if page.locator("input[name='f-age_band'], input[name='f-what']").count():
            press_next(page)
            yield page
        _answer(page)
        yield page
        press_next(page)
    yield page
    page.goto(f"{address}form?page=send")
    page.fill("#passphrase", "short")
    press_next(page, "main button")
    yield page
    page.fill("#passphrase", PASSPHRASE)
    page.fill("#again", PASSPHRASE)
    press_next(page, "main button")
    yield page


def report_at(page: Page, address: str, station: str) -> str:
    """Report a complaint at a station of the first district; the words the caller says first."""
    for each in report_page_after_page(page, address, "en"):
        if each.locator("select[name='f-station']").count():
            each.select_option("select[name='f-station']", label=station)
    return page.locator(".secret__value").first.inner_text()


def press_for_help(her: Page, address: str, *, mobile: str | None, language: str = "en") -> None:
    """Open the page for help, on a telephone that says where it is, and press its one button."""
    her.goto(f"{address}help?lang={language}")
    her.wait_for_function("document.querySelector('[name=latitude]').value !== ''")
    if mobile:
        her.fill("[name=mobile]", mobile)
    press_next(her, ".help-button")
    assert "help/now" in her.url


def press_next(page: Page, button: str = "main button[value=next]") -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.click(button)


def hold_still(page: Page) -> None:
    """Wait for the whole page; if it is one that renews itself, it does so no more."""
    page.wait_for_function(
        "document.readyState === 'complete' &&"
        " (document.querySelector('meta[http-equiv=refresh]') && window.stop(), true)"
    )


def follow(page: Page, address: str, number: str, passphrase: str) -> str:
    """Open a complaint by its number, unless it is open; everything on its page."""
    page.goto(f"{address}track?lang=en")
    if page.locator("#number").count():
        page.fill("#number", number)
        page.fill("#passphrase", passphrase)
        press_next(page, "main button")
    return page.locator("main").inner_text()


def follow_case(page: Page, address: str, casework: Casework, complaint_id: str) -> str:
    """Open a complaint that was made below the pages; everything on its page."""
    number = numbers.written(casework.complaint(complaint_id).number)
    return follow(page, address, number, CASEWORK_PASSPHRASE)


def code_on_phone(page: Page, address: str) -> str | None:
    """The newest code among the messages to the invented telephones, if one was sent."""
    page.goto(f"{address}demo/phone?lang=en")
    for text in page.locator(".phone__body").all_inner_texts():
        if found := re.search(r"\b\d{3} ?\d{3}\b", text):
            return found[0].replace(" ", "")
    return None


def wait_for_code(page: Page, address: str) -> str:
    """The code, once the worker has sent it."""
    code = eventually(lambda: code_on_phone(page, address))
    assert code, "no code came"
    return code


def _answer(page: Page) -> None:
    for choice in CHOICES:
        if page.locator(choice).count():
            page.check(choice)
    for name, text in TEXTS.items():
        if page.locator(f"[name='{name}']").count():
            page.fill(f"[name='{name}']", text)
    for name in ("f-state", "f-district", "f-station"):
        if page.locator(f"select[name='{name}']").count():
            page.select_option(f"select[name='{name}']", index=1)
