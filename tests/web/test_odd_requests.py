"""Requests that no browser of ours makes get a page, and change nothing."""

import pytest
from flask import Flask

from tests.web.browser import Browser


@pytest.mark.parametrize(
    "address",
    [
        "/?endpoint=x",
        "/?_method=POST",
        "/?_external=1&_anchor=a",
        "/rights?values=1&endpoint=2",
        "/form?page=%C2%B2",
        "/form?page=" + "9" * 5000,
        "/track?lang=xx",
    ],
)
def test_odd_arguments_do_not_break_a_page(browser: Browser, address: str) -> None:
    page = browser.open(address)

    assert page.status in (200, 414)
    assert page.heading
    assert "Content-Security-Policy" in page.response.headers


def test_the_language_switch_keeps_what_the_address_says(browser: Browser) -> None:
    page = browser.open("/rights?a=1&a=2&b=x%26y")

    links = page.tree.xpath("//a[@hreflang='hi']/@href")

    assert links == ["/rights?a=1&a=2&b=x%26y&lang=hi"]


@pytest.mark.parametrize("path", ["//evil.example/", "/%5Cevil.example", "/%2Fevil.example/x"])
def test_the_language_switch_never_leads_to_another_site(browser: Browser, path: str) -> None:
    page = browser.open(path)

    links = page.tree.xpath("//a[@hreflang]/@href")
    assert links
    assert all(link.startswith("/") and link[1:2] not in ("/", "\\") for link in links)


def test_a_nul_in_a_form_is_refused_before_it_reaches_the_database(browser: Browser) -> None:
    page = browser.open("/office/sign-in")

    answer = browser.send(page, {"login": "a\0b", "password": "long enough words"})

    assert answer.status == 400


def test_a_nul_in_an_address_leads_nowhere(browser: Browser) -> None:
    assert browser.open("/office/tasks/%00").status == 404


@pytest.mark.parametrize(
    "address", ["/track?number=%ED%A0%80", "/form?%FF=%FE", "/rights?x=%ED%A0%80", "/%ED%A0%80"]
)
def test_bytes_of_an_address_that_are_no_text_break_nothing(browser: Browser, address: str) -> None:
    page = browser.open(address)

    assert page.status in (200, 404)
    assert page.heading


@pytest.mark.parametrize("letters", [b"%ED%A0%80", b"\xed\xa0\x80", b"%FF%FE"])
def test_bytes_of_a_form_that_are_no_text_break_nothing(browser: Browser, letters: bytes) -> None:
    page = browser.open("/office/sign-in")
    token = page.fields()["csrf_token"][0].encode()
    body = b"csrf_token=" + token + b"&login=a" + letters + b"&password=long enough " + letters

    answer = browser.client.post(
        "/office/sign-in", data=body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in (200, 400, 422)


def test_even_a_page_about_a_fault_that_fails_has_its_headers(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_names: object) -> str:
        raise RuntimeError("template")

    monkeypatch.setattr("web.errors.render_template", broken)

    response = app.test_client().get("/nowhere")

    assert response.status_code == 404
    assert "112" in response.text
    assert "Content-Security-Policy" in response.headers
