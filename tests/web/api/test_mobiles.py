"""A mobile number through the API: read as on the pages."""

from typing import Any

import pytest
from sqlalchemy import select

from models import EmergencyAlert, Level, Unit
from tests.web.api.conftest import PASSPHRASE, Partner, submission
from tests.web.installation import Look
from tests.web.mobiles import KEPT, in_record
from web.portal import Portal

KEY = "a-key-of-her-telephone-1"


@pytest.mark.parametrize("typed", ["+91-98765-43210", "९८७६५ ४३२१०"])
def test_the_api_reads_it_as_the_pages_do(
    partner: Partner, answers: dict[str, Any], portal: Portal, typed: str
) -> None:
    answer = partner.post("/complaints", submission({**answers, "mobile": typed}), key=KEY)

    assert answer.status_code == 201, answer.text
    assert in_record(portal, "mobile") == KEPT


@pytest.mark.parametrize("typed", ["098765 43210", "+91 (98765) 43210"])
def test_an_alert_through_the_api_keeps_one_form(
    partner: Partner, portal: Portal, typed: str
) -> None:
    partner.post("/alerts", {"mobile": typed}, key=KEY)

    assert in_record(portal, "mobile", EmergencyAlert) == KEPT


@pytest.mark.parametrize(("typed", "status"), [("098765 43210", 201), ("0512 234 5678", 422)])
def test_registering_through_the_api_reads_it_alike(
    partner: Partner, look: Look, typed: str, status: int
) -> None:
    district = look(select(Unit.id).where(Unit.level == Level.DISTRICT).order_by(Unit.code))
    told = {"mobile": typed, "district": district, "passphrase": PASSPHRASE}

    answer = partner.post("/enrolments", told, key=KEY)

    assert answer.status_code == status, answer.text
