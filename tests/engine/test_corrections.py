"""What follows from a correction: for open tasks, waiting timers, and what a process derives."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine import custody, tasks
from engine.exceptions import StepFailed
from engine.registry import Actor, AssignRequest, Process, Seat
from engine.step import Step
from models import JobKind, JobStatus
from tests.engine.drawing import boundary, drawing, end, start, timer, user
from tests.engine.runtime import Portal, registry_of
from tests.engine.test_custody import lane

CASE = drawing(
    '<bpmn:laneSet id="ls">'
    + lane("station", "assign", role="sho")
    + lane("field", "investigate", role="io", custodian="true", seat="io_post")
    + "</bpmn:laneSet>",
    start("s"),
    user("assign"),
    user("investigate", camunda__dueDate='after(began_on, "P10D")'),
    boundary(
        "reminded", "investigate", timer("Date", 'after(began_on, "P8D")'), interrupting=False
    ),
    boundary("nudged", "investigate", timer("Duration", "P5D"), interrupting=False),
    end("e"),
    end("e2"),
    end("e3"),
    flows="s -> assign -> investigate -> e; reminded -> e2; nudged -> e3",
)


def assign(session: Session, request: AssignRequest) -> Seat:
    return Seat(
        role=request.role,
        post_id=request.post_id,
        ledger_post_id=request.post_id,
        officer_id=f"holder of {request.post_id}",
    )


def derive(step: Step) -> Mapping[str, Any]:
    return {"derived": f"{step.element_id} of {step.variables['io_post']}"}


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    return Portal(sessions, now, registry_of(Process("toy", assign=assign, corrected=derive)))


@pytest.fixture
def case(portal: Portal) -> str:
    """A case that lies with the first investigating officer since the second of March."""
    portal.deploy(CASE)
    case = portal.start()
    portal.do(case, "assign", io_post="io1", began_on="2026-03-02")
    return case


def due(portal: Portal, case: str) -> dict[str | None, datetime]:
    return {job.element_id: job.due_at for job in portal.waiting(case) if job.kind is JobKind.TIMER}


def test_an_open_task_goes_to_the_seat_that_was_corrected_and_custody_with_it(
    portal: Portal, case: str
) -> None:
    with portal.sessions.begin() as session:
        task_id = portal.task(case, "investigate").id
        tasks.claim(session, task_id, actor=Actor("beena", "io1"), now=portal.now)
    portal.now += timedelta(hours=1)

    portal.correct(case, "assign", io_post="io2")

    task = portal.task(case, "investigate")
    with portal.sessions() as session:
        ledger = custody.ledger(session, case, portal.now)
    assert (task.post_id, task.assignee_id) == ("io2", None)
    assert [(each.post_id, each.to_at) for each in ledger if not each.is_open] == [
        ("io1", portal.now)
    ]
    assert [each.post_id for each in ledger if each.is_open] == ["io2"]


def test_a_claim_stays_when_the_seat_was_not_corrected(portal: Portal, case: str) -> None:
    with portal.sessions.begin() as session:
        task_id = portal.task(case, "investigate").id
        tasks.claim(session, task_id, actor=Actor("beena", "io1"), now=portal.now)

    portal.correct(case, "assign", io_post="io1", began_on="2026-03-01")

    task = portal.task(case, "investigate")
    assert (task.post_id, task.assignee_id) == ("io1", "beena")


def test_dates_follow_a_correction_and_lengths_of_time_do_not(portal: Portal, case: str) -> None:
    before, task_before = due(portal, case), portal.task(case, "investigate")

    portal.correct(case, "assign", began_on="2026-03-01")

    after, task_after = due(portal, case), portal.task(case, "investigate")
    assert after == {
        "reminded": before["reminded"] - timedelta(days=1),
        "nudged": before["nudged"],
    }
    assert task_before.due_at is not None
    assert task_after.due_at == task_before.due_at - timedelta(days=1)


def test_a_timer_that_was_moved_into_the_past_fires_at_once_and_only_once(
    portal: Portal, case: str
) -> None:
    portal.correct(case, "assign", began_on="2026-01-01")

    portal.work()
    portal.pass_time(days=20)

    fired = [job for job in portal.jobs(case) if job.element_id == "reminded"]
    assert [job.status for job in fired] == [JobStatus.DONE]
    assert portal.open(case) == ["investigate"]


def test_a_process_works_out_anew_what_it_had_derived(portal: Portal, case: str) -> None:
    portal.correct(case, "assign", io_post="io2")

    assert portal.variables(case)["derived"] == "assign of io2"


def test_a_correction_that_no_timer_can_follow_changes_nothing(portal: Portal, case: str) -> None:
    before = due(portal, case)

    with pytest.raises(StepFailed, match="reminded"):
        portal.correct(case, "assign", began_on=None)

    assert due(portal, case) == before
    assert portal.variables(case)["began_on"] == "2026-03-02"
