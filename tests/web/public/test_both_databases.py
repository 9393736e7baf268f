"""The public door on SQLite and on PostgreSQL: report, send twice, leave."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models import Complaint, Visit
from models.encryption import Keyring
from models.session import session_maker
from processes.demonstration.police import establish
from tests.web.browser import Browser
from tests.web.conftest import portal_of
from tests.web.installation import LONG_BEFORE, MASTER, Look, deploy_shipped, settings_for
from tests.web.reporting import PASSPHRASE, begin, fill
from web import create_app


@pytest.fixture
def app(database: Engine, database_url: str) -> Iterator[Flask]:
    """The app outside a demonstration, on each database in turn."""
    with session_maker(database, Keyring([MASTER]))() as session:
        deploy_shipped(session)
        _fill_posts(session)
        session.commit()
    made = create_app(settings_for(database_url, rate_limits=False))
    yield made
    portal_of(made).database.dispose()


def _fill_posts(session: Session) -> None:
    establish(
        session, now=LONG_BEFORE, chance=random.Random(1), hash_password=lambda word: f"!{word}"
    )


def test_a_complaint_sent_twice_is_one_and_leaving_forgets_the_visit(
    browser: Browser, look: Look
) -> None:
    fill(browser, begin(browser))
    last = browser.open("/form?page=send")
    secrets = {"passphrase": PASSPHRASE, "again": PASSPHRASE}

    first, second = browser.send(last, secrets), browser.send(last, secrets)
    browser.client.post("/leave")

    assert first.heading == second.heading == "We have your complaint"
    assert look(select(func.count()).select_from(Complaint)) == 1
    assert look(select(func.count()).select_from(Visit)) == 0


def test_a_wrong_passphrase_is_counted(browser: Browser) -> None:
    page = browser.open("/track")

    answers = [browser.send(page, {"number": "x", "passphrase": "y"}).status for _ in range(3)]

    assert answers == [422, 422, 422]


def test_two_clicks_at_the_same_moment_make_one_complaint(
    app: Flask, browser: Browser, look: Look
) -> None:
    fill(browser, begin(browser))
    last = browser.open("/form?page=send")
    fields = {**last.fields(), "passphrase": PASSPHRASE, "again": PASSPHRASE}
    cookie = browser.client.get_cookie("s")
    assert cookie is not None

    def click(_number: int) -> int:
        client = app.test_client()
        client.set_cookie("s", cookie.value)
        return client.post("/form", data=fields).status_code

    with ThreadPoolExecutor(4) as fingers:
        statuses = list(fingers.map(click, range(4)))

    assert statuses == [303] * 4
    assert look(select(func.count()).select_from(Complaint)) == 1
