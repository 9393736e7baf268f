"""Several workers and officers at once: each timer fires once, and either side of a race wins."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from engine import due_jobs
from engine.exceptions import TaskNotOpen
from models import EventKind, HistoryEvent, JobStatus, ProcessInstance, TaskStatus
from models.session import open_database, session_maker
from tests.engine.drawing import boundary, drawing, end, start, timer, user
from tests.engine.runtime import KEYS, Portal, registry_of

LATE = drawing(
    start("s"),
    user("work"),
    boundary("late", "work", timer("duration", "PT1H")),
    user("explain"),
    end("e"),
    end("e2"),
    flows="s -> work -> e; late -> explain -> e2",
)
CASES = 40


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Do all of this at the same moment; return what was raised."""
    barrier, raised = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            work()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_several_workers_fire_each_timer_once(portal: Portal) -> None:
    portal.deploy(LATE)
    cases = [portal.start(business_key=f"case{n}") for n in range(CASES)]
    portal.now += timedelta(hours=2)

    raised = at_once(portal.work, portal.work, portal.work)
    portal.work()

    assert raised == []
    with portal.sessions() as session:
        fired = Counter(
            session.scalars(
                select(HistoryEvent.instance_id).where(HistoryEvent.kind == EventKind.TIMER_FIRED)
            )
        )
    assert fired == dict.fromkeys(cases, 1)
    assert {job.status for job in portal.jobs()} == {JobStatus.DONE}


@pytest.mark.parametrize("attempt", range(5))
def test_an_officer_and_the_clock_never_both_win(portal: Portal, attempt: int) -> None:
    portal.deploy(LATE)
    cases = [portal.start(business_key=f"case{n}") for n in range(8)]
    tasks = [portal.task(case, "work").id for case in cases]
    portal.now += timedelta(hours=1)

    def complete_all() -> None:
        for task in tasks if attempt % 2 else reversed(tasks):
            try:
                portal.complete(task, officer="asha")
            except TaskNotOpen:
                continue

    raised = at_once(complete_all, portal.work)
    portal.work()

    assert raised == []
    for case in cases:
        by_officer = portal.task(case, "work").status is TaskStatus.COMPLETED
        by_clock = portal.open(case) == ["explain"]
        assert by_officer != by_clock


def test_an_overdue_pile_is_worked_off_in_order(portal: Portal) -> None:
    portal.deploy(LATE)
    cases = []
    for number in range(CASES):
        cases.append(portal.start(business_key=f"case{number}"))
        portal.now += timedelta(minutes=1)
    portal.now += timedelta(days=3)

    portal.work()

    with portal.sessions() as session:
        fired = list(
            session.scalars(
                select(HistoryEvent.instance_id)
                .where(HistoryEvent.kind == EventKind.TIMER_FIRED)
                .order_by(HistoryEvent.id)
            )
        )
    assert fired == cases


def test_a_worker_that_finds_nothing_waits_for_nobody(portal: Portal) -> None:
    portal.deploy(LATE)
    portal.start()

    with portal.sessions.begin() as writer:
        writer.execute(update(ProcessInstance).values(business_key="held"))
        done = portal.work()  # the writer ends after this only: to wait for it is an error

    assert done == 0


def test_workers_share_a_pile_instead_of_waiting_at_its_top(
    postgres_url: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(postgres_url)
    portal = Portal(session_maker(database, KEYS), now, registry_of())
    portal.deploy(LATE)
    cases = [portal.start(business_key=f"case{n}") for n in range(9)]
    portal.now += timedelta(hours=2)
    monkeypatch.setattr(due_jobs, "BATCH", 3)

    with portal.sessions.begin() as other_worker:
        held = [case for case, _ in due_jobs.due_instances(other_worker, portal.now)]
        done = portal.work()
        explained = [case for case in cases if portal.open(case) == ["explain"]]

    assert held == cases[:3]
    assert done == 6
    assert explained == cases[3:]
    database.dispose()
