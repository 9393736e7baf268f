"""Leaving at once: by the button, by Escape, without JavaScript; and what stays behind."""

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from models import Visit
from tests.web.installation import Look


def write_something(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    page.click("a.action--first")
    page.check("#agree")
    page.click("main button")
    page.check("input[name='f-age_band'][value='18_plus']")
    page.click("button[value=next]")
    page.fill("textarea[name='f-account']", "canary story")


def visits(look: Look) -> int:
    return int(look(select(func.count()).select_from(Visit)))


def wait_for(condition: Any) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("way", ["button", "escape"])
def test_she_is_gone_at_once_and_back_does_not_return(
    page: Page, address: str, elsewhere: str, look: Look, way: str
) -> None:
    write_something(page, address)

    started = time.monotonic()
    if way == "button":
        page.click("text=Leave this page now", no_wait_after=True)
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape", delay=0)
    page.wait_for_url(elsewhere)
    took = time.monotonic() - started

    assert took < 1.5  # of which most is the browser's own
    assert page.title() == "Weather"
    assert wait_for(lambda: visits(look) == 0)
    page.go_back()
    assert "canary" not in page.content()


def test_two_escapes_do_nothing(page: Page, address: str) -> None:
    write_something(page, address)

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    assert page.input_value("textarea[name='f-account']") == "canary story"


def test_the_button_works_without_javascript(
    chromium: Browser, address: str, elsewhere: str, look: Look
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    write_something(page, address)

    page.click("text=Leave this page now")
    page.wait_for_url(elsewhere)

    assert visits(look) == 0
    context.close()


def test_nothing_stays_on_the_device(page: Page, address: str, elsewhere: str) -> None:
    write_something(page, address)
    session = page.context.new_cdp_session(page)
    before = session.send("Storage.getUsageAndQuota", {"origin": address.rstrip("/")})
    local = page.evaluate("[localStorage.length, sessionStorage.length]")

    page.click("text=Leave this page now")
    page.wait_for_url(elsewhere)

    ours = [each for each in page.context.cookies() if each["domain"] == "127.0.0.1"]
    assert before["usage"] == 0
    assert local == [0, 0]
    assert wait_for(lambda: page.context.cookies(address) == []) or ours == []


def test_the_history_names_one_neutral_title(page: Page, address: str) -> None:
    write_something(page, address)
    session = page.context.new_cdp_session(page)

    entries = session.send("Page.getNavigationHistory")["entries"]

    ours = [entry for entry in entries if entry["url"].startswith(address)]
    assert {entry["title"] for entry in ours} == {"Services"}
    assert {urlsplit(entry["url"]).path for entry in ours} == {"/", "/form"}


def test_no_page_asks_anything_of_another_site(page: Page, address: str) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))

    write_something(page, address)
    for each in ("rights", "track", "lost", "demo/phone"):
        page.goto(address + each)

    assert asked == {urlsplit(address).netloc}


def test_the_policy_is_never_broken(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    write_something(page, address)
    for each in ("rights", "track", "track/code", "lost", "demo/phone"):
        page.goto(address + each)

    assert complaints == []
