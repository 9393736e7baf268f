"""Confirming by code on the page: her number comes without a call, and nothing can be learnt."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from models import Complaint
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.installation import Look
from web.portal import Portal

HER_NUMBER = "98765 43210"


@pytest.fixture
def asked(portal: Portal) -> tuple[str, str]:
    return Casework(portal).called_in_vain()


def send(browser: Browser, mobile: str, code: str) -> Page:
    return browser.send(browser.open("/confirm"), {"mobile": mobile, "code": code})


def test_the_right_code_gives_her_number(
    browser: Browser, asked: tuple[str, str], look: Look
) -> None:
    complaint_id, code = asked

    page = send(browser, HER_NUMBER, code)

    assert page.heading == "Your code is right"
    assert look(select(Complaint.numbered_at).where(Complaint.id == complaint_id)) is not None
    number = look(select(Complaint.number).where(Complaint.id == complaint_id))
    assert number not in page.text.replace("-", "")


def test_a_wrong_code_and_a_number_that_nobody_gave_look_the_same(
    app: Flask, asked: tuple[str, str], look: Look
) -> None:
    complaint_id, code = asked
    false = f"{(int(code) + 1) % 10**6:06}"
    wrong = send(Browser(app, language="en"), HER_NUMBER, false)

    nobodys = send(Browser(app, language="en"), "90000 11111", false)

    assert (wrong.status, nobodys.status) == (422, 422)
    assert _plain(wrong) == _plain(nobodys)
    assert look(select(Complaint.code_tries).where(Complaint.id == complaint_id)) == 1


def test_what_is_no_number_and_no_code_is_said_by_field(browser: Browser) -> None:
    page = send(browser, "12", "abc")

    assert page.status == 422
    assert "2 answers need a correction" in page.words


def _plain(page: Page) -> str:
    return re.sub(r'value="[^"]*"', "", page.text)
