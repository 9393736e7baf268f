"""Registering ends with a code on her telephone; without it help is sent all the same."""

import pytest
from flask import Flask
from sqlalchemy import select

from models import EmergencyEnrolment, OutgoingMessage
from models.session import reading
from processes.notifications.messages import body_of
from tests.web.browser import Browser
from tests.web.emergency.test_help import call, register
from tests.web.installation import Look
from tests.web.staff import SignIn
from web.portal import Portal

VERIFIED_AT = select(EmergencyEnrolment.verified_at)
MESSAGES = select(OutgoingMessage).order_by(OutgoingMessage.queued_at.desc())


def code_sent(portal: Portal) -> str:
    """The code of the newest message."""
    with reading(portal.sessions) as session:
        newest = session.scalars(MESSAGES).first()
        assert newest is not None
        text = body_of(portal.registry.keyring, newest) or ""
    return "".join(sign for sign in text if sign.isdigit())


def test_the_code_from_her_telephone_verifies_the_number(
    browser: Browser, look: Look, portal: Portal
) -> None:
    page = register(browser, look)
    before = look(VERIFIED_AT)

    done = browser.send(page, {"code": f" {code_sent(portal)} ", "go": "check"})

    assert page.heading == "Write the code that came"
    assert before is None
    assert done.heading == "You are registered"
    assert "Your number is verified." in done.words
    assert look(VERIFIED_AT) is not None


def test_the_message_says_nothing_to_a_bystander(
    browser: Browser, look: Look, portal: Portal
) -> None:
    register(browser, look)

    with reading(portal.sessions) as session:
        [sent] = session.scalars(MESSAGES).all()
        text = body_of(portal.registry.keyring, sent) or ""
    assert text.startswith("Your code is ")
    assert not {"help", "police", "emergency", "complaint"} & set(text.lower().split())
    assert sent.expires_at is not None


def test_a_wrong_code_is_told_and_five_of_them_end_it(
    browser: Browser, look: Look, portal: Portal
) -> None:
    page = register(browser, look)
    right = code_sent(portal)
    wrong = f"{(int(right) + 1) % 10**6:06}"

    answers = [browser.send(page, {"code": wrong, "go": "check"}) for _ in range(5)]
    late = browser.send(page, {"code": right, "go": "check"})

    assert {answer.status for answer in answers} == {422}
    assert "This code is wrong or too old." in answers[0].words
    assert late.status == 422
    assert look(VERIFIED_AT) is None


def test_a_new_code_ends_the_one_before_and_a_flood_is_stopped(
    browser: Browser, look: Look, portal: Portal
) -> None:
    page = register(browser, look)
    first = code_sent(portal)

    browser.send(page, {"go": "again"})
    browser.send(page, {"go": "again"})
    flood = browser.send(page, {"go": "again"})
    old = browser.send(page, {"code": first, "go": "check"})
    new = browser.send(page, {"code": code_sent(portal), "go": "check"})

    assert flood.status == 422
    assert "Wait a quarter of an hour." in flood.words
    with reading(portal.sessions) as session:
        assert len(session.scalars(MESSAGES).all()) == 3
    assert (old.status, new.heading) == (422, "You are registered")


def test_another_browser_verifies_nothing(
    browser: Browser, look: Look, app: Flask, portal: Portal
) -> None:
    register(browser, look)

    stranger = Browser(app, language="en").open("/help/register/code")

    assert stranger.heading == "Register for help"


def test_whoever_changes_a_verified_registration_gets_no_second_code(
    browser: Browser, look: Look, portal: Portal
) -> None:
    browser.send(register(browser, look), {"code": code_sent(portal), "go": "check"})

    again = register(browser, look, name="Meena")

    assert again.heading == "You are registered"
    with reading(portal.sessions) as session:
        assert len(session.scalars(MESSAGES).all()) == 1


@pytest.mark.parametrize("is_verified", [True, False])
def test_an_unverified_number_brings_help_and_is_marked_for_the_control_room(
    browser: Browser, look: Look, portal: Portal, sign_in: SignIn, is_verified: bool
) -> None:
    page = register(browser, look, address_1="Nowhere anybody knows", latitude="", longitude="")
    if is_verified:
        browser.send(page, {"code": code_sent(portal), "go": "check"})

    called = call(browser, latitude="", longitude="")
    browser.send(called, form=0)  # she is safe: a woman calls the number

    caller = sign_in("caller")
    inbox = caller.open("/office/")
    address = inbox.tree.xpath("//a[contains(., 'is she really safe')]/@href")[0]
    task = caller.open(address)
    assert called.heading == "Help is being sent"
    assert ("This number was not verified" in task.words) is not is_verified
