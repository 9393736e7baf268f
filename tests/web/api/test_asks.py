"""What she begins or says beside her complaint, through the API."""

from typing import Any

import pytest
from sqlalchemy import func, select

from models import CaseField, ProcessDefinition, ProcessInstance, TaskStatus, UserTask
from processes.complaint import numbers
from tests.web.api.conftest import PASSPHRASE, Partner
from tests.web.casework import Casework, ended
from tests.web.installation import Look
from web.portal import Portal

KEY = "a-key-of-her-telephone-1"
WITHDRAWAL = {"ask": "withdrawal", "answers": {"first_wish": "end"}}
PRESSURE = "any_pressure_said"


@pytest.fixture
def opening(casework: Casework) -> dict[str, Any]:
    """Number and passphrase of a complaint that an officer investigates."""
    number = numbers.written(casework.complaint(casework.investigated()).number)
    return {"number": number, "passphrase": PASSPHRASE}


def running(name: str) -> Any:
    return (
        select(func.count())
        .select_from(ProcessInstance)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
        .where(ProcessDefinition.name == name)
    )


def test_tracking_lists_what_she_may_begin_and_say(
    partner: Partner, opening: dict[str, Any]
) -> None:
    told = partner.post("/complaints/track", opening).json

    assert {each["process"] for each in told["asks"]} == {"appeal", "withdrawal"}
    assert PRESSURE in {each["id"] for each in told["sayings"]}
    assert told["recoveries"] == []


def test_she_begins_a_withdrawal_once(
    partner: Partner, opening: dict[str, Any], look: Look
) -> None:
    shown = partner.post("/complaints/asks/show", {**opening, "ask": "withdrawal"})
    first = partner.post("/complaints/asks", {**opening, **WITHDRAWAL}, key=KEY)
    again = partner.post("/complaints/asks", {**opening, **WITHDRAWAL}, key=KEY)
    another = partner.post("/complaints/asks", {**opening, **WITHDRAWAL}, key=KEY + "2")

    assert "first_wish" in shown.json["answers"]["properties"]
    assert (first.status_code, first.data) == (201, again.data)
    assert (another.status_code, another.json["type"]) == (409, "urn:itsso:problem:asked-already")
    assert look(running("withdrawal")) == 1


def test_what_is_asked_wrongly_comes_back_by_field(
    partner: Partner, opening: dict[str, Any], look: Look
) -> None:
    empty = partner.post("/complaints/asks", {**opening, "ask": "appeal", "answers": {}}, key=KEY)
    unknown = partner.post("/complaints/asks", {**opening, "ask": "x", "answers": {}}, key=KEY)
    stranger = partner.post(
        "/complaints/asks", {**opening, "passphrase": "four mangoes", **WITHDRAWAL}, key=KEY
    )

    assert empty.status_code == 422
    assert all(each["pointer"].startswith("/answers/") for each in empty.json["errors"])
    assert (unknown.status_code, stranger.status_code) == (404, 404)
    assert look(running("appeal")) == 0


def test_she_says_once_that_she_is_pressed(
    partner: Partner, opening: dict[str, Any], look: Look
) -> None:
    shown = partner.post("/complaints/sayings/show", {**opening, "saying": PRESSURE})
    said = {
        **opening,
        "saying": PRESSURE,
        "answers": {
            key: schema["enum"][0] if "enum" in schema else "They came again"
            for key, schema in shown.json["answers"]["properties"].items()
            if key in shown.json["answers"]["required"]
        },
    }

    first = partner.post("/complaints/sayings", said, key=KEY)
    again = partner.post("/complaints/sayings", said, key=KEY)

    assert (first.status_code, first.data) == (201, again.data), first.text
    opened = look(
        select(func.count())
        .select_from(UserTask)
        .where(UserTask.element_id == "meet_about_pressure", UserTask.status == TaskStatus.OPEN)
    )
    assert opened == 1
    words = select(func.count()).select_from(CaseField).where(CaseField.name.like("%:said"))
    assert look(words) == 1


def test_she_corrects_her_age_and_her_address(
    partner: Partner, opening: dict[str, Any], look: Look
) -> None:
    right = {
        "correction_words": "The age is wrong",
        "right_age_band": "16_17",
        "right_age": 17,
        "right_email": "asha.verma@example.in",
    }
    correction = {**opening, "saying": "any_correction_said"}

    wrong = partner.post(
        "/complaints/sayings", {**correction, "answers": {**right, "right_age": 18}}, key=KEY
    )
    sent = partner.post(
        "/complaints/sayings", {**correction, "answers": right}, key="another-key-of-hers"
    )

    assert wrong.status_code == 422
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/answers/right_age"]
    assert sent.status_code == 201, sent.text
    waiting = select(func.count()).where(
        UserTask.element_id == "check_her_correction", UserTask.status == TaskStatus.OPEN
    )
    assert look(waiting) == 1


def test_what_only_officers_may_say_is_not_there(partner: Partner, opening: dict[str, Any]) -> None:
    answer = partner.post("/complaints/sayings/show", {**opening, "saying": "any_offences_said"})

    assert answer.status_code == 404


def test_a_complaint_that_is_over_takes_no_word_and_says_so(
    partner: Partner, portal: Portal
) -> None:
    said = {"number": ended(portal), "passphrase": PASSPHRASE, "saying": PRESSURE, "answers": {}}

    shown = partner.post("/complaints/sayings/show", said)
    sent = partner.post("/complaints/sayings", said, key=KEY)
    of_police_only = partner.post(
        "/complaints/sayings/show", {**said, "saying": "any_offences_said"}
    )

    for answer in (shown, sent):
        assert (answer.status_code, answer.json["type"]) == (409, "urn:itsso:problem:not-now")
    assert of_police_only.status_code == 404


def test_what_waits_for_a_decision_is_refused_with_the_words_of_the_drawing(
    partner: Partner, opening: dict[str, Any]
) -> None:
    said = {**opening, "saying": "any_child_said"}
    child = {"child_age_band": "16_17", "child_age_source": "School papers"}
    first = partner.post("/complaints/sayings", {**said, "answers": child}, key=KEY)

    again = partner.post("/complaints/sayings/show", said)

    assert first.status_code == 201, first.text
    assert again.json["type"] == "urn:itsso:problem:not-now"
    assert again.json["detail"]
