"""A mobile number at the door for help at once: in every usual way, and kept in one form."""

import pytest
from sqlalchemy import select

from models import EmergencyAlert, EmergencyEnrolment
from models.session import reading
from processes.emergency import enrolment
from tests.web.browser import Browser
from tests.web.emergency.test_help import register
from tests.web.installation import Look
from tests.web.mobiles import KEPT, REMEDY, in_record
from web.portal import Portal


@pytest.mark.parametrize("typed", ["098765 43210", "९८७६५.४३२१०"])
def test_an_alert_keeps_one_form(browser: Browser, portal: Portal, typed: str) -> None:
    browser.send(browser.open("/help"), {"mobile": typed, "where": "Bus stop"})

    assert in_record(portal, "mobile", EmergencyAlert) == KEPT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+91-98765-43210", [KEPT]),
        ("९८७६५ ४३२१०", [KEPT]),
        ("0512 234 5678", []),
        ("98765 43210 after six", []),
    ],
)
def test_registering_beforehand_takes_a_mobile_in_every_way_and_no_other_number(
    browser: Browser, portal: Portal, look: Look, typed: str, kept: list[str]
) -> None:
    page = register(browser, look, mobile=typed)

    with reading(portal.sessions) as session:
        made = session.scalars(select(EmergencyEnrolment)).all()
        told = [enrolment.details_of(portal.registry.keyring, each).mobile for each in made]
    assert told == kept
    assert (REMEDY in page.words) == (not kept)
