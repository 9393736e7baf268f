"""A case that ends while an officer has a form of it open."""

import pytest
from sqlalchemy import select

from engine import instances
from engine.registry import SYSTEM
from models import Complaint, TaskStatus, UserTask
from tests.web.casework import Casework
from tests.web.staff import SignIn
from web.portal import Portal


@pytest.fixture
def casework(portal: Portal) -> Casework:
    return Casework(portal)


def end(casework: Casework, complaint_id: str) -> None:
    with casework.portal.sessions.begin() as session:
        complaint = session.get_one(Complaint, complaint_id)
        instances.cancel(
            session,
            casework.portal.registry,
            complaint.instance_id or "",
            actor=SYSTEM,
            now=casework.now,
            reason="duplicate",
        )


def test_who_has_a_form_open_when_the_case_ends_reads_that_it_has_and_nothing_was_changed(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    with casework.portal.sessions() as session:
        task_id = session.scalars(
            select(UserTask.id).where(
                UserTask.element_id == "write_diary_entry", UserTask.status == TaskStatus.OPEN
            )
        ).one()
    officer = sign_in("io")
    form = officer.open(f"/office/tasks/{task_id}")
    assert form.status == 200
    end(casework, complaint_id)

    sent = officer.send(form, {"f-diary_text": "Spoke with the driver."})
    case = officer.open(f"/office/cases/{complaint_id}")
    other_seat = sign_in("io2").open(f"/office/cases/{complaint_id}")

    assert sent.status == 409
    assert "The case has ended" in sent.words
    assert "Nothing was changed" in sent.words
    assert case.status == 200
    assert other_seat.status == 404
