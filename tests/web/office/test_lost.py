"""The help desk's page for lost codes and passphrases."""

import pytest
from sqlalchemy import select

from models import RecoveryRequest
from processes.complaint import recovery
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn


def ask(casework: Casework, kind: str = "passphrase") -> None:
    number = str(casework.complaint(casework.called()).number)
    casework.change(
        lambda session: recovery.ask(
            session,
            casework.portal.registry.keyring,
            known_by=number,
            kind=kind,
            now=casework.now,
            real_now=casework.now,
        )
    )


def test_nothing_to_do_is_said(sign_in: SignIn) -> None:
    assert "Nobody has asked." in sign_in("helpdesk").open("/office/lost").words


def test_a_passphrase_is_given_only_after_the_hold(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    ask(casework)
    browser = sign_in("helpdesk")

    held = browser.send(browser.open("/office/lost"), {"go": "recognise"})
    too_soon = browser.send(held, {"go": "grant"})
    casework.wait(hours=49)
    granted = browser.send(browser.open("/office/lost"), {"go": "grant"})

    assert "The hold of 48 hours runs" in held.words
    assert not held.tree.xpath("//main//button[@value='grant']")
    assert too_soon.status == 409
    token = granted.tree.xpath("string(//p[@class='secret__value number'])")
    assert len(token) >= 8
    assert token not in browser.open("/office/lost").text
    assert token not in str(look(select(RecoveryRequest.token_digest)))


def test_the_desk_sees_whom_to_call(sign_in: SignIn, casework: Casework) -> None:
    ask(casework)
    browser = sign_in("helpdesk")

    listed = browser.open("/office/lost")
    page = browser.open(listed.tree.xpath("string(//main//th/a/@href)"))

    assert "Asha Devi" in page.words
    assert "98765 43210" in page.words
    assert "Say this phrase first" in page.words


def test_a_request_can_be_refused_at_any_time(sign_in: SignIn, casework: Casework) -> None:
    ask(casework)
    browser = sign_in("helpdesk")

    page = browser.send(browser.open("/office/lost"), {"go": "refuse"})

    assert "Refused. Nothing changes for her." in page.words
    assert "Nobody has asked." in page.words


@pytest.mark.parametrize("login", ["sho", "io", "state", "national", "oversight"])
def test_only_the_desk_helps(sign_in: SignIn, login: str) -> None:
    assert sign_in(login).open("/office/lost").status == 404
