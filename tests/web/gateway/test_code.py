"""The gateway's door for codes: an answer by text message confirms her, once."""

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import Complaint
from processes.partners import tokens
from processes.partners.tokens import Scope
from tests.web.casework import Casework
from tests.web.installation import Look
from web import clock
from web.portal import Portal


@pytest.fixture
def asked(portal: Portal) -> tuple[str, str]:
    """A complaint whose woman was called three times in vain, and her code."""
    casework = Casework(portal)
    complaint_id = casework.submit(what=["molestation"])
    casework.wait(hours=20)
    for _ in range(3):
        casework.do(complaint_id, "call_her", call_result="no_answer")
        casework.wait(minutes=31)
    return complaint_id, casework.code(complaint_id)


def admit(portal: Portal, scope: Scope) -> str:
    with portal.sessions.begin() as session:
        return tokens.admit(
            session,
            portal.registry.keyring,
            name=f"provider {scope}",
            scopes=[scope],
            per_minute=1000,
            real_now=clock.real_now(),
        )


def send(app: Flask, token: str, text: str, *, message_id: str = "m-1") -> TestResponse:
    return app.test_client().post(
        "/gateway/code",
        json={"from": "+919876543210", "id": message_id, "text": text},
        headers={"Authorization": f"Bearer {token}"},
    )


def test_a_right_code_confirms_and_what_comes_twice_is_answered_the_same(
    app: Flask, portal: Portal, asked: tuple[str, str], look: Look
) -> None:
    complaint_id, code = asked
    token = admit(portal, Scope.CONFIRM)

    answers = [send(app, token, f"code {code}") for _ in range(2)]

    assert [answer.json for answer in answers] == [{"taken": True, "confirmed": True}] * 2
    assert look(select(Complaint.numbered_at).where(Complaint.id == complaint_id)) is not None


def test_a_wrong_code_that_comes_twice_counts_once(
    app: Flask, portal: Portal, asked: tuple[str, str], look: Look
) -> None:
    complaint_id, code = asked
    token, false = admit(portal, Scope.CONFIRM), f"{(int(code) + 1) % 10**6:06}"

    answers = [send(app, token, false).json for _ in range(2)]

    assert answers == [{"taken": True, "confirmed": False}] * 2
    assert look(select(Complaint.code_tries).where(Complaint.id == complaint_id)) == 1


def test_only_who_may_confirm_is_heard(app: Flask, portal: Portal, asked: tuple[str, str]) -> None:
    token = admit(portal, Scope.ALERT)

    answers = [send(app, each, asked[1]).status_code for each in ("made up", token)]

    assert answers == [401, 403]


def test_a_message_without_sender_or_id_is_refused_by_field(app: Flask, portal: Portal) -> None:
    token = admit(portal, Scope.CONFIRM)

    answer = send(app, token, "482913", message_id="")

    assert answer.status_code == 422
    assert "/id" in answer.text


def test_an_answer_cut_within_a_character_is_heard(app: Flask, portal: Portal) -> None:
    cut = {"from": "+919876543210", "id": "m\ud83d", "text": "123456 \ud83d"}

    answer = app.test_client().post(
        "/gateway/code",
        json=cut,
        headers={"Authorization": f"Bearer {admit(portal, Scope.CONFIRM)}"},
    )

    assert (answer.status_code, answer.json["taken"]) == (202, True)
