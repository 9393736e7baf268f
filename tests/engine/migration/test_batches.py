"""Many cases move as jobs: in batches, beside officers, past failures and a worker's death."""

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from engine import audit, instances, tasks
from engine.exceptions import InstanceNotRunning
from engine.migration import batches, moving, orders
from engine.registry import SYSTEM, Actor
from engine.tables import AUDIT, CUSTODY, HISTORY, INSTANCE, JOB, TASK
from models import InstanceStatus, JobKind, JobStatus, MigrationStatus, MoveStatus
from tests.engine.drawing import boundary, drawing, end, start, timer, user
from tests.engine.migration.cases import (
    DESIGNER,
    answers,
    begin,
    migrate,
    order,
    progress,
    reasons,
    row_of,
)
from tests.engine.runtime import Portal

ONE = drawing(
    start("s"),
    user("ask"),
    boundary("late", "ask", timer("duration", "P3D"), interrupting=False),
    user("remind"),
    user("decide"),
    end("e"),
    end("e2"),
    flows="s -> ask -> decide -> e; late -> remind -> e2",
)
#: The same without its second step, and with one more at the end.
TWO = drawing(
    start("s"),
    user("ask"),
    boundary("late", "ask", timer("duration", "P3D"), interrupting=False),
    user("remind"),
    user("tell"),
    end("e"),
    end("e2"),
    flows="s -> ask -> tell -> e; late -> remind -> e2",
)
MANY = 3 * batches.BATCH + 5


def start_many(portal: Portal, count: int = MANY) -> list[str]:
    """That many cases of the newest version."""
    with portal.sessions.begin() as session:
        return [
            instances.start(
                session,
                portal.registry,
                process="toy",
                business_key=f"case {number}",
                variables={},
                unit_id=None,
                actor=SYSTEM,
                now=portal.now,
            )
            for number in range(count)
        ]


def everything_of(portal: Portal, case: str) -> dict[str, list[Any]]:
    """Every row of a case, byte for byte."""
    columns = (
        INSTANCE.c.id,
        TASK.c.instance_id,
        JOB.c.instance_id,
        HISTORY.c.instance_id,
        CUSTODY.c.instance_id,
        AUDIT.c.chain,
    )
    with portal.sessions() as session:
        return {
            column.table.name: sorted(
                (tuple(row) for row in session.execute(select(column.table).where(column == case))),
                key=repr,
            )
            for column in columns
        }


def test_all_cases_move_in_batches_and_the_progress_is_told(portal: Portal) -> None:
    portal.deploy(ONE)
    start_many(portal)
    portal.deploy(TWO)
    migration = begin(portal, order())
    before = progress(portal, migration)

    with portal.sessions.begin() as session:
        batches.move_next(session, portal.registry, migration, portal.now)
    between = progress(portal, migration)
    portal.work()
    after = progress(portal, migration)

    assert (before.status, before.waiting) == (MigrationStatus.RUNNING, MANY)
    assert (between.moved, between.waiting) == (batches.BATCH, MANY - batches.BATCH)
    assert (after.status, after.moved, after.waiting) == (MigrationStatus.DONE, MANY, 0)
    assert {job.status for job in portal.jobs() if job.kind is JobKind.MIGRATION} == {
        JobStatus.DONE
    }


def test_a_case_that_cannot_move_keeps_no_other_from_moving(portal: Portal) -> None:
    portal.deploy(ONE)
    first, *others = start_many(portal, 5)
    portal.do(first, "ask")
    portal.deploy(TWO)
    before = everything_of(portal, first)
    tried = {each.instance_id: each.moves for each in answers(portal)}

    done = migrate(portal)

    assert (done.moved, done.refused) == (4, 1)
    assert tried == {first: False, **dict.fromkeys(others, True)}
    assert everything_of(portal, first) == before


