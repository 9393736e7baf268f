"""The worker: what goes outside keeps nothing else waiting, and it ends when it is told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from engine import job_rows
from engine.deliveries import Deliver, Delivery
from models import Attempt, Job, JobKind, JobStatus
from tests.patience import PATIENCE_S, eventually
from web.cli.worker import Worker
from web.portal import Portal


class SlowGateway:
    """Answers nobody until it is told to."""

    def __init__(self) -> None:
        self.is_asked = threading.Event()
        self.may_answer = threading.Event()

    def __call__(self, delivery: Delivery) -> None:
        self.is_asked.set()
        self.may_answer.wait(PATIENCE_S)


@contextmanager
def running(portal: Portal, deliver: Deliver) -> Iterator[tuple[Worker, threading.Thread]]:
    worker = Worker(replace(portal, deliver={"slow": deliver}))
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker, thread
    finally:
        worker.stop()
        thread.join(PATIENCE_S)


def add(portal: Portal, kind: JobKind, **payload: str) -> int:
    now = datetime.now(UTC)
    with portal.sessions.begin() as session:
        return job_rows.add(session.connection(), kind=kind, due_at=now, now=now, payload=payload)


def status(portal: Portal, job_id: int) -> JobStatus:
    with portal.sessions() as session:
        return session.get_one(Job, job_id).status


def test_a_gateway_that_does_not_answer_keeps_no_other_work_waiting(portal: Portal) -> None:
    gateway = SlowGateway()
    with running(portal, gateway):
        sent = add(portal, JobKind.DELIVERY, deliver="slow")
        assert gateway.is_asked.wait(PATIENCE_S)

        moved = add(portal, JobKind.MESSAGE, signal="nobody listens", business_key="none")

        assert eventually(lambda: status(portal, moved) is JobStatus.DONE)
        assert status(portal, sent) is JobStatus.LEASED
        gateway.may_answer.set()
        assert eventually(lambda: status(portal, sent) is JobStatus.DONE)


def test_a_worker_that_is_told_to_stop_gives_back_what_it_has_not_begun_to_send(
    portal: Portal,
) -> None:
    gateway = SlowGateway()
    first, second = (add(portal, JobKind.DELIVERY, deliver="slow") for _ in range(2))
    with running(portal, gateway) as (worker, thread):
        assert gateway.is_asked.wait(PATIENCE_S)

        worker.stop()
        gateway.may_answer.set()
        thread.join(PATIENCE_S)

        assert not thread.is_alive()
    assert (status(portal, first), status(portal, second)) == (JobStatus.DONE, JobStatus.WAITING)


def test_a_worker_ends_with_an_error_when_it_can_send_nothing_any_more(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> int:
        raise ConnectionError

    monkeypatch.setattr("engine.deliveries.run_due", broken)

    with pytest.raises(ConnectionError):
        Worker(portal).run()


def test_a_worker_forgets_old_attempts(portal: Portal) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=2)
    with portal.sessions.begin() as session:
        session.add(Attempt(door="sign_in", subject="0" * 64, at=long_ago))

    Worker(portal).run_due()

    with portal.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0
