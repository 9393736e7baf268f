"""Instances: one door, one lock, one transaction, and a state that is nobody else's."""

import threading
import time
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text, update

from engine import instances, tasks
from engine.exceptions import (
    InstanceBusy,
    InstanceNotFound,
    InstanceNotRunning,
    StaleInstance,
    StateRejected,
    StateTooLarge,
    StepFailed,
    TaskNotOpen,
)
from engine.registry import SYSTEM, Actor, Process
from engine.step import Step
from engine.tables import AUDIT, HISTORY, INSTANCE, JOB, TASK
from models import InstanceStatus
from models.types import new_id
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    script,
    start,
    timer,
    user,
)
from tests.engine.runtime import Portal, registry_of
from tests.engine.statements import counted
from tests.patience import PATIENCE_S

STEPS = drawing(
    start("s"),
    user("first"),
    boundary("late", "first", timer("duration", "P1D"), interrupting=False),
    exclusive("which", default="which_to_second"),
    user("second"),
    boundary("later", "second", timer("duration", "P2D"), interrupting=False),
    end("e"),
    end("e2"),
    end("e3"),
    flows="s -> first -> which -> second -> e; which -> e2: get('stop', False);"
    "late -> e3; later -> e3",
)


def rows(portal: Portal) -> dict[str, Any]:
    """How many rows there are, and the version of each instance."""
    with portal.sessions() as session:
        found: dict[str, Any] = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in (INSTANCE, TASK, JOB, HISTORY, AUDIT)
        }
        found["versions"] = session.execute(
            select(INSTANCE.c.id, INSTANCE.c.version).order_by(INSTANCE.c.id)
        ).all()
        return found


def test_a_step_takes_less_than_twelve_statements_and_one_commit(
    portal: Portal, database: Engine
) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    task_id = portal.task(case, "first").id

    with counted(database) as seen:
        portal.complete(task_id, answer=1)

    assert len(seen.statements) < 12, "\n".join(seen.statements)
    assert seen.commits == 1


