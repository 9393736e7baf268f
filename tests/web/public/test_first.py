"""The first page, leaving, and the switch of languages."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import Visit
from tests.web.browser import Browser
from tests.web.installation import Look
from tests.web.reporting import begin


def test_the_first_page_offers_three_things_and_help_at_once(browser: Browser) -> None:
    page = browser.open("/")

    assert page.tree.xpath("//a[contains(@class, 'action')]/@href") == [
        "/form",
        "/track",
        "/rights",
    ]
    calls = page.tree.xpath("//ul[@class='helplines']//a/@href")
    assert calls == ["tel:112", "tel:181", "tel:1090", "tel:1091", "tel:1098"]
    assert "hidden app" in page.words


def test_hindi_comes_first(app: Flask) -> None:
    page = Browser(app, language="hi").open("/")

    assert page.tree.get("lang") == "hi"
    assert "शिकायत दर्ज करें" in page.words


def test_the_language_stays_chosen(browser: Browser) -> None:
    assert browser.open("/rights").tree.get("lang") == "en"
    assert browser.open("/rights?lang=hi").tree.get("lang") == "hi"
    assert browser.open("/track").tree.get("lang") == "hi"


def test_an_unknown_language_is_hindi(app: Flask) -> None:
    assert Browser(app, language="hi").open("/?lang=../../etc").tree.get("lang") == "hi"


@pytest.mark.parametrize("address", ["/", "/form", "/track", "/track/code", "/rights", "/lost"])
def test_the_title_tells_a_bystander_nothing(browser: Browser, address: str) -> None:
    assert browser.open(address).tree.xpath("string(//title)") == "Services"


@pytest.mark.parametrize("address", ["/", "/form", "/track", "/rights", "/lost", "/nowhere"])
def test_every_public_page_can_be_left_at_once(browser: Browser, address: str) -> None:
    form = browser.open(address).tree.get_element_by_id("leave")

    assert form.get("action") == "/leave"
    assert form.get("data-exit") == "https://elsewhere.example/"


def test_leaving_ends_the_visit_and_wipes_the_browser(browser: Browser, look: Look) -> None:
    begin(browser)
    assert look(select(func.count()).select_from(Visit)) == 1

    answer = browser.client.post("/leave")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://elsewhere.example/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert look(select(func.count()).select_from(Visit)) == 0


def test_a_copied_cookie_opens_nothing_after_leaving(app: Flask) -> None:
    browser, thief = Browser(app, language="en"), Browser(app, language="en")
    begin(browser)
    cookie = browser.client.get_cookie("s")
    assert cookie is not None
    browser.client.post("/leave")

    thief.client.set_cookie("s", cookie.value)

    assert thief.open("/form").heading == "Before you begin"


def test_the_demonstration_says_so_on_every_page(browser: Browser) -> None:
    for address in ("/", "/form", "/track", "/rights", "/lost", "/nowhere", "/demo/phone"):
        page = browser.open(address)

        assert "This is not the police. All data is invented." in page.words
        assert "noindex" in page.response.headers["X-Robots-Tag"]
