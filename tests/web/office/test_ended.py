"""A case that ends while an officer has a form of it open."""

from sqlalchemy import select

from engine import instances
from engine.registry import SYSTEM
from models import Complaint, Officer, TaskStatus, UserTask
from processes.demonstration.police import PASSWORD
from tests.processes.place import QUICK
from tests.web.casework import Casework
from tests.web.office.test_task import form_index
from tests.web.staff import SignIn


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


def colleague_login(casework: Casework) -> str:
    """Let another caller sign in; her login."""
    officer_id = casework.colleague_of("verification_caller")
    with casework.portal.sessions.begin() as session:
        officer = session.get_one(Officer, officer_id)
        officer.password_hash = QUICK.hash(PASSWORD)
        return officer.login


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


def test_of_a_pool_she_who_had_claimed_the_call_reads_that_the_case_has_ended(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    caller, colleague = sign_in("caller"), sign_in(colleague_login(casework))
    form = caller.open(f"/office/tasks/{casework.task(complaint_id, 'call_her').id}")
    form = caller.send(form, {"go": "claim"})
    end(casework, complaint_id)

    sent = caller.send(
        form, {"f-call_result": "no_answer", "go": "complete"}, form=form_index(form)
    )
    case = caller.open(f"/office/cases/{complaint_id}")

    assert sent.status == 409
    assert "The case has ended" in sent.words
    assert case.status == 200
    assert "He waits at the gate" not in case.words
    assert colleague.open(f"/office/cases/{complaint_id}").status == 404
