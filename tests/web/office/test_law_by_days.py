"""Which law an old case stands under, by the days entered: of the incident and of the FIR."""

import pytest
from sqlalchemy import select

from models import Complaint
from models.session import reading
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.command.test_backlog import send as send_list
from tests.web.office.test_task import REGISTRATION, open_task, send
from tests.web.staff import SignIn

BEFORE, AFTER = "2024-06-20", "2024-07-03"
PROCEDURES = [(BEFORE, "Procedure: CrPC 1973"), (AFTER, "Procedure: BNSS 2023")]
PENDING = "Was the investigation still going on on 1 July 2024?"


def listed(casework: Casework, state: Browser, fir_on: str) -> str:
    """A complaint of June 2024 with an FIR elsewhere, taken over from a list; its id."""
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
    headings = "station,reference,received_on,fir_on,what"
    row = f"{station.code},7/2024,2024-06-10,{fir_on},stalking"
    send_list(state, f"{headings}\n{row}".encode())
    casework.wait(minutes=5)
    with reading(casework.portal.sessions) as session:
        return session.scalars(select(Complaint.id)).one()


def registered(sho: Browser, casework: Casework, complaint_id: str, **days: str) -> Page:
    """Register an incident of May 2024 as an FIR; the page of the case."""
    page = open_task(sho, casework, complaint_id, "register_complaint")
    answers = {**REGISTRATION, "f-incident_on": "2024-05-20", **days}
    page = send(sho, page, answers)
    if page.heading == "Register the complaint":
        assert PENDING in page.words
        page = send(sho, page, {**answers, "f-pending_on_1_july_2024": "yes"})
    assert page.heading == "Inbox", page.words[:600]
    return sho.open(f"/office/cases/{complaint_id}")


@pytest.mark.parametrize(("fir_on", "procedure"), PROCEDURES)
def test_in_a_list_the_day_of_the_fir_decides_the_procedure_and_may_2024_is_ipc(
    sign_in: SignIn, casework: Casework, fir_on: str, procedure: str
) -> None:
    complaint_id = listed(casework, sign_in("state"), fir_on)

    page = registered(sign_in("sho"), casework, complaint_id)

    assert "IPC 1860 354D" in page.words
    assert procedure in page.words


@pytest.mark.parametrize(("fir_on", "procedure"), PROCEDURES)
def test_of_her_own_complaint_pending_elsewhere_it_is_the_same(
    sign_in: SignIn, casework: Casework, fir_on: str, procedure: str
) -> None:
    complaint_id = casework.called(
        complained_before="yes",
        earlier_complaint="The station by the river",
        earlier_number="77/2024",
        earlier_on="2024-06-10",
        earlier_pending="yes",
    )

    page = registered(sign_in("sho"), casework, complaint_id, **{"f-fir_on": fir_on})

    assert "IPC 1860 354D" in page.words
    assert procedure in page.words


def test_an_incident_of_july_2024_stands_under_the_new_law(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.called()

    page = registered(sign_in("sho"), casework, complaint_id, **{"f-incident_on": "2024-07-01"})

    assert "BNS 2023 78(2)" in page.words
    assert "Procedure: BNSS 2023" in page.words
