"""Her way back to her page, from the first question to the new passphrase, and her no to it."""

import pytest
from flask import Flask
from sqlalchemy import select

from models import Complaint, RecoveryRequest, RecoveryStatus
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.lost import (
    CALLS,
    NEW,
    OLD,
    READS,
    RECOGNISED,
    ask,
    complete,
    follow,
    held,
    number_of,
    press,
    set_new,
    step,
    word_shown,
)
from tests.web.staff import SignIn

STOP = "It was not me: stop it"


@pytest.fixture
def number(casework: Casework) -> str:
    """The number of a complaint that has come to its station."""
    return number_of(casework, casework.called())


@pytest.fixture
def her(app: Flask) -> Browser:
    return Browser(app, language="en")


def test_she_asks_is_called_and_sets_a_new_passphrase_with_the_word(
    app: Flask, her: Browser, number: str, sign_in: SignIn, casework: Casework
) -> None:
    first, second = sign_in("helpdesk"), sign_in("helpdesk2")
    ask(her, casework, number)
    held(first, casework)
    word = word_shown(second)
    complete(second, step(second, READS), **{"f-word_result": "read_out"})

    done = set_new(her, number, word)

    assert done.heading == "Your new passphrase is set"
    opened = follow(her, number, NEW)
    assert "Where it has been" in opened.words
    assert "Lost code or passphrase" in opened.words
    assert STOP not in opened.words
    assert follow(Browser(app, language="en"), number, OLD).status == 422


def test_a_wrong_word_and_a_used_one_look_the_same_and_set_nothing(
    her: Browser, number: str, sign_in: SignIn, casework: Casework
) -> None:
    first, second = sign_in("helpdesk"), sign_in("helpdesk2")
    ask(her, casework, number)
    held(first, casework)
    word = word_shown(second)

    wrong = set_new(her, number, "0000-0000-0000-0")
    set_new(her, number, word)
    again = set_new(her, number, word, "a third one of hers")

    assert (wrong.status, again.status) == (422, 422)
    assert "Number and one-time word do not belong together." in wrong.words
    assert wrong.words == again.words
    assert follow(her, number, NEW).status == 200


def test_a_word_of_four_days_ago_has_expired_and_she_may_ask_again(
    her: Browser, number: str, sign_in: SignIn, casework: Casework
) -> None:
    first, second = sign_in("helpdesk"), sign_in("helpdesk2")
    ask(her, casework, number)
    held(first, casework)
    word = word_shown(second)
    complete(second, step(second, READS), **{"f-word_result": "read_out"})
    casework.wait(days=4)

    late = set_new(her, number, word)
    ask(her, casework, number)

    assert late.status == 422
    assert CALLS in first.open("/office/").words


def test_she_refuses_on_her_page_what_she_did_not_ask_for(
    app: Flask, her: Browser, number: str, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    stranger, desk = Browser(app, language="en"), sign_in("helpdesk")
    ask(stranger, casework, number)
    complete(desk, step(desk, CALLS), **RECOGNISED)
    page = follow(her, number, OLD)

    stopped = press(her, page, STOP)
    casework.wait(hours=49)

    assert "Somebody was recognised as you on the telephone" in page.words
    assert STOP not in stopped.words
    assert "Look at who tried to get in" in sign_in("verification").open("/office/").words
    assert READS not in desk.open("/office/").words
    assert look(select(RecoveryRequest.status)) is RecoveryStatus.REFUSED
    assert follow(Browser(app, language="en"), number, OLD).status == 200


def test_her_no_twice_or_to_a_request_of_somebody_else_changes_nothing(
    app: Flask, her: Browser, number: str, casework: Casework, look: Look
) -> None:
    other = number_of(casework, casework.called())
    ask(her, casework, number)
    mine = follow(her, number, OLD)
    hers = Browser(app, language="en")
    follow(hers, other, OLD)
    request_id = look(select(RecoveryRequest.id))
    token = mine.tree.xpath("string(//input[@name='csrf_token']/@value)")
    foreign = hers.open("/track").tree.xpath("string(//input[@name='csrf_token']/@value)")

    by_another = hers.client.post(f"/track/refuse/{request_id}", data={"csrf_token": foreign})
    before = look(select(RecoveryRequest.status))
    once = her.client.post(f"/track/refuse/{request_id}", data={"csrf_token": token})
    twice = her.client.post(f"/track/refuse/{request_id}", data={"csrf_token": token})
    nobody = Browser(app, language="en")

    assert (by_another.status_code, once.status_code, twice.status_code) == (409, 303, 409)
    assert before is RecoveryStatus.ASKED
    assert STOP not in nobody.open("/track").words


def test_a_lost_code_is_sent_anew_and_no_officer_sees_it(
    her: Browser, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, first = casework.submit(), sign_in("helpdesk")
    digest = select(Complaint.code_digest).where(Complaint.id == complaint_id)
    before = look(digest)
    ask(her, casework, "98765 43210", "code")

    held(first, casework)

    assert READS not in sign_in("helpdesk2").open("/office/").words
    assert look(digest) not in (before, None)
    assert look(select(RecoveryRequest.status)) is RecoveryStatus.GRANTED
