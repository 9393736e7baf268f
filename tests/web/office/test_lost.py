"""The help desk's page for lost codes and passphrases."""

import pytest
from sqlalchemy import func, select

from models import AuditEntry, RecoveryRequest
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
    caller, browser = sign_in("caller"), sign_in("helpdesk")

    held = caller.send(caller.open("/office/lost"), {"go": "recognise"}, form=1)
    too_soon = browser.send(browser.open("/office/lost"), {"go": "grant"}, form=1)
    casework.wait(hours=49)
    alone = caller.open("/office/lost")
    granted = browser.send(browser.open("/office/lost"), {"go": "grant"}, form=1)

    assert "The hold of 48 hours runs" in held.words
    assert not held.tree.xpath("//main//button[@value='grant']")
    assert not alone.tree.xpath("//main//button[@value='grant']")
    assert "Another officer gives it to her." in alone.words
    assert too_soon.status == 409
    token = granted.tree.xpath("string(//p[@class='secret__value number'])")
    assert len(token) >= 8
    assert token not in browser.open("/office/lost").text
    assert token not in str(look(select(RecoveryRequest.token_digest)))


def test_the_desk_sees_whom_to_call_and_the_audit_keeps_it(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    ask(casework)
    browser = sign_in("helpdesk")

    page = browser.send(browser.open("/office/lost"), {"go": "look"})

    assert "Asha Devi" in page.words
    assert "98765 43210" in page.words
    assert "Say this phrase first" in page.words
    looks = select(func.count()).where(AuditEntry.action == "recovery_looked_up")
    assert look(looks) == 1


def test_a_request_can_be_refused_at_any_time(sign_in: SignIn, casework: Casework) -> None:
    ask(casework)
    browser = sign_in("helpdesk")

    page = browser.send(browser.open("/office/lost"), {"go": "refuse"}, form=1)

    assert "Refused. Nothing changes for her." in page.words
    assert "Nobody has asked." in page.words


@pytest.mark.parametrize("login", ["sho", "io", "state", "national", "oversight"])
def test_only_the_desk_helps(sign_in: SignIn, login: str) -> None:
    assert sign_in(login).open("/office/lost").status == 404
