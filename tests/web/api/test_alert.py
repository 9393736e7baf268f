"""Calling for help through the API: at once, once, with whatever is known."""

from typing import Any

import pytest
from sqlalchemy import func, select

from models import EmergencyAlert, PatrolUnit, TaskStatus, UserTask
from models.session import reading
from tests.web.api.conftest import Partner
from tests.web.installation import Look
from web.portal import Portal

KEY = "a-key-of-her-telephone-1"


@pytest.fixture
def here(portal: Portal) -> dict[str, float]:
    """Where a patrol unit is."""
    with reading(portal.sessions) as session:
        unit = session.scalars(select(PatrolUnit).where(PatrolUnit.latitude.is_not(None))).first()
    assert unit is not None
    return {"latitude": unit.latitude or 0.0, "longitude": unit.longitude or 0.0}


def test_help_is_sent_to_her_place_at_once(
    partner: Partner, here: dict[str, float], look: Look
) -> None:
    answer = partner.post("/alerts", {"mobile": "98765 43210", **here}, key=KEY)

    assert (answer.status_code, answer.json["is_new"]) == (201, True), answer.text
    assert look(select(EmergencyAlert.channel)) == "api"
    tasks = look(
        select(func.count())
        .select_from(UserTask)
        .where(UserTask.status == TaskStatus.OPEN, UserTask.role == "patrol_unit")
    )
    assert tasks == 3


def test_the_same_call_twice_is_one_alert(
    partner: Partner, here: dict[str, float], look: Look
) -> None:
    first = partner.post("/alerts", {"mobile": "98765 43210", **here}, key=KEY)
    again = partner.post("/alerts", {"mobile": "98765 43210", **here}, key=KEY)
    pressed_again = partner.post("/alerts", {"mobile": "98765 43210"}, key=KEY + "2")

    assert first.data == again.data
    assert pressed_again.json == {"alert": first.json["alert"], "is_new": False, "unused": []}
    assert look(select(func.count()).select_from(EmergencyAlert)) == 1


def test_nothing_need_be_known(partner: Partner) -> None:
    assert partner.post("/alerts", {}, key=KEY).status_code == 201


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"mobile": "12"}, "/mobile"),
        ({"mobile": 9876543210}, "/mobile"),
        ({"latitude": 26.4}, "/latitude"),
        ({"latitude": "26.4", "longitude": "80.3"}, "/latitude"),
        ({"latitude": True, "longitude": True}, "/latitude"),
        ({"latitude": 48.8, "longitude": 2.3}, "/latitude"),
        ({"latitude": 0, "longitude": 0}, "/latitude"),
    ],
)
def test_what_cannot_be_hinders_no_help_and_is_told(
    partner: Partner, body: dict[str, Any], pointer: str, look: Look
) -> None:
    answer = partner.post("/alerts", body, key=KEY)

    assert answer.status_code == 201
    assert [each["pointer"] for each in answer.json["unused"]] == [pointer]
    assert look(select(func.count()).select_from(EmergencyAlert)) == 1


def test_a_body_that_is_no_json_calls_nobody(partner: Partner, look: Look) -> None:
    answer = partner.post("/alerts", {"latitude": 1e400, "longitude": 80.3}, key=KEY)

    assert answer.status_code == 400
    assert look(select(func.count()).select_from(EmergencyAlert)) == 0


def test_she_may_say_that_she_is_safe(partner: Partner, here: dict[str, float], look: Look) -> None:
    alert = partner.post("/alerts", here, key=KEY).json["alert"]

    said = [partner.post("/alerts/safe", {"alert": alert}) for _ in range(2)]

    assert [answer.status_code for answer in said] == [200, 200]
    assert look(select(EmergencyAlert.safe_at)) is not None
    assert partner.post("/alerts/safe", {"alert": "0" * 32}).status_code == 404


def test_units_near_her_are_named_without_saying_where_they_are(
    partner: Partner, here: dict[str, float]
) -> None:
    near = partner.post("/units/near", here)
    nowhere = partner.post("/units/near", {})

    assert near.status_code == 200, near.text
    assert 1 <= len(near.json["units"]) <= 3
    assert all(unit["within_m"] % 500 == 0 for unit in near.json["units"])
    assert set(near.json["units"][0]) == {"station", "within_m"}
    assert nowhere.status_code == 422
