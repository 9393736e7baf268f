"""The demonstration's pages: her phone, and a clock that moves by buttons only."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.web.browser import Browser
from tests.web.installation import settings_for
from tests.web.reporting import report
from web import clock, create_app
from web.portal import Portal


def test_moving_the_clock_delivers_the_code_to_her_phone(browser: Browser) -> None:
    report(browser)
    phone = browser.open("/demo/phone")
    assert "No message yet." in phone.words

    phone = browser.send(phone, {"by": "PT10M"})

    assert "No message yet." not in phone.words
    assert "+919876543210" in phone.words


def test_the_clock_moves_on_by_what_the_button_says(browser: Browser, portal: Portal) -> None:
    before = clock.now_of(portal)

    browser.send(browser.open("/demo/phone"), {"by": "P7D"})

    moved = clock.now_of(portal) - before
    assert timedelta(days=7) <= moved < timedelta(days=7, minutes=5)


@pytest.mark.parametrize("by", ["", "P9999Y", "-P1D", "PT1S", "__import__('os')"])
def test_only_the_steps_of_the_buttons_are_taken(browser: Browser, portal: Portal, by: str) -> None:
    page = browser.send(browser.open("/demo/phone"), {"by": by})

    assert page.status == 400
    assert clock.now_of(portal) - clock.real_now() < timedelta(seconds=1)


def test_outside_a_demonstration_there_is_neither_phone_nor_clock_nor_banner(
    furnished_url: str,
) -> None:
    app: Flask = create_app(settings_for(furnished_url))
    browser = Browser(app, language="en")

    assert browser.open("/demo/phone").status == 404
    assert "Demonstration" not in browser.open("/").words
    assert "noindex" not in browser.open("/").response.headers["X-Robots-Tag"]
