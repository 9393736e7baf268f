"""Confirming by code through the API: her number comes without a call."""

from sqlalchemy import select

from models import Complaint
from tests.web.api.conftest import Partner
from tests.web.casework import Casework
from tests.web.installation import Look
from web.portal import Portal

HER_NUMBER = "98765 43210"


def test_the_right_code_gives_her_number(partner: Partner, portal: Portal, look: Look) -> None:
    complaint_id, code = Casework(portal).called_in_vain()

    answer = partner.post("/complaints/confirm", {"mobile": HER_NUMBER, "code": code})

    assert (answer.status_code, answer.json) == (200, {"confirmed": True})
    assert look(select(Complaint.numbered_at).where(Complaint.id == complaint_id)) is not None


def test_a_wrong_code_and_a_number_that_nobody_gave_look_the_same(
    partner: Partner, portal: Portal, look: Look
) -> None:
    complaint_id, code = Casework(portal).called_in_vain()
    false = f"{(int(code) + 1) % 10**6:06}"

    wrong = partner.post("/complaints/confirm", {"mobile": HER_NUMBER, "code": false})
    nobodys = partner.post("/complaints/confirm", {"mobile": "90000 11111", "code": false})

    assert (wrong.status_code, wrong.json) == (nobodys.status_code, nobodys.json)
    assert (wrong.status_code, wrong.json["type"]) == (404, "urn:itsso:problem:no-match")
    assert look(select(Complaint.code_tries).where(Complaint.id == complaint_id)) == 1


def test_what_is_no_number_is_said(partner: Partner) -> None:
    answer = partner.post("/complaints/confirm", {"mobile": "12", "code": "123456"})

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/mobile"]
