"""Who has lost a case: a station it was taken from, an officer who was replaced."""

import pytest
from flask import Flask
from sqlalchemy import select

from models import Level, Unit
from models.session import reading
from processes.posts.seats import seats
from tests.journeys.online import fill, follow
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.office.test_case import correction_of
from tests.web.staff import SignIn


@pytest.fixture
def her(app: Flask) -> Browser:
    return Browser(app, language="en")


@pytest.fixture
def case(casework: Casework, her: Browser) -> str:
    """A complaint with an investigating officer, its page open to her."""
    complaint_id = casework.investigated()
    follow(her, casework, complaint_id)
    return complaint_id


def complain_of(her: Browser, casework: Casework, role: str) -> None:
    fill(her, her.open("/track/say/any_officer_said"), officer_role=role, officer_words="x")
    casework.wait(minutes=1)


def leave_its_station(casework: Casework, sign_in: SignIn, her: Browser) -> Unit:
    """She complains of its station, and it goes to one of another district; which one."""
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
        other = session.scalars(
            select(Unit)
            .where(Unit.level == Level.STATION, Unit.district_id != station.district_id)
            .order_by(Unit.code)
        ).all()[0]
    complain_of(her, casework, "sho")
    oversight = sign_in("oversight")
    asked = fill(
        oversight,
        oversight.open(first_step(oversight)),
        officer_decision="other_station",
        officer_answer="It goes elsewhere",
        other_district=other.district_id or "",
    )
    fill(oversight, asked, other_station=other.id)
    casework.wait(minutes=5)
    return other


def first_step(browser: Browser, name: str = "") -> str:
    found = browser.open("/office/").tree.xpath("//tbody//th//a[contains(., $n)]/@href", n=name)
    return str(found[0])


def statuses(sign_in: SignIn, address: str, *logins: str) -> list[int]:
    return [sign_in(login).open(address).status for login in logins]


def test_a_station_that_lost_a_case_to_another_district_neither_sees_nor_corrects_it(
    casework: Casework, sign_in: SignIn, her: Browser, case: str
) -> None:
    page, logins = f"/office/cases/{case}", ("sho", "io", "co", "sp", "state")
    corrections = [
        correction_of(casework, case, "register_complaint"),
        correction_of(casework, case, "assign_investigating_officer"),
    ]
    before = statuses(sign_in, page, *logins)
    leave_its_station(casework, sign_in, her)

    after = statuses(sign_in, page, *logins)
    refused = [statuses(sign_in, each, "sho", "sp") for each in corrections]

    assert before == [200] * 5
    assert after == [404, 404, 404, 404, 200]
    assert refused == [[404, 404], [404, 404]]


def test_an_officer_who_was_replaced_neither_sees_nor_corrects_the_case(
    casework: Casework, sign_in: SignIn, her: Browser, case: str
) -> None:
    day = casework.today
    casework.do(
        case,
        "write_diary_entry",
        diary_action="evidence",
        diary_done_on=day,
        diary_text="Saw the recordings.",
        next_action="witness",
        next_action_on=day,
        investigation_complete=False,
    )
    page = f"/office/cases/{case}"
    io = sign_in("io")
    correction = io.open(page).tree.xpath("string(//a/@href[contains(., '/correct')])")
    complain_of(her, casework, "investigating_officer")
    oversight, co = sign_in("oversight"), sign_in("co")
    fill(
        oversight,
        oversight.open(first_step(oversight)),
        officer_decision="other_officer",
        officer_answer="Another officer",
    )
    casework.wait(minutes=1)
    naming = co.open(first_step(co, "Name another"))
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
        second = seats(session, station.id, "investigating_officer")[1].id
    fill(co, naming, new_io_post_id=second, other_officer_reason="x")
    casework.wait(minutes=1)

    after = (io.open(page).status, io.open(correction).status)
    supervisors = statuses(sign_in, page, "sho", "co")

    assert correction
    assert after == (404, 404)
    assert supervisors == [200, 200]
