"""Kill -9 in the middle of a batch: nothing is half moved, and the next worker goes on."""

import multiprocessing
import os
import signal
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from engine import audit, jobs
from engine.migration import batches, moving, orders
from engine.tables import CASE_MOVE, HISTORY, INSTANCE
from models import EventKind, MigrationStatus, MoveStatus
from models.session import open_database, session_maker
from tests.engine.migration.cases import begin, order, progress
from tests.engine.migration.test_batches import ONE, TWO, start_many
from tests.engine.runtime import KEYS, Portal, registry_of

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
CASES = 2 * batches.BATCH + 3
#: The worker dies after so many cases: in the first batch, at the end of one, in the second.
DEATHS = (1, batches.BATCH, batches.BATCH + 7)


def work_until_killed(url: str, cases: int) -> None:
    """Move cases, and die by a signal in the middle of one."""
    plain, moved = moving.keep_version, 0

    def dying(instance: Any) -> None:
        nonlocal moved
        plain(instance)
        moved += 1
        if moved == cases:
            os.kill(os.getpid(), signal.SIGKILL)

    moving.keep_version = dying
    sessions = session_maker(open_database(url), KEYS)
    jobs.run_due(sessions, registry_of(), deliver={}, clock=lambda: NOW)


@pytest.mark.parametrize("cases", DEATHS)
def test_a_worker_that_is_killed_leaves_whole_batches(database_url: str, cases: int) -> None:
    database = open_database(database_url)
    portal = Portal(session_maker(database, KEYS), NOW, registry_of())
    first = portal.deploy(ONE)
    start_many(portal, CASES)
    second = portal.deploy(TWO)
    migration = begin(portal, order())
    database.dispose()

    worker = multiprocessing.get_context("fork").Process(
        target=work_until_killed, args=(database_url, cases)
    )
    worker.start()
    worker.join()
    with portal.sessions() as session:
        versions = Counter(session.scalars(select(INSTANCE.c.definition_id)))
        settled = session.scalar(
            select(func.count())
            .select_from(CASE_MOVE)
            .where(CASE_MOVE.c.status != MoveStatus.WAITING)
        )
    portal.work()

    assert worker.exitcode == -signal.SIGKILL
    assert versions[second] == settled < CASES
    assert versions[first] == CASES - versions[second]
    after = progress(portal, migration)
    assert (after.status, after.moved) == (MigrationStatus.DONE, CASES)
    with portal.sessions() as session:
        told = session.scalars(
            select(HISTORY.c.instance_id).where(HISTORY.c.kind == EventKind.MIGRATED)
        )
        assert set(Counter(told).values()) == {1}
        assert list(audit.verify(session)) == []
        assert orders.report(session, migration).moving == CASES
    database.dispose()
