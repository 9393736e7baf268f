"""Lost code or passphrase: to the help desk, and nothing can be learnt here."""

import re

import pytest
from flask import Flask
from sqlalchemy import Select, func, select

from models import Complaint, ProcessInstance, UserTask
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.installation import Look
from web.portal import Portal


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


def waiting_calls(number: str) -> Select[str]:
    """The steps of the help desk that wait for a complaint."""
    return (
        select(UserTask.id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .join(Complaint, Complaint.id == ProcessInstance.business_key)
        .where(Complaint.number == number, UserTask.element_id == "call_and_recognise")
    )


def ask(browser: Browser, known_by: str, kind: str = "passphrase") -> Page:
    return browser.send(browser.open("/lost"), {"known_by": known_by, "kind": kind})


def test_a_request_goes_to_the_help_desk(browser: Browser, look: Look, portal: Portal) -> None:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None)))

    page = ask(browser, number)
    Casework(portal).wait(seconds=1)

    assert page.heading == "The help desk has your request"
    assert look(select(func.count()).select_from(waiting_calls(number).subquery())) == 1


def test_a_stranger_who_asks_for_somebody_elses_number_learns_nothing(
    app: Flask, look: Look, portal: Portal
) -> None:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None)))
    known = ask(Browser(app, language="en"), number)
    again = ask(Browser(app, language="en"), number)

    unknown = ask(Browser(app, language="en"), "2ZV3-HS55-A2C8-4")
    Casework(portal).wait(seconds=1)
    later = ask(Browser(app, language="en"), number)

    pages = {re.sub(r'value="[^"]*"', "", each.text) for each in (known, again, unknown, later)}
    assert len(pages) == 1
    assert len({each.status for each in (known, again, unknown, later)}) == 1
    assert look(select(func.count()).select_from(waiting_calls(number).subquery())) == 1


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
