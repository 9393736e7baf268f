"""Leaving at once: by the button, by Escape, without JavaScript; and what stays behind."""

from collections.abc import Iterator
from functools import wraps
from threading import Event
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from models import Visit
from tests.journeys.walks import press_next
from tests.patience import eventually
from tests.web.installation import Look


def write_something(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    press_next(page, "a.action--first")
    page.check("#agree")
    press_next(page, "main button")
    page.check("input[name='f-age_band'][value='18_plus']")
    press_next(page)
    page.fill("textarea[name='f-account']", "canary story")


def visits(look: Look) -> int:
    return int(look(select(func.count()).select_from(Visit)))


@pytest.fixture
def is_gone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """That she has left; until then the portal does not answer that she leaves."""
    gone, answer = Event(), app.view_functions["public.leave"]

    @wraps(answer)
    def answer_late() -> ResponseReturnValue:
        gone.wait()
        return answer()

    monkeypatch.setitem(app.view_functions, "public.leave", answer_late)
    yield gone
    gone.set()


@pytest.mark.parametrize("way", ["button", "escape"])
def test_she_is_gone_before_the_portal_answers_and_back_does_not_return(
    page: Page, address: str, elsewhere: str, look: Look, is_gone: Event, way: str
) -> None:
    page.clock.set_fixed_time(0)  # three presses are three at once, on any machine
    write_something(page, address)

    if way == "button":
        page.click("text=Leave this page now", no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(elsewhere)
    is_gone.set()

    assert page.title() == "Weather"
    assert eventually(lambda: visits(look) == 0)
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

    assert before["usage"] == 0
    assert local == [0, 0]
    assert eventually(lambda: page.context.cookies(address) == [])


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
