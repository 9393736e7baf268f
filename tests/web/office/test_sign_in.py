"""Signing in and out: secrets, limits, where one lands, and when a session ends."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from models import Attempt, Officer
from processes.complaint import attempts
from processes.demonstration.police import PASSWORD
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn, try_to_sign_in
from web import clock, staff
from web.office import sign_in as view


def later(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    moment = clock.real_now() + span
    monkeypatch.setattr(clock, "real_now", lambda: moment)


def test_an_officer_signs_in_to_her_inbox(browser: Browser) -> None:
    page = try_to_sign_in(browser, "sho", PASSWORD)

    assert (page.status, page.heading) == (200, "Inbox")


def test_a_wrong_name_a_wrong_password_and_a_suspended_account_look_the_same(
    browser: Browser, casework: Casework
) -> None:
    casework.change(
        lambda session: session.execute(
            update(Officer).where(Officer.login == "co").values(is_active=False)
        )
    )

    answers = [
        try_to_sign_in(browser, login, password)
        for login, password in (("nobody", PASSWORD), ("sho", "wrong words"), ("co", PASSWORD))
    ]

    assert {page.status for page in answers} == {422}
    assert all("do not go together" in page.words for page in answers)
    assert all(PASSWORD not in page.tree.xpath("string(//main//form)") for page in answers)


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []

    class Counting:
        def verify(self, stored: str | None, _secret: str) -> bool:
            checked.append(stored)
            return False

    monkeypatch.setattr(view, "STRONG", Counting())
    try_to_sign_in(browser, "nobody", PASSWORD)
    try_to_sign_in(browser, "sho", PASSWORD)

    assert len(checked) == 2
    assert checked[0] is None


def test_after_five_wrong_passwords_the_right_one_is_refused_too(browser: Browser) -> None:
    for _ in range(5):
        try_to_sign_in(browser, "sho", "wrong words")

    page = try_to_sign_in(browser, "sho", PASSWORD)

    assert page.status == 429
    assert "Wait fifteen minutes" in page.words


def test_strangers_cannot_shut_her_out(app: Flask) -> None:
    stranger = Browser(app, language="en")
    stranger.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    for _ in range(6):
        try_to_sign_in(stranger, "sho", "wrong words")

    page = try_to_sign_in(Browser(app, language="en"), "sho", PASSWORD)

    assert page.heading == "Inbox"


def many_strangers(casework: Casework) -> None:
    """So many failures, from so many places, that the name is slowed down for fifteen minutes."""
    for number in range(32):
        casework.change(
            lambda session, place=f"203.0.113.{number}": attempts.SIGN_IN.count(
                session,
                casework.portal.registry.keyring,
                "sho",
                place=place,
                real_now=clock.real_now(),
            )
        )


def test_on_a_device_she_signed_in_from_before_strangers_do_not_slow_her_down(
    app: Flask, sign_in: SignIn, casework: Casework
) -> None:
    hers, new = sign_in("sho"), Browser(app, language="en")
    with hers.client.session_transaction() as held:
        held.clear()
    many_strangers(casework)

    assert try_to_sign_in(new, "sho", PASSWORD).status == 429
    assert try_to_sign_in(hers, "sho", PASSWORD).address == "/office/"


def test_a_known_device_is_bound_by_its_own_failures(sign_in: SignIn) -> None:
    hers = sign_in("sho")
    with hers.client.session_transaction() as held:
        held.clear()
    for _ in range(5):
        try_to_sign_in(hers, "sho", "wrong words")
    hers.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"

    assert try_to_sign_in(hers, "sho", PASSWORD).status == 429


def test_a_device_is_known_for_the_officers_who_used_it_and_for_no_other(
    sign_in: SignIn, casework: Casework
) -> None:
    shared = sign_in("co")
    with shared.client.session_transaction() as held:
        held.clear()
    many_strangers(casework)

    assert try_to_sign_in(shared, "sho", PASSWORD).status == 429


@pytest.mark.parametrize("forged", ["nonsense", "WyJhIixbImIiXV0.aaaa.bbbb"])
def test_a_forged_device_is_none(app: Flask, casework: Casework, forged: str) -> None:
    browser = Browser(app, language="en")
    browser.client.set_cookie("d", forged)
    many_strangers(casework)

    assert try_to_sign_in(browser, "sho", PASSWORD).status == 429


def test_a_name_is_locked_however_it_is_written(browser: Browser) -> None:
    for login in ("sho", "SHO", " Sho ", "sHo", "shO"):
        try_to_sign_in(browser, login, "wrong words")

    assert try_to_sign_in(browser, "sho", PASSWORD).status == 429


def test_the_lock_opens_after_a_quarter_of_an_hour(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        try_to_sign_in(browser, "sho", "wrong words")
    later(monkeypatch, timedelta(minutes=16))

    page = try_to_sign_in(browser, "sho", PASSWORD)

    assert page.heading == "Inbox"


def test_attempts_are_kept_without_the_name(browser: Browser, look: Look) -> None:
    try_to_sign_in(browser, "sho", "wrong words")

    assert look(select(func.count()).select_from(Attempt).where(Attempt.door == "sign_in")) == 1
    assert "sho" not in look(select(Attempt.subject))


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/office/",
        "https://evil.example/office/",
        "/\\evil.example/office/",
        "https:evil.example",
        "javascript:alert(1)",
        "/office/%0d%0aLocation:https://evil.example",
        "/track",
    ],
)
def test_signing_in_leads_to_no_other_site(app: Flask, address: str) -> None:
    browser = Browser(app, language="en")
    page = browser.open("/office/sign-in")
    form = {**page.fields(), "login": "sho", "password": PASSWORD}

    answer = browser.client.post("/office/sign-in", query_string={"next": address}, data=form)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/office/")
    assert "evil" not in answer.headers["Location"].split("%0d")[0]


def test_whoever_wanted_a_page_gets_it_after_signing_in(browser: Browser) -> None:
    asked = browser.open("/command/escalations")

    page = browser.send(asked, {"login": "verification", "password": PASSWORD})

    assert page.heading == "Escalations"


def test_a_session_ends_after_thirty_idle_minutes(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in("sho")
    later(monkeypatch, staff.IDLE + timedelta(seconds=1))

    assert browser.open("/office/").heading == "Sign in"


def test_whoever_works_stays_signed_in_but_not_longer_than_eight_hours(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in("sho")
    seen = []
    for _ in range(17):
        later(monkeypatch, timedelta(minutes=29))
        seen.append(browser.open("/office/").heading)

    assert seen[:16] == ["Inbox"] * 16
    assert seen[16] == "Sign in"


def test_signing_out_ends_her_sessions_in_other_browsers_too(sign_in: SignIn) -> None:
    here, there = sign_in("sho"), sign_in("sho")
    token = here.open("/office/").tree.xpath("string(//header//input[@name='csrf_token']/@value)")
    here.client.post("/office/sign-out", data={"csrf_token": token})

    assert here.open("/office/").heading == "Sign in"
    assert there.open("/office/").heading == "Sign in"


def test_a_suspended_officer_is_out_at_once(sign_in: SignIn, casework: Casework) -> None:
    browser = sign_in("sho")
    casework.change(
        lambda session: session.execute(
            update(Officer).where(Officer.login == "sho").values(is_active=False)
        )
    )

    assert browser.open("/office/").heading == "Sign in"


def test_signing_in_forgets_what_the_browser_held_before(browser: Browser) -> None:
    with browser.client.session_transaction() as held:
        held["planted"] = "before"
        before = dict(held)
    try_to_sign_in(browser, "sho", PASSWORD)

    with browser.client.session_transaction() as held:
        after: dict[str, Any] = dict(held)
    assert "planted" not in after
    assert after.get("csrf_token") != before.get("csrf_token", "none yet")


def test_a_copied_session_of_an_earlier_epoch_opens_nothing(
    sign_in: SignIn, casework: Casework
) -> None:
    browser = sign_in("sho")
    casework.change(
        lambda session: session.execute(
            update(Officer)
            .where(Officer.login == "sho")
            .values(session_epoch=Officer.session_epoch + 1)
        )
    )

    assert browser.open("/office/").heading == "Sign in"


def test_who_sees_only_figures_comes_to_the_figures(sign_in: SignIn) -> None:
    page = sign_in("national").open("/office/sign-in")

    assert page.heading == "The nation"


@pytest.mark.parametrize(
    ("login", "asked", "heading"),
    [
        ("designer", "/office/sign-in", "Processes"),
        ("designer", "/office/", "Processes"),
        ("designer", "/office/?view=late", "Inbox"),
        ("admin", "/office/", "Units"),
        ("sho", "/office/", "Inbox"),
    ],
)
def test_who_holds_no_post_comes_to_pages_of_his_own(
    browser: Browser, login: str, asked: str, heading: str
) -> None:
    page = try_to_sign_in(browser, login, PASSWORD, address=asked)

    assert page.heading == heading


def test_a_patrol_crew_stays_signed_in_for_its_twelve_hours(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in("patrol")
    seen = []
    for _ in range(25):
        later(monkeypatch, timedelta(minutes=29))
        seen.append(browser.open("/patrol").heading)

    assert seen[:24] == ["No call"] * 24
    assert seen[24] == "Sign in"
