"""What guards every page: headers, form tokens, cookies, sizes, and who may try how often."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.browser import Browser
from tests.web.installation import settings_for
from web import create_app
from web.security import limiter

#: The only unsafe addresses that work without a form's token: leaving and calling for help must
#: always work. Another site's form is refused there by where it comes from.
WITHOUT_TOKEN = {"public.leave", "emergency.call", "emergency.say_safe"}
#: No cookie opens these, so no other site can make a browser use them.
BY_BEARER_TOKEN = ("api.", "gateway.")


def address_of(rule: Rule) -> str:
    return re.sub(r"<[^>]+>", "0" * 32, rule.rule)


def rules(app: Flask, method: str) -> Iterator[Rule]:
    return (
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint != "static"
    )


def test_every_page_carries_every_guarding_header(app: Flask) -> None:
    client = app.test_client()
    missing = []
    for rule in rules(app, "GET"):
        headers = client.get(address_of(rule)).headers
        policy = headers.get("Content-Security-Policy", "")
        holds = (
            "default-src 'none'" in policy
            and "unsafe" not in policy
            and "frame-ancestors 'none'" in policy
            and headers.get("Cache-Control") == "no-store"
            and headers.get("Referrer-Policy") == "no-referrer"
            and headers.get("X-Content-Type-Options") == "nosniff"
            and headers.get("X-Frame-Options") == "DENY"
        )
        missing += [] if holds else [rule.rule]

    assert missing == []


def test_error_pages_carry_them_too(app: Flask) -> None:
    headers = app.test_client().get("/.git/config").headers

    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_assets_may_be_kept_because_their_address_names_their_content(browser: Browser) -> None:
    page = browser.open("/")
    sheet = page.tree.xpath("string(//link[@rel='stylesheet'][2]/@href)")

    answer = browser.client.get(sheet)

    assert re.search(r"\?v=[0-9a-f]{12}$", sheet)
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_page_loads_nothing_from_elsewhere(browser: Browser) -> None:
    addresses = browser.open("/").tree.xpath("//@src | //link/@href | //form/@action")

    assert addresses
    assert [address for address in addresses if not address.startswith("/")] == []


def test_no_page_holds_inline_script_or_style(browser: Browser) -> None:
    for address in ("/", "/form", "/track", "/rights", "/lost", "/demo/phone"):
        tree = browser.open(address).tree

        assert tree.xpath("//script[not(@src)] | //style | //*[@style] | //@onclick") == []


def test_every_unsafe_address_refuses_a_request_without_a_token(app: Flask) -> None:
    client = app.test_client()

    taken = [
        rule.rule
        for rule in rules(app, "POST")
        if rule.endpoint not in WITHOUT_TOKEN
        and not rule.endpoint.startswith(BY_BEARER_TOKEN)
        and client.post(address_of(rule)).status_code != 400
    ]

    assert taken == []


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_sites_form_is_refused_and_nothing_is_offered_to_send_again(
    app: Flask, headers: dict[str, str]
) -> None:
    answer = app.test_client().post("/track", data={"number": "1"}, headers=headers)

    assert answer.status_code == 403
    assert 'name="number"' not in answer.text


def test_the_token_of_another_session_is_refused(app: Flask) -> None:
    mine, theirs = Browser(app, language="en"), Browser(app, language="en")
    token = theirs.open("/track").fields()["csrf_token"][0]

    page = mine.send(mine.open("/track"), {"csrf_token": token, "number": "1"})

    assert page.status == 400


def test_a_stale_form_keeps_what_was_typed_but_never_a_secret(browser: Browser) -> None:
    page = browser.open("/track")

    stale = browser.send(
        page, {"csrf_token": "old", "number": "ABCD", "passphrase": "three mangoes fell"}
    )

    assert stale.status == 400
    assert stale.fields()["number"] == ["ABCD"]
    assert "three mangoes fell" not in stale.text


def test_a_stale_form_sent_again_is_taken(browser: Browser) -> None:
    stale = browser.send(browser.open("/form"), {"csrf_token": "old", "agree": "1"})

    page = browser.send(stale)

    assert page.status == 200
    assert page.heading == "Your safety"


def test_without_a_session_nothing_typed_is_shown_again(app: Flask) -> None:
    answer = app.test_client().post("/form", data={"f-account": "he hit me"})

    assert answer.status_code == 400
    assert "he hit me" not in answer.text


def test_the_cookie_is_for_this_site_alone_and_says_nothing(app: Flask) -> None:
    cookie = app.test_client().get("/form").headers["Set-Cookie"]

    assert cookie.startswith("s=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_who_only_reads_gets_no_cookie_at_all(app: Flask) -> None:
    client = app.test_client()

    given = [client.get(address).headers.get("Set-Cookie") for address in ("/", "/rights")]

    assert given == [None, None]


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay(furnished_url: str) -> None:
    app = create_app(settings_for(furnished_url, https=True))

    headers = app.test_client().get("/form", base_url="https://localhost").headers

    assert headers["Set-Cookie"].startswith("__Host-s=")
    assert "Secure" in headers["Set-Cookie"]
    assert "max-age=63072000" in headers["Strict-Transport-Security"]


def test_a_form_that_is_too_large_is_refused(furnished_url: str) -> None:
    browser = Browser(create_app(settings_for(furnished_url, form_bytes=20_000)), language="en")

    page = browser.send(browser.open("/track"), {"number": "x" * 30_000})

    assert page.status == 413
    assert "too much at once" in page.words


def test_a_form_of_very_many_parts_is_refused(browser: Browser) -> None:
    page = browser.open("/track")
    parts: dict[str, Any] = {f"x{index}": "1" for index in range(2_500)}

    answer = browser.send(page, parts, content_type="multipart/form-data")

    assert answer.status == 413


def test_one_address_may_not_try_for_ever(app: Flask) -> None:
    browser = Browser(app, language="en")
    with app.app_context():
        limiter.reset()
    page = browser.open("/track/code")

    statuses = [browser.send(page, {"number": "x"}).status for _ in range(31)]

    assert statuses[-1] == 429
    assert 429 not in statuses[:30]


def test_a_forwarded_address_is_not_believed_without_a_proxy_of_ours(app: Flask) -> None:
    browser = Browser(app, language="en")
    page = browser.open("/track/code")

    statuses = {
        browser.send(page, {"number": "x"}, headers={"X-Forwarded-For": f"10.0.0.{index}"}).status
        for index in range(31)
    }

    assert 429 in statuses


@pytest.mark.parametrize(
    "address",
    [
        "/x//evil.example",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "/static/../settings.py",
        "/debug",
    ],
)
def test_odd_addresses_lead_nowhere(app: Flask, address: str) -> None:
    answer = app.test_client().get(address)

    assert answer.status_code in (404, 308)
    assert "evil" not in answer.headers.get("Location", "").partition("localhost")[0]


def test_walking_over_every_page_changes_nothing(app: Flask, portal: Any) -> None:
    def everything() -> dict[str, int]:
        with portal.database.connect() as connection:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).scalars()
            return {
                name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
                for name in names.all()
            }

    before = everything()
    client = app.test_client()

    for rule in rules(app, "GET"):
        client.get(address_of(rule))

    assert everything() == before
