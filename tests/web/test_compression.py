"""Static texts go out compressed, pages never."""

import gzip

from flask import Flask

from tests.web.browser import Browser

SHEET = "/static/vendor/govuk.css"
TAKES_GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_style_sheet_is_compressed_for_who_takes_it(app: Flask) -> None:
    client = app.test_client()

    plain, packed = client.get(SHEET), client.get(SHEET, headers=TAKES_GZIP)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) * 5 < len(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_who_does_not_take_it_gets_it_plain(app: Flask) -> None:
    assert "Content-Encoding" not in app.test_client().get(SHEET).headers


def test_a_page_is_never_compressed(browser: Browser) -> None:
    page = browser.open("/track", headers=TAKES_GZIP)

    assert "Content-Encoding" not in page.response.headers


def test_a_sheet_the_browser_has_already_is_not_sent_again(app: Flask) -> None:
    client = app.test_client()
    tag = client.get(SHEET, headers=TAKES_GZIP).headers["ETag"]

    again = client.get(SHEET, headers={**TAKES_GZIP, "If-None-Match": tag})

    assert again.status_code == 304


def test_the_first_visit_fits_a_slow_line(browser: Browser) -> None:
    page = browser.open("/")
    files = page.tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")

    sizes = [len(browser.client.get(name, headers=TAKES_GZIP).data) for name in files]

    assert sum(sizes) + len(page.response.data) < 45_000
