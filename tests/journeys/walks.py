"""Ways through the pages that several journeys go."""

from collections.abc import Iterator

from playwright.sync_api import Page

CHOICES = (
    "input[name='f-age_band'][value='18_plus']",
    "input[name='f-what'][value='dowry']",
    "input[name='f-complained_before'][value='yes']",
    "input[name='f-safe_channel'][value='sms']",
)
TEXTS = {"f-account": "उसने मुझे फिर मारा।", "f-name": "आशा देवी", "f-mobile": "98765 43210"}
PASSPHRASE = "teen aam gire"


def report_page_after_page(page: Page, address: str, language: str) -> Iterator[Page]:
    """Report a complaint; yields at every page, at first with its faults where it has any."""
    page.goto(f"{address}form?lang={language}")
    yield page
    page.check("#agree")
    page.click("main button")
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


def press_next(page: Page, button: str = "main button[value=next]") -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.click(button)


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
