"""The gateway's door: a text message to the help number becomes an alert, once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models import EmergencyAlert, Level, Unit
from processes.partners import tokens
from processes.partners.tokens import Scope
from tests.web.installation import Look
from tests.web.mobiles import KEPT, in_record
from web import clock
from web.portal import Portal

ALERTS = select(func.count()).select_from(EmergencyAlert)
MESSAGE = {"from": "+919876543210", "id": "m-1", "kind": "sms", "text": "help, near the temple"}


def send(app: Flask, token: str, body: dict[str, Any], *, is_form: bool = False) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    if is_form:
        return client.post("/gateway/help", data=body, headers=headers)
    return client.post("/gateway/help", json=body, headers=headers)


def admit(portal: Portal, *scopes: Scope) -> str:
    with portal.sessions.begin() as session:
        return tokens.admit(
            session,
            portal.registry.keyring,
            name=f"provider {scopes[0]}",
            scopes=scopes,
            per_minute=1000,
            real_now=clock.real_now(),
        )


@pytest.mark.parametrize("is_form", [False, True])
def test_a_message_becomes_an_alert(app: Flask, portal: Portal, look: Look, is_form: bool) -> None:
    answer = send(app, admit(portal, Scope.ALERT), MESSAGE, is_form=is_form)

    assert answer.status_code == 202
    assert look(select(EmergencyAlert.channel)) == "sms"


@pytest.mark.parametrize("sender", ["", "anonymous", "12", "011 2345 6789", None])
def test_a_call_without_a_number_that_could_be_called_back_is_taken(
    app: Flask, portal: Portal, look: Look, sender: str | None
) -> None:
    named = {
        name: value for name, value in {**MESSAGE, "from": sender}.items() if value is not None
    }

    answer = send(app, admit(portal, Scope.ALERT), {**named, "kind": "voice"})

    assert answer.status_code == 202
    assert look(select(Unit.level).join(EmergencyAlert, EmergencyAlert.unit_id == Unit.id)) == (
        Level.STATE
    )


def test_who_calls_without_a_number_again_may_be_somebody_else(
    app: Flask, portal: Portal, look: Look
) -> None:
    token = admit(portal, Scope.ALERT)

    answers = [send(app, token, {**MESSAGE, "from": "", "id": f"m-{n}"}).json for n in (1, 2)]

    assert [answer["is_new"] for answer in answers if answer] == [True, True]
    assert look(ALERTS) == 2


def test_what_the_provider_posts_twice_is_taken_once(
    app: Flask, portal: Portal, look: Look
) -> None:
    token = admit(portal, Scope.ALERT)

    answers = [send(app, token, MESSAGE).json for _ in range(2)]

    assert answers == [{"taken": True, "is_new": True}, {"taken": True, "is_new": False}]
    assert look(ALERTS) == 1


def test_a_message_cut_within_a_character_becomes_an_alert_once(
    app: Flask, portal: Portal, look: Look
) -> None:
    token = admit(portal, Scope.ALERT)
    cut = {"from": "+919876543210", "id": "m\ud83d", "kind": "sms", "text": "help \ud83d"}

    answers = [send(app, token, cut).json for _ in range(2)]

    assert answers == [{"taken": True, "is_new": True}, {"taken": True, "is_new": False}]
    assert look(ALERTS) == 1


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"from": ', b'"\\ud800"', b"\xff\xfa"])
def test_what_is_no_message_is_a_problem(app: Flask, portal: Portal, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {admit(portal, Scope.ALERT)}"}

    answer = app.test_client().post(
        "/gateway/help", data=body, content_type="application/json", headers=headers
    )

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_without_the_right_token_nobody_alerts(app: Flask, portal: Portal, look: Look) -> None:
    reader = admit(portal, Scope.READ)

    answers = [send(app, token, MESSAGE).status_code for token in ("made up", reader)]

    assert answers == [401, 403]
    assert look(ALERTS) == 0


@pytest.mark.parametrize("wrong", [{"id": ""}, {"kind": "letter"}])
def test_a_message_that_is_none_is_refused_by_field(
    app: Flask, portal: Portal, look: Look, wrong: dict[str, str]
) -> None:
    answer = send(app, admit(portal, Scope.ALERT), {**MESSAGE, **wrong})

    assert answer.status_code == 422
    assert f"/{next(iter(wrong))}" in answer.text
    assert look(ALERTS) == 0


def test_a_call_through_the_gateway_keeps_one_form(app: Flask, portal: Portal) -> None:
    token = admit(portal, Scope.ALERT)

    send(app, token, {"from": "0091-98765-43210", "id": "m-1", "kind": "voice"})

    assert in_record(portal, "mobile", EmergencyAlert) == KEPT


@pytest.mark.parametrize("is_form", [False, True])
def test_what_no_page_shows_is_marked_and_hinders_no_help(
    app: Flask, portal: Portal, is_form: bool
) -> None:
    told = {**MESSAGE, "text": "at home\x00\x07 near क\u094d\u200dष"}

    answer = send(app, admit(portal, Scope.ALERT), told, is_form=is_form)

    assert answer.status_code == 202, answer.text
    assert in_record(portal, "where", EmergencyAlert) == "at home�� near क\u094d\u200dष"