def test_a_door_that_is_left_by_an_exception_writes_nothing(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    before = rows(portal)

    def leave_by_exception() -> None:
        with (
            portal.sessions.begin() as session,
            instances.opened(
                session, portal.registry, case, actor=SYSTEM, now=portal.now
            ) as instance,
        ):
            instance.set_variables({"answer": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        leave_by_exception()

    assert rows(portal) == before
    assert portal.variables(case) == {}


def test_an_instance_that_was_moved_meanwhile_is_stale(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()

    with (
        pytest.raises(StaleInstance),
        portal.sessions.begin() as session,
        instances.opened(session, portal.registry, case, actor=SYSTEM, now=portal.now),
    ):
        session.execute(
            update(INSTANCE).where(INSTANCE.c.id == case).values(version=INSTANCE.c.version + 1)
        )

    portal.do(case, "first")
    assert portal.open(case) == ["second"]


def test_an_older_state_cannot_be_put_back(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    with portal.sessions() as session:
        old = session.scalar(select(INSTANCE.c.state).where(INSTANCE.c.id == case))
    portal.do(case, "first")

    with portal.sessions.begin() as session:
        session.execute(update(INSTANCE).where(INSTANCE.c.id == case).values(state=old))

    with pytest.raises(StateRejected):
        portal.do(case, "second")


def test_the_state_of_another_case_cannot_be_put_in(portal: Portal) -> None:
    portal.deploy(STEPS)
    mine, other = portal.start(business_key="mine"), portal.start(business_key="other")
    with portal.sessions.begin() as session:
        state = session.scalar(select(INSTANCE.c.state).where(INSTANCE.c.id == other))
        session.execute(update(INSTANCE).where(INSTANCE.c.id == mine).values(state=state))

    with pytest.raises(StateRejected):
        portal.do(mine, "first")


def test_two_officers_completing_one_task_are_served_one_after_the_other(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    task_id = portal.task(case, "first").id
    held, outcomes = threading.Event(), []

    def slow() -> None:
        with portal.sessions.begin() as session:
            tasks.complete(
                session,
                portal.registry,
                task_id,
                variables={"by": "slow"},
                actor=Actor("slow"),
                now=portal.now,
            )
            held.set()
            time.sleep(0.3)

    worker = threading.Thread(target=slow)
    worker.start()
    assert held.wait(PATIENCE_S)
    try:
        portal.complete(task_id, officer="quick", by="quick")
    except TaskNotOpen:
        outcomes.append("refused")
    worker.join()

    assert outcomes == ["refused"]
    assert portal.variables(case) == {"by": "slow"}


def test_waiting_for_a_held_instance_has_an_end(portal: Portal, database: Engine) -> None:
    if database.dialect.name != "postgresql":
        with portal.sessions() as session:
            waits_ms = session.execute(text("PRAGMA busy_timeout")).scalar_one()
        assert 1_000 <= waits_ms <= 60_000
        return
    portal.deploy(STEPS)
    case = portal.start()
    holder = portal.sessions()
    holder.execute(select(INSTANCE.c.id).where(INSTANCE.c.id == case).with_for_update())

    def open_it() -> None:
        with portal.sessions.begin() as session:
            session.execute(text("SET LOCAL lock_timeout = '50ms'"))
            with instances.opened(session, portal.registry, case, actor=SYSTEM, now=portal.now):
                pytest.fail("the instance was not locked")

    with pytest.raises(InstanceBusy):
        open_it()

    holder.close()
    with portal.sessions() as session:
        assert session.execute(text("SHOW lock_timeout")).scalar_one() == "30s"


def test_an_unknown_instance_is_not_found(portal: Portal) -> None:
    with (
        portal.sessions.begin() as session,
        pytest.raises(InstanceNotFound),
        instances.opened(session, portal.registry, new_id(), actor=SYSTEM, now=portal.now),
    ):
        pytest.fail("it was opened")


def test_an_ended_instance_cannot_be_opened_but_still_be_read(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start(kind="toy")
    portal.do(case, "first", stop=True)

    with portal.sessions.begin() as session, pytest.raises(InstanceNotRunning):
        instances.cancel(
            session, portal.registry, case, reason="late", actor=SYSTEM, now=portal.now
        )

    assert portal.status(case) is InstanceStatus.COMPLETED
    assert portal.variables(case) == {"kind": "toy", "stop": True}


def test_a_cancelled_instance_can_still_be_read(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start(kind="toy")

    with portal.sessions.begin() as session:
        instances.cancel(
            session, portal.registry, case, reason="withdrawn", actor=SYSTEM, now=portal.now
        )

    assert portal.status(case) is InstanceStatus.CANCELLED
    assert portal.variables(case) == {"kind": "toy"}


def test_an_instance_that_cannot_start_is_not_there(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            exclusive("which"),
            end("e"),
            flows="s -> which; which -> e: unknown > 3",
        )
    )

    with pytest.raises(StepFailed):
        portal.start()

    assert rows(portal)["process_instance"] == 0


def test_a_handler_gets_a_private_copy_of_the_variables(portal: Portal) -> None:
    def spoil(step: Step) -> dict[str, Any]:
        step.variables["list"].append("spoilt")
        return {"seen": len(step.variables["list"])}

    portal.registry = registry_of(Process("toy", service_tasks={"spoil": spoil}))
    portal.deploy(
        drawing(
            start("s"),
            element("serviceTask", "spoil", camunda__type="external", camunda__topic="spoil"),
            user("first"),
            end("e"),
            flows="s -> spoil -> first -> e",
        )
    )

    case = portal.start(list=["mine"])

    assert portal.variables(case) == {"list": ["mine"], "seen": 2}


def test_a_drawing_may_set_variables_without_python(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            element(
                "serviceTask",
                "count",
                '<bpmn:extensionElements><camunda:properties><camunda:property name="set_total" '
                'value="total + 1"/></camunda:properties></bpmn:extensionElements>',
                camunda__type="external",
                camunda__topic="set_variables",
            ),
            user("first"),
            end("e"),
            flows="s -> count -> first -> e",
        )
    )

    case = portal.start(total=41)

    assert portal.variables(case) == {"total": 42}


def test_an_instance_may_not_hold_more_than_its_share(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.state.MAX_BYTES", 3_000)
    portal.deploy(STEPS)
    case = portal.start()
    noise = [[n * 7919 % 10007, f"{n * 104729:x}"] for n in range(600)]

    with pytest.raises(StateTooLarge):
        portal.do(case, "first", noise=noise)

    assert portal.open(case) == ["first"]


def test_an_endless_drawing_stops_at_its_budget(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("first"),
            exclusive("again", default="again_to_e"),
            script("turn", "turns = get('turns', 0) + 1"),
            end("e"),
            flows="s -> first -> turn -> again -> e; again -> turn: turns > 0",
        )
    )
    case = portal.start()

    with pytest.raises(StepFailed) as failed:
        portal.do(case, "first")

    assert failed.value.reason == "StepBudgetExceeded"
    assert portal.open(case) == ["first"]
