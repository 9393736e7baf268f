"""Registering a woman beforehand through the API, and calling with her device."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select

from models import EmergencyAlert, EmergencyEnrolment, Level, OutgoingMessage, Unit
from models.session import reading
from processes.notifications.messages import body_of
from tests.web.api.conftest import PASSPHRASE, Partner
from tests.web.installation import Look
from web.portal import Portal

KEY = "a-key-of-her-telephone-1"
MOBILE = "98765 43210"


@pytest.fixture
def details(portal: Portal) -> dict[str, Any]:
    with reading(portal.sessions) as session:
        district = session.scalars(select(Unit).where(Unit.level == Level.DISTRICT)).first()
    assert district is not None
    return {
        "mobile": MOBILE,
        "passphrase": PASSPHRASE,
        "district": district.id,
        "name": "Asha Devi",
        "places": [{"address": "12, Neem lane", "latitude": 26.45, "longitude": 80.33}],
        "contacts": ["Her sister"],
        "to_know": "Two children",
    }


def code_on_her_phone(portal: Portal) -> str:
    with reading(portal.sessions) as session:
        newest = session.scalars(
            select(OutgoingMessage).order_by(OutgoingMessage.queued_at.desc()).limit(1)
        ).one()
        found = re.search(r"\d{6}", body_of(portal.registry.keyring, newest) or "")
    assert found is not None
    return found[0]


def test_a_registered_device_calls_for_help_with_nothing_else(
    partner: Partner, details: dict[str, Any], look: Look
) -> None:
    made = partner.post("/enrolments", details, key=KEY)
    again = partner.post("/enrolments", details, key=KEY)

    alert = partner.post("/alerts", {"device": made.json["device"]}, key=KEY + "2")
    standing = partner.post("/alerts/show", {"alert": alert.json["alert"]})

    assert (made.status_code, made.data) == (201, again.data), made.text
    assert made.json["verified"] is False
    assert look(select(EmergencyAlert.enrolment_id)) == look(select(EmergencyEnrolment.id))
    assert standing.json["is_placed"] is True
    assert standing.json["asked"] >= 1


def test_the_code_from_her_telephone_verifies_it(
    partner: Partner, portal: Portal, details: dict[str, Any], look: Look
) -> None:
    device = partner.post("/enrolments", details, key=KEY).json["device"]

    wrong = partner.post("/enrolments/code", {"device": device, "code": "000000"})
    right = partner.post("/enrolments/code", {"device": device, "code": code_on_her_phone(portal)})
    unknown = partner.post("/enrolments/code/send", {"device": "another"})

    assert (wrong.status_code, right.status_code, unknown.status_code) == (404, 200, 404)
    assert look(select(EmergencyEnrolment.verified_at)) is not None
    resent = partner.post("/enrolments/code/send", {"device": device})
    assert resent.json == {"sent": False}


def test_another_passphrase_takes_no_verified_registration_over(
    partner: Partner, portal: Portal, details: dict[str, Any], look: Look
) -> None:
    device = partner.post("/enrolments", details, key=KEY).json["device"]
    partner.post("/enrolments/code", {"device": device, "code": code_on_her_phone(portal)})

    answer = partner.post(
        "/enrolments", {**details, "passphrase": "four ripe guavas"}, key=KEY + "2"
    )

    assert (answer.status_code, answer.json["type"]) == (409, "urn:itsso:problem:enrolled-already")
    assert look(select(func.count()).select_from(EmergencyEnrolment)) == 1


def test_what_nobody_verified_keeps_the_owner_of_the_number_out_of_nothing(
    partner: Partner, portal: Portal, details: dict[str, Any], look: Look
) -> None:
    strangers = partner.post("/enrolments", details, key=KEY).json["device"]

    hers = partner.post("/enrolments", {**details, "passphrase": "four ripe guavas"}, key=KEY + "2")
    verified = partner.post(
        "/enrolments/code", {"device": hers.json["device"], "code": code_on_her_phone(portal)}
    )
    again = partner.post("/enrolments", details, key=KEY + "3")

    assert (hers.status_code, verified.status_code, again.status_code) == (201, 200, 409)
    assert partner.post("/enrolments/code/send", {"device": strangers}).json == {"sent": True}
    late = {"device": strangers, "code": code_on_her_phone(portal)}
    assert partner.post("/enrolments/code", late).status_code == 404
    assert look(select(func.count(EmergencyEnrolment.verified_at))) == 1


def test_another_telephone_of_hers_calls_and_the_lost_one_no_more(
    partner: Partner, details: dict[str, Any]
) -> None:
    lost = partner.post("/enrolments", details, key=KEY).json["device"]
    opening = {"mobile": MOBILE, "passphrase": PASSPHRASE}

    wrong = partner.post("/enrolments/device", {**opening, "passphrase": "four ripe guavas"})
    given = partner.post("/enrolments/device", opening)
    calls = partner.post("/alerts", {"device": given.json["device"]}, key=KEY + "2")

    assert (wrong.status_code, given.status_code, calls.status_code) == (404, 200, 201)
    assert given.json["verified"] is False
    assert partner.post("/enrolments/code/send", {"device": lost}).status_code == 404


def test_a_registration_is_forgotten_with_its_passphrase_only(
    partner: Partner, details: dict[str, Any]
) -> None:
    device = partner.post("/enrolments", details, key=KEY).json["device"]
    opening = {"mobile": MOBILE, "passphrase": PASSPHRASE}

    wrong = partner.post("/enrolments/forget", {**opening, "passphrase": "four ripe guavas"})
    right = partner.post("/enrolments/forget", opening)

    assert (wrong.status_code, right.status_code) == (404, 200)
    assert partner.post("/enrolments/code/send", {"device": device}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"mobile": "12"}, "/mobile"),
        ({"district": "nowhere"}, "/district"),
        ({"passphrase": "x"}, "/passphrase"),
        ({"name": 5}, "/name"),
        ({"places": ["x"]}, "/places/0"),
        ({"places": [{}] * 9}, "/places"),
        ({"places": [{"latitude": 48.8, "longitude": 2.3}]}, "/places/0/latitude"),
        ({"contacts": [5]}, "/contacts/0"),
        ({"to_know": "x" * 3000}, "/to_know"),
    ],
)
def test_what_cannot_be_is_told_by_field(
    partner: Partner, details: dict[str, Any], changed: dict[str, Any], pointer: str, look: Look
) -> None:
    answer = partner.post("/enrolments", {**details, **changed}, key=KEY)

    assert answer.status_code == 422, answer.text
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]
    assert look(select(func.count()).select_from(EmergencyEnrolment)) == 0


def test_an_unknown_alert_is_not_there(partner: Partner) -> None:
    assert partner.post("/alerts/show", {"alert": "0" * 32}).status_code == 404
