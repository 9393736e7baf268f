"""Lost codes and passphrases, and the bare status, through the API."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import (
    Attempt,
    OutgoingMessage,
    RecoveryRequest,
    RecoveryStatus,
    TaskStatus,
    UserTask,
)
from models.session import reading
from processes.complaint import numbers
from processes.notifications.messages import body_of
from tests.web.api.conftest import PASSPHRASE, Partner
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.lost import NEW, held, word_shown
from tests.web.staff import SignIn
from web.portal import Portal


@pytest.fixture
def number(portal: Portal) -> str:
    casework = Casework(portal)
    return numbers.written(casework.complaint(casework.called()).number)


def code_on_her_phone(portal: Portal) -> str:
    with reading(portal.sessions) as session:
        newest = session.scalars(
            select(OutgoingMessage).order_by(OutgoingMessage.queued_at.desc()).limit(1)
        ).one()
        found = re.search(r"\d{6}", body_of(portal.registry.keyring, newest) or "")
    assert found is not None
    return found[0]


def test_a_one_time_code_opens_one_word_and_no_more(
    partner: Partner, portal: Portal, number: str
) -> None:
    challenge = partner.post("/complaints/code", {"number": number}).json["challenge"]

    answer = partner.post(
        "/complaints/status", {"challenge": challenge, "code": code_on_her_phone(portal)}
    )

    assert answer.status_code == 200, answer.text
    assert answer.json.keys() == {"status", "status_text"}
    assert answer.json["status"] == "numbered"


def test_an_unknown_number_gets_a_challenge_that_no_code_answers(partner: Partner) -> None:
    asked = partner.post("/complaints/code", {"number": "0000-0000-0000-0"})

    answer = partner.post(
        "/complaints/status", {"challenge": asked.json["challenge"], "code": "123456"}
    )

    assert asked.status_code == 200
    assert (answer.status_code, answer.json["type"]) == (404, "urn:itsso:problem:no-match")


def test_a_challenge_without_its_secret_is_nobodys(
    partner: Partner, portal: Portal, number: str
) -> None:
    challenge = partner.post("/complaints/code", {"number": number}).json["challenge"]

    answer = partner.post(
        "/complaints/status",
        {"challenge": challenge.partition(".")[0], "code": code_on_her_phone(portal)},
    )

    assert answer.status_code == 404


def test_a_lost_passphrase_goes_to_the_help_desk_and_she_can_stop_it(
    partner: Partner, portal: Portal, number: str, look: Look
) -> None:
    opening = {"number": number, "passphrase": PASSPHRASE}
    partner.post("/recoveries", {"known_by": number, "lost": "passphrase"})
    Casework(portal).wait(seconds=1)
    (waiting,) = partner.post("/complaints/track", opening).json["recoveries"]

    refusal = {**opening, "recovery": waiting["id"]}
    answer = partner.post("/recoveries/refuse", refusal)
    again = partner.post("/recoveries/refuse", refusal)

    assert (answer.status_code, again.status_code) == (200, 409)
    assert partner.post("/complaints/track", opening).json["recoveries"] == []
    status = look(select(RecoveryRequest.status).where(RecoveryRequest.id == waiting["id"]))
    assert status is RecoveryStatus.REFUSED
    looks = select(UserTask.status).where(UserTask.element_id == "look_who_tried")
    assert look(looks) is TaskStatus.OPEN


def test_a_new_passphrase_is_set_with_the_word_that_two_officers_led_to(
    app: Flask, partner: Partner, portal: Portal, number: str
) -> None:
    casework, sign_in = Casework(portal), SignIn(app)
    partner.post("/recoveries", {"known_by": number, "lost": "passphrase"})
    casework.wait(seconds=1)
    held(sign_in("helpdesk"), casework)
    new = {"number": number, "token": word_shown(sign_in("helpdesk2")), "passphrase": NEW}

    answer = partner.post("/recoveries/passphrase", new)
    again = partner.post("/recoveries/passphrase", new)

    assert (answer.status_code, again.status_code) == (200, 404)
    opened = partner.post("/complaints/track", {"number": number, "passphrase": NEW})
    assert opened.status_code == 200, opened.text


def test_whether_a_number_exists_does_not_show(partner: Partner, number: str) -> None:
    answers = [
        partner.post("/recoveries", {"known_by": known_by, "lost": "code"})
        for known_by in (number, "0000-0000-0000-0")
    ]

    assert {(answer.status_code, answer.data) for answer in answers} == {(200, answers[0].data)}


def test_a_passphrase_is_set_only_with_the_right_word(
    partner: Partner, number: str, look: Look
) -> None:
    new: dict[str, Any] = {"number": number, "token": "WRONG", "passphrase": "four ripe guavas"}

    answer = partner.post("/recoveries/passphrase", new)
    short = partner.post("/recoveries/passphrase", {**new, "passphrase": "x"})

    assert (answer.status_code, answer.json["type"]) == (404, "urn:itsso:problem:no-match")
    assert [each["pointer"] for each in short.json["errors"]] == ["/passphrase"]
    assert look(select(func.count()).select_from(Attempt)) > 0
