"""An officer whose time was over loses nothing she typed."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models import Officer, TaskStatus, UserTask
from processes.demonstration.police import PASSWORD
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.office.test_task import REGISTRATION, open_task, send
from tests.web.staff import SignIn
from web import clock


def later(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    moment = clock.real_now() + span
    monkeypatch.setattr(clock, "real_now", lambda: moment)


def test_what_she_typed_before_her_time_ended_is_sent_after_signing_in(
    sign_in: SignIn, casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    later(monkeypatch, timedelta(minutes=31))

    asked = send(browser, page, REGISTRATION)
    again = browser.send(asked, {"login": "sho", "password": PASSWORD})
    done = browser.send(again, {})

    assert (asked.status, asked.heading) == (401, "Sign in")
    assert "She was followed." not in asked.text
    assert again.heading == "You are signed in again"
    assert "Done: Register the complaint." in done.words
    assert casework.task(complaint_id, "sign_complaint").role == "complainant"


def test_a_mistyped_password_does_not_lose_it_either(
    sign_in: SignIn, casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    later(monkeypatch, timedelta(minutes=31))

    asked = send(browser, page, REGISTRATION)
    refused = browser.send(asked, {"login": "sho", "password": "mistyped words"})
    again = browser.send(refused, {"login": "sho", "password": PASSWORD})

    assert refused.status == 422
    assert again.fields()["f-registration_text"] == ["She was followed."]


def test_it_is_given_back_to_nobody_else(
    sign_in: SignIn, casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    later(monkeypatch, timedelta(minutes=31))

    asked = send(browser, page, REGISTRATION)
    other = browser.send(asked, {"login": "io", "password": PASSWORD})

    assert other.heading == "Inbox"
    assert "She was followed." not in other.text


def test_a_session_that_was_ended_on_purpose_carries_nothing(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    casework.change(
        lambda session: session.execute(
            update(Officer).where(Officer.login == "sho").values(session_epoch=99)
        )
    )

    asked = send(browser, page, REGISTRATION)

    assert asked.heading == "Sign in"
    assert "carried" not in asked.fields()
    status = look(select(UserTask.status).where(UserTask.element_id == "register_complaint"))
    assert status is TaskStatus.OPEN


@pytest.mark.parametrize("carried", ["nonsense", "ÿÿÿÿ", "AAAA" * 40])
def test_a_forged_carrying_is_ignored(browser: Browser, carried: str) -> None:
    page = browser.open("/office/sign-in")

    page = browser.send(page, {"login": "sho", "password": PASSWORD, "carried": carried})

    assert page.status == 200
