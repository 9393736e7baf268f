"""Lost code or passphrase: to the help desk, and nothing can be learnt here."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from models import Complaint, RecoveryRequest
from tests.web.browser import Browser, Page
from tests.web.installation import Look


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


def ask(browser: Browser, known_by: str, kind: str = "passphrase") -> Page:
    return browser.send(browser.open("/lost"), {"known_by": known_by, "kind": kind})


def test_a_request_goes_to_the_help_desk(browser: Browser, look: Look) -> None:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None)))

    page = ask(browser, number)

    assert page.heading == "The help desk has your request"
    assert look(select(RecoveryRequest.kind)) == "passphrase"


def test_an_unknown_number_gets_the_same_page(app: Flask, look: Look) -> None:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None)))
    known = ask(Browser(app, language="en"), number)

    unknown = ask(Browser(app, language="en"), "2ZV3-HS55-A2C8-4")

    assert re.sub(r'value="[^"]*"', "", known.text) == re.sub(r'value="[^"]*"', "", unknown.text)


def test_both_questions_must_be_answered(browser: Browser) -> None:
    page = browser.send(browser.open("/lost"), {"known_by": "  "})

    assert page.status == 422
    assert "2 answers need a correction" in page.words


def test_a_wrong_word_of_the_help_desk_sets_nothing(browser: Browser, look: Look) -> None:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None)))
    before = look(select(Complaint.passphrase_hash).where(Complaint.number == number))

    page = browser.send(
        browser.open("/lost/new"),
        {
            "number": number,
            "token": "0000",
            "passphrase": "four new words",
            "again": "four new words",
        },
    )

    assert page.status == 422
    assert page.fields()["number"] == [number]
    assert "four new words" not in page.text
    assert look(select(Complaint.passphrase_hash).where(Complaint.number == number)) == before
