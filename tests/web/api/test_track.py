"""Following and answering through the API, with what she typed herself."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models import Attempt
from processes.complaint import numbers
from tests.web.api.conftest import PASSPHRASE, Partner, submission
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.public.test_her_page import report_is_out

KEY = "a-key-of-her-telephone-1"


def opening(casework: Casework, complaint_id: str, **more: Any) -> dict[str, Any]:
    number = numbers.written(casework.complaint(complaint_id).number)
    return {"number": number, "passphrase": PASSPHRASE, **more}


def test_she_sees_where_it_lies_and_what_waits_for_her(
    partner: Partner, casework: Casework
) -> None:
    complaint_id = casework.called()

    answer = partner.post("/complaints/track", opening(casework, complaint_id))

    assert answer.status_code == 200, answer.text
    told = answer.json
    assert (told["status"], told["clock"]["day"]) == ("numbered", 1)
    assert "Station house officer" in told["stays"][-1]["with"]
    assert told["stays"][-1]["until"] is None
    assert "Asha" not in answer.text
    assert told["filed_by"] is None
    assert told["still_owed"] == []


def test_what_is_still_to_be_done_for_her_is_told_of_a_closed_complaint(
    partner: Partner, casework: Casework
) -> None:
    complaint_id = report_is_out(casework)

    told = partner.post("/complaints/track", opening(casework, complaint_id)).json

    owed = {each["step"]: each for each in told["still_owed"]}
    assert told["status"] == "closed"
    assert "Woman officer of the station" in owed["Give you a copy, free of charge"]["with"]
    assert owed["Check the risk to you"]["due_at"] is not None


def test_who_filed_it_for_her_is_told(partner: Partner, casework: Casework) -> None:
    complaint_id = casework.called(helper="guardian", age_band="12_15")

    told = partner.post("/complaints/track", opening(casework, complaint_id)).json

    assert told["filed_by"] == {"code": "guardian", "text": "A parent or guardian"}
    assert "any_takeover_said" in [each["id"] for each in told["sayings"]]


def moments_in(told: Any) -> Iterator[datetime]:
    """Every text of an answer that is a moment."""
    if isinstance(told, dict | list):
        for each in told.values() if isinstance(told, dict) else told:
            yield from moments_in(each)
    elif isinstance(told, str) and re.match(r"\d{4}-\d\d-\d\dT", told):
        yield datetime.fromisoformat(told)


def test_every_moment_of_an_answer_stands_on_the_clock_of_india(
    partner: Partner, casework: Casework, answers: dict[str, Any]
) -> None:
    complaint_id = casework.called()
    casework.register(complaint_id)
    right = opening(casework, complaint_id)

    receipt = partner.post("/complaints", submission(answers), key=KEY).json
    tracked = partner.post("/complaints/track", right).json
    copied = partner.post("/complaints/copy", {**right, "answers": {"copy_is_safe": True}}).json

    assert tracked["steps"][0]["due_at"] is not None
    for told, at_least in ((receipt, 3), (tracked, 8), (copied, 12)):
        offsets = [each.utcoffset() for each in moments_in(told)]
        assert len(offsets) >= at_least
        assert set(offsets) == {timedelta(hours=5, minutes=30)}


def test_every_failure_looks_the_same_and_is_counted(
    partner: Partner, casework: Casework, look: Look
) -> None:
    right = opening(casework, casework.called())

    answers = [
        partner.post("/complaints/track", {**right, "passphrase": "three mangoes fall"}),
        partner.post("/complaints/track", {**right, "number": "0000-0000-0000-0"}),
        partner.post("/complaints/track", {**right, "number": "x"}),
    ]

    assert {(answer.status_code, answer.data) for answer in answers} == {
        (404, answers[0].data),
    }  # fmt: skip
    assert look(select(func.count()).select_from(Attempt)) > 0


def test_guessing_comes_to_a_stop_here_too(partner: Partner, casework: Casework) -> None:
    right = opening(casework, casework.called())
    for _ in range(5):
        partner.post("/complaints/track", {**right, "passphrase": "three mangoes fall"})

    assert partner.post("/complaints/track", right).status_code == 404


def test_who_guesses_in_an_app_shuts_no_other_telephone_of_it_out(
    partner: Partner, casework: Casework
) -> None:
    right = opening(casework, casework.called())
    for _ in range(5):
        partner.post(
            "/complaints/track", {**right, "passphrase": "three mangoes fall"}, Asker="his"
        )

    assert partner.post("/complaints/track", right, Asker="his").status_code == 404
    assert partner.post("/complaints/track", right, Asker="hers").status_code == 200


@pytest.mark.parametrize("body", [{}, {"number": "x"}, {"number": 1, "passphrase": "long enough"}])
def test_both_secrets_must_be_there(partner: Partner, body: dict[str, Any]) -> None:
    assert partner.post("/complaints/track", body).status_code == 422


def to_sign(casework: Casework) -> tuple[dict[str, Any], str]:
    """A complaint that waits for her signature: the opening, and her step."""
    complaint_id = casework.called()
    casework.register(complaint_id)
    return opening(casework, complaint_id), casework.task(complaint_id, "sign_complaint").id


def test_she_reads_and_signs_what_was_written_down(partner: Partner, casework: Casework) -> None:
    right, step = to_sign(casework)

    listed = partner.post("/complaints/track", right).json["steps"]
    shown = partner.post("/complaints/steps/show", {**right, "step": step})
    signed = partner.post(
        "/complaints/steps",
        {**right, "step": step, "answers": {"text_is_right": "yes", "signature_name": "Asha"}},
        key=KEY,
    )

    assert [each["id"] for each in listed] == [step]
    assert shown.status_code == 200, shown.text
    assert "She was followed." in shown.json["shown"].values()
    assert signed.status_code == 200, signed.text
    assert partner.post("/complaints/track", right).json["steps"] == []


def test_signing_twice_is_signing_once(partner: Partner, casework: Casework) -> None:
    right, step = to_sign(casework)
    body = {**right, "step": step, "answers": {"text_is_right": "yes", "signature_name": "Asha"}}

    first = partner.post("/complaints/steps", body, key=KEY)
    again = partner.post("/complaints/steps", body, key=KEY)
    later = partner.post("/complaints/steps", body, key=KEY + "2")

    assert (first.status_code, again.status_code, later.status_code) == (200, 200, 409)
    assert first.data == again.data


def test_what_is_wrong_with_an_answer_is_told_by_field(
    partner: Partner, casework: Casework
) -> None:
    right, step = to_sign(casework)

    answer = partner.post("/complaints/steps", {**right, "step": step, "answers": {}}, key=KEY)

    assert answer.status_code == 422
    assert "/answers/text_is_right" in [each["pointer"] for each in answer.json["errors"]]


def test_another_womans_step_is_not_there(partner: Partner, casework: Casework) -> None:
    _, theirs = to_sign(casework)
    hers, _ = to_sign(casework)

    shown = partner.post("/complaints/steps/show", {**hers, "step": theirs})
    done = partner.post("/complaints/steps", {**hers, "step": theirs, "answers": {}}, key=KEY)

    assert (shown.status_code, done.status_code) == (404, 404)
