"""A form that is too large gets a page that says what to do, keeps all of it, changes nothing."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from flask import Flask
from sqlalchemy import func, select

from models import HistoryEvent, UserTask, Visit
from processes.demonstration.police import PASSWORD
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.conftest import portal_of
from tests.web.installation import Look, settings_for
from tests.web.reporting import HER_ANSWERS, answers_on, begin
from tests.web.wire import WireBrowser, served
from web import create_app
from web.security import limiter
from web.too_large import READ_UP_TO

LIMIT = 40_000
#: More than one form may hold, though no single text of it is unusual.
CHAT = "वह रोज़ गेट पर खड़ा रहता है। " * 200
TOO_LONG = "He waits at the gate. " * 1_500
MARK = "and this is the last line"


@pytest.fixture
def app(furnished_url: str) -> Iterator[Flask]:
    """An installation that takes small forms only."""
    made = create_app(settings_for(furnished_url, demo=True, form_bytes=LIMIT))
    with made.app_context():
        limiter.reset()
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def browser(app: Flask) -> Iterator[Browser]:
    """A browser that reaches the app over HTTP."""
    with served(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield WireBrowser(client)


def sign_in(browser: Browser, login: str) -> None:
    page = browser.open("/office/sign-in")
    page = browser.send(page, {"login": login, "password": PASSWORD})
    assert page.heading == "Inbox"


def on_form(page: Page) -> int:
    """Which form of the page is the one of the form file."""
    forms = page.tree.xpath("//main//form")
    return next(i for i, form in enumerate(forms) if form.xpath(".//input[@name='f-shown']"))


def send(browser: Browser, page: Page, values: dict[str, Any], **options: Any) -> Page:
    return browser.send(page, values, form=on_form(page), **options)


def kept(page: Page, name: str) -> str:
    return str(page.fields(on_form(page))[name][0]).strip()


def telling(browser: Browser) -> Page:
    """The page of the proforma on which she tells what happened."""
    page = begin(browser)
    while "account" not in page.tree.xpath("string(//input[@name='f-shown']/@value)").split():
        page = browser.send(page, {**answers_on(page, HER_ANSWERS), "go": "next"})
    return page


def test_her_account_stays_on_the_page_and_the_fault_stands_at_it(
    browser: Browser, look: Look
) -> None:
    page = telling(browser)
    before = look(select(Visit.draft))

    refused = send(browser, page, {"f-account": TOO_LONG * 2 + MARK, "go": "next"})

    assert refused.status == 413
    assert "That was too much at once" in refused.words
    assert kept(refused, "f-account").endswith(MARK)
    assert refused.tree.xpath("//p[@id='f-account-error']")
    assert "Write at most" in refused.words
    assert look(select(Visit.draft)) == before


def test_made_shorter_it_is_taken(browser: Browser) -> None:
    page = telling(browser)
    refused = send(browser, page, {"f-account": TOO_LONG * 2, "go": "next"})

    taken = send(
        browser, refused, {**answers_on(page, HER_ANSWERS), "f-account": MARK, "go": "next"}
    )

    assert taken.status == 200
    assert taken.heading != refused.heading


def test_many_texts_of_usual_length_are_kept_too(browser: Browser) -> None:
    """Each is short enough for its box, together they are too much: the page says so on top."""
    page = telling(browser)

    refused = send(browser, page, {"f-account": CHAT + MARK, "foreign": CHAT, "go": "back"})

    assert refused.status == 413
    assert kept(refused, "f-account").endswith(MARK)
    assert not refused.tree.xpath("//*[contains(@class, 'govuk-error-message')]")


def test_a_form_with_files_is_kept_but_for_the_files(browser: Browser) -> None:
    page = telling(browser)
    photograph = {"f-picture": ("a.jpg", b"\xff\xd8\xff" + bytes(LIMIT), "image/jpeg")}

    refused = send(browser, page, {"f-account": MARK, "go": "next"}, files=photograph)

    assert refused.status == 413
    assert kept(refused, "f-account") == MARK


def test_an_officers_text_stays_and_the_step_stays_open(
    browser: Browser, casework: Casework, look: Look
) -> None:
    complaint_id = casework.called()
    task = casework.task(complaint_id, "register_complaint")
    sign_in(browser, "sho")
    events = look(select(func.count()).select_from(HistoryEvent))
    page = browser.open(f"/office/tasks/{task.id}")

    for go in ("complete", "draft", "claim"):
        refused = send(
            browser,
            page,
            {"f-registration_text": TOO_LONG * 2 + MARK, "f-offences": "stalking", "go": go},
        )

        assert refused.status == 413
        assert kept(refused, "f-registration_text").endswith(MARK)
        assert refused.fields(on_form(refused))["f-offences"] == ["stalking"]
        assert "Choose an answer." not in refused.words
    left = look(select(UserTask).where(UserTask.id == task.id))
    assert (left.status.name, left.draft, left.assignee_id) == ("OPEN", None, None)
    assert look(select(func.count()).select_from(HistoryEvent)) == events


def test_a_correction_that_is_too_large_is_kept_and_not_written(
    browser: Browser, casework: Casework, look: Look
) -> None:
    complaint_id = casework.called()
    task_id = casework.task(complaint_id, "register_complaint").id
    casework.register(complaint_id)
    sign_in(browser, "sho")
    events = look(select(func.count()).select_from(HistoryEvent))
    page = browser.open(f"/office/tasks/{task_id}/correct")

    refused = send(
        browser, page, {"f-registration_text": TOO_LONG * 2 + MARK, "reason": "mistyped"}
    )

    assert refused.status == 413
    assert kept(refused, "f-registration_text").endswith(MARK)
    assert refused.fields(on_form(refused))["reason"] == ["mistyped"]
    assert look(select(func.count()).select_from(HistoryEvent)) == events


def test_what_she_writes_in_a_step_of_hers_stays(
    browser: Browser, casework: Casework, look: Look
) -> None:
    complaint_id = casework.called()
    casework.register(complaint_id)
    task = casework.task(complaint_id, "sign_complaint")
    number = casework.complaint(complaint_id).number
    page = browser.open("/track")
    browser.send(page, {"number": number, "passphrase": "three mangoes fell"})
    page = browser.open(f"/track/steps/{task.id}")
    page = send(browser, page, {"f-text_is_right": "no"})

    refused = send(
        browser, page, {"f-text_is_right": "no", "f-signature_correction": TOO_LONG * 2 + MARK}
    )

    assert refused.status == 413
    assert MARK in refused.text
    assert look(select(UserTask.status).where(UserTask.id == task.id)).name == "OPEN"


def test_beyond_the_hard_bound_nothing_is_read(browser: Browser) -> None:
    page = telling(browser)

    refused = send(browser, page, {"f-account": "x" * (READ_UP_TO * LIMIT + 1), "go": "next"})

    assert refused.status == 413
    assert refused.heading == "That was too much at once"
    assert not refused.tree.xpath("//main//form")


@pytest.mark.parametrize("step", ["notice", "receipt", "send"])
def test_a_page_where_nothing_is_told_refuses_it_plainly(browser: Browser, step: str) -> None:
    page = telling(browser)

    refused = send(browser, page, {"page": step, "agree": "1", "passphrase": TOO_LONG * 2})

    assert refused.status == 413
    assert "He waits at the gate" not in refused.text
