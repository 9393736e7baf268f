"""User tasks: completing, claiming, releasing, drafts, corrections."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import history, tasks
from engine.exceptions import (
    StepFailed,
    TaskAlreadyClaimed,
    TaskNotCompleted,
    TaskNotFound,
    TaskNotOpen,
)
from engine.registry import Actor
from models import EventKind, InstanceStatus, TaskStatus, UserTask
from models.types import new_id
from tests.engine.drawing import drawing, end, exclusive, parallel, start, user
from tests.engine.runtime import Portal

TWO_STEPS = drawing(
    start("s"), user("first"), user("second"), end("e"), flows="s -> first -> second -> e"
)
BRANCHES = drawing(
    start("s"),
    user("first"),
    parallel("split"),
    user("left"),
    user("right"),
    parallel("join"),
    end("e"),
    flows="s -> first -> split -> left -> join -> e; split -> right -> join",
)


def test_completing_a_task_opens_the_next_one(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()

    portal.do(case, "first", officer="officer", answer=42)

    assert portal.open(case) == ["second"]
    first = portal.task(case, "first")
    assert (first.status, first.closed_by) == (TaskStatus.COMPLETED, "officer")
    assert portal.variables(case) == {"answer": 42}


def test_completing_the_last_task_ends_the_instance(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()

    portal.do(case, "first")
    portal.do(case, "second")

    assert portal.status(case) is InstanceStatus.COMPLETED
    assert portal.open(case) == []


def test_a_closed_task_cannot_be_completed_again(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()
    portal.do(case, "first", answer=1)

    with pytest.raises(TaskNotOpen):
        portal.do(case, "first", answer=2)

    assert portal.variables(case) == {"answer": 1}


def test_a_task_that_never_was_cannot_be_completed(portal: Portal) -> None:
    with pytest.raises(TaskNotFound):
        portal.complete(new_id())


def test_a_step_that_cannot_go_on_writes_nothing(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("first"),
            exclusive("which"),
            end("e"),
            flows="s -> first -> which; which -> e: unknown > 3",
        )
    )
    case = portal.start()

    with pytest.raises(StepFailed) as failed:
        portal.do(case, "first", answer=1)

    assert failed.value.element_id == "which"
    assert "unknown" in failed.value.reason
    assert portal.open(case) == ["first"]
    assert portal.variables(case) == {}


def test_only_one_officer_holds_a_claimed_task(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    task_id = portal.task(portal.start(), "first").id
    with portal.sessions.begin() as session:
        tasks.claim(session, task_id, actor=Actor("asha"), now=portal.now)

    with portal.sessions.begin() as session, pytest.raises(TaskAlreadyClaimed):
        tasks.claim(session, task_id, actor=Actor("beena"), now=portal.now)
    with pytest.raises(TaskAlreadyClaimed):
        portal.complete(task_id, officer="beena")
    with portal.sessions.begin() as session, pytest.raises(TaskAlreadyClaimed):
        tasks.release(session, task_id, actor=Actor("beena"), now=portal.now)


def test_claiming_twice_changes_nothing(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()
    task_id = portal.task(case, "first").id
    with portal.sessions.begin() as session:
        tasks.claim(session, task_id, actor=Actor("asha"), now=portal.now)

    with portal.sessions.begin() as session:
        later = portal.now + timedelta(hours=1)
        tasks.claim(session, task_id, actor=Actor("asha"), now=later)

    assert portal.task(case, "first").claimed_at == portal.now


def test_a_released_task_may_be_completed_by_a_colleague(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()
    task_id = portal.task(case, "first").id
    with portal.sessions.begin() as session:
        tasks.claim(session, task_id, actor=Actor("asha"), now=portal.now)
        tasks.release(session, task_id, actor=Actor("asha"), now=portal.now)

    portal.complete(task_id, officer="beena")

    assert portal.task(case, "first").closed_by == "beena"


def test_a_draft_is_kept_encrypted_and_ends_with_the_task(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()
    task_id = portal.task(case, "first").id
    with portal.sessions.begin() as session:
        tasks.save_draft(
            session,
            portal.registry,
            task_id,
            values={"what": "half a sentence"},
            actor=Actor("asha"),
            now=portal.now,
        )

    with portal.sessions() as session:
        kept = tasks.draft(session, portal.registry, task_id)
        stored = session.scalar(select(UserTask.draft).where(UserTask.id == task_id))
    portal.complete(task_id, officer="asha")

    assert kept == {"what": "half a sentence"}
    assert stored is not None
    assert b"sentence" not in stored
    assert portal.task(case, "first").draft is None


def test_a_correction_reaches_every_open_branch_and_the_history(portal: Portal) -> None:
    portal.deploy(BRANCHES)
    case = portal.start()
    portal.do(case, "first", section=498)
    first = portal.task(case, "first").id

    with portal.sessions.begin() as session:
        tasks.correct(
            session,
            portal.registry,
            task_id=first,
            variables={"section": 85},
            actor=Actor("asha"),
            now=portal.now,
            reason="typing_error",
        )

    assert portal.variables(case) == {"section": 85}
    portal.do(case, "left")
    assert portal.variables(case) == {"section": 85}
    with portal.sessions() as session:
        corrected = [e for e in history.timeline(session, case) if e.kind is EventKind.CORRECTED]
    assert [(e.element_id, e.facts) for e in corrected] == [
        ("first", {"reason": "typing_error", "variables": ["section"], "changed": ["section"]})
    ]


def test_an_open_task_cannot_be_corrected(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    task_id = portal.task(portal.start(), "first").id

    with portal.sessions.begin() as session, pytest.raises(TaskNotCompleted):
        tasks.correct(
            session,
            portal.registry,
            task_id=task_id,
            variables={"answer": 1},
            actor=Actor("asha"),
            now=portal.now,
            reason="typing_error",
        )


def test_a_task_carries_what_its_lane_and_its_own_attributes_say(portal: Portal) -> None:
    lane = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="Women\'s desk"><bpmn:extensionElements>'
        '<camunda:properties><camunda:property name="role" value="recorder"/>'
        '<camunda:property name="holder_gender" value="female"/></camunda:properties>'
        "</bpmn:extensionElements><bpmn:flowNodeRef>first</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    portal.deploy(
        drawing(
            lane,
            start("s"),
            user("first", camunda__dueDate="PT24H", camunda__priority="7"),
            end("e"),
            flows="s -> first -> e",
        )
    )

    task = portal.task(portal.start(), "first")

    assert (task.role, task.needs_woman, task.priority) == ("recorder", True, 7)
    assert task.due_at == portal.now + timedelta(hours=24)


def test_a_due_date_that_cannot_be_read_stops_the_step_before_it(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("first"),
            user("second", camunda__dueDate="wanted_by"),
            end("e"),
            flows="s -> first -> second -> e",
        )
    )
    case = portal.start()

    with pytest.raises(StepFailed) as failed:
        portal.do(case, "first")

    assert failed.value.element_id == "second"
    assert portal.open(case) == ["first"]