def test_a_case_that_fails_stands_byte_for_byte_as_it_stood(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.deploy(ONE)
    first, *_ = start_many(portal, 5)
    portal.deploy(TWO)
    before = everything_of(portal, first)
    plain = moving.keep_version

    def failing(instance: Any) -> None:
        plain(instance)
        if instance.id == first:
            raise OSError("no room left")

    monkeypatch.setattr(moving, "keep_version", failing)
    migration = begin(portal, order())
    portal.work()

    assert progress(portal, migration).moved == 4
    (reason,) = reasons(portal, migration)[first]
    assert (reason.code, reason.facts) == ("failed", {"error": "OSError"})
    assert everything_of(portal, first) == before


def test_a_case_that_ends_before_its_turn_is_told_so(portal: Portal) -> None:
    portal.deploy(ONE)
    (case,) = start_many(portal, 1)
    portal.deploy(TWO)
    migration = begin(portal, order())
    portal.do(case, "ask")
    portal.do(case, "decide")

    portal.work()

    (reason,) = reasons(portal, migration)[case]
    assert reason.code == "case-ended"
    assert progress(portal, migration).status is MigrationStatus.DONE


def test_a_case_that_two_migrations_chose_moves_once(portal: Portal) -> None:
    portal.deploy(ONE)
    (case,) = start_many(portal, 1)
    second = portal.deploy(TWO)
    portal.deploy(ONE)
    one, other = begin(portal, order()), begin(portal, order(3))

    portal.work()

    assert progress(portal, one).moved == 1
    assert [each.code for each in reasons(portal, other)[case]] == ["other-version"]
    assert row_of(portal, case).definition_id == second


def test_a_migration_that_is_stopped_moves_no_further_case(portal: Portal) -> None:
    portal.deploy(ONE)
    start_many(portal)
    portal.deploy(TWO)
    migration = begin(portal, order())
    with portal.sessions.begin() as session:
        batches.move_next(session, portal.registry, migration, portal.now)

    with portal.sessions.begin() as session:
        orders.stop(session, migration, actor=DESIGNER, now=portal.now)
    portal.work()

    after = progress(portal, migration)
    assert (after.status, after.moved) == (MigrationStatus.STOPPED, batches.BATCH)
    with portal.sessions() as session:
        ((reason, count),) = orders.report(session, migration).stays
        refused = orders.moves(session, migration, status=MoveStatus.REFUSED, limit=7)
    assert (reason.code, count) == ("withdrawn", MANY - batches.BATCH)
    assert len(refused) == 7


def test_what_falls_due_meanwhile_does_not_wait_for_all_cases(portal: Portal) -> None:
    portal.deploy(ONE)
    (waiting,) = start_many(portal, 1)
    portal.pass_time(days=2)
    start_many(portal)
    portal.deploy(TWO)
    migration = begin(portal, order())
    portal.now = row_of(portal, waiting).started_at.replace(day=6)

    with portal.sessions.begin() as session:
        batches.move_next(session, portal.registry, migration, portal.now)
    before = progress(portal, migration).waiting
    portal.work()

    assert before > 0
    assert sorted(portal.open(waiting)) == ["ask", "remind"]


def test_an_officer_completes_her_step_while_cases_move(portal: Portal) -> None:
    portal.deploy(ONE)
    cases = start_many(portal, 40)
    portal.deploy(TWO)
    migration = begin(portal, order())
    faults: list[BaseException] = []

    def officer() -> None:
        for case in cases:
            try:
                with portal.sessions.begin() as session:
                    task = session.scalar(
                        select(TASK.c.id).where(
                            TASK.c.instance_id == case, TASK.c.element_id == "ask"
                        )
                    )
                    tasks.complete(
                        session,
                        portal.registry,
                        str(task),
                        variables={"answered": True},
                        actor=Actor("she"),
                        now=portal.now,
                    )
            except BaseException as fault:
                faults.append(fault)

    at_work = threading.Thread(target=officer)
    at_work.start()
    while progress(portal, migration).status is MigrationStatus.RUNNING:
        portal.work()
    at_work.join()

    assert faults == []
    after = progress(portal, migration)
    assert after.moved + after.refused == len(cases)
    for case in cases:
        is_moved = row_of(portal, case).definition_id != row_of_first(portal)
        assert portal.open(case) == (["tell"] if is_moved else ["decide"])
        assert portal.variables(case)["answered"]
    with portal.sessions() as session:
        assert list(audit.verify(session)) == []


def row_of_first(portal: Portal) -> str:
    """The id of the first version."""
    with portal.sessions() as session:
        return orders.version(session, "toy", 1).id


def test_two_workers_share_a_migration(portal: Portal) -> None:
    portal.deploy(ONE)
    start_many(portal)
    portal.deploy(TWO)
    migration = begin(portal, order())

    workers = [threading.Thread(target=portal.work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    portal.work()

    assert progress(portal, migration).moved == MANY
    with portal.sessions() as session:
        moved = select(HISTORY.c.instance_id, func.count()).where(HISTORY.c.kind == 13)
        counts = session.execute(moved.group_by(HISTORY.c.instance_id)).all()
    assert {count for _, count in counts} == {1}
    assert len(counts) == MANY


def test_a_case_that_has_moved_can_be_cancelled(portal: Portal) -> None:
    portal.deploy(ONE)
    (case,) = start_many(portal, 1)
    portal.deploy(TWO)
    migrate(portal)

    with portal.sessions.begin() as session:
        instances.cancel(
            session, portal.registry, case, reason="test", actor=DESIGNER, now=portal.now
        )

    assert portal.status(case) is InstanceStatus.CANCELLED
    with pytest.raises(InstanceNotRunning), portal.sessions.begin() as session:
        instances.cancel(
            session, portal.registry, case, reason="test", actor=DESIGNER, now=portal.now
        )
