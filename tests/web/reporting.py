"""Walking through the proforma as a woman would, for tests."""

from typing import Any

from tests.web.browser import Browser, Page

PASSPHRASE = "three mangoes fell"

#: What she answers, by the key of the form; whatever else is asked stays empty.
HER_ANSWERS: dict[str, Any] = {
    "age_band": "18_plus",
    "what": ["domestic_violence", "dowry"],
    "account": "He hit me again on Sunday.",
    "complained_before": "no",
    "name": "Asha Devi",
    "accused_is_police": "no",
    "accused_of_station": "no",
    "safe_channel": "sms",
    "mobile": "98765 43210",
}


def begin(browser: Browser) -> Page:
    """Read the notice, agree, and see the first part."""
    return browser.send(browser.open("/form"), {"agree": "1"})


def fill(browser: Browser, page: Page, answers: dict[str, Any] | None = None) -> Page:
    """Answer part after part until the summary shows."""
    answers = {**HER_ANSWERS, **(answers or {})}
    for _ in range(40):
        if not page.tree.xpath("//main//input[@name='f-shown']"):
            return page
        page = browser.send(page, {**answers_on(page, answers), "go": "next"})
    raise AssertionError(f"the form does not end: {page.words[:400]}")


def send(browser: Browser, page: Page, passphrase: str = PASSPHRASE) -> Page:
    """From the summary to the receipt."""
    return browser.send(
        browser.open("/form?page=send"), {"passphrase": passphrase, "again": passphrase}
    )


def report(browser: Browser, answers: dict[str, Any] | None = None) -> Page:
    """The whole way; the page with the receipt."""
    return send(browser, fill(browser, begin(browser), answers))


def answers_on(page: Page, answers: dict[str, Any]) -> dict[str, Any]:
    """Those of the answers that this page asks for, and the first place it offers."""
    keys = page.tree.xpath("string(//input[@name='f-shown']/@value)").split()
    found = {f"f-{key}": answers[key] for key in keys if key in answers}
    for key in ("state", "district", "station"):
        options = page.tree.xpath(f"//select[@name='f-{key}']/option/@value")
        if key in keys and key not in answers:
            found[f"f-{key}"] = next(value for value in options if value)
    return found
