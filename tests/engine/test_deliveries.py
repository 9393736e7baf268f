"""Deliveries: leased, sent outside of any transaction, and sent again when a worker is lost."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import deliveries, incidents, job_rows
from engine.deliveries import Delivery
from engine.exceptions import DeliveryNotYet
from models import Job, JobKind, JobStatus


class Gateway:
    """Counts what it was given; fails, or is interrupted by another worker, on demand."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.is_down = False
        self.is_early = False

    def __call__(self, delivery: Delivery) -> None:
        if self.is_early:
            raise DeliveryNotYet
        if self.is_down:
            raise ConnectionError("a text that may hold a number")
        self.sent.append(delivery.job_id)


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


def add(sessions: sessionmaker[Session], now: datetime) -> int:
    with sessions.begin() as session:
        return job_rows.add(
            session.connection(),
            kind=JobKind.DELIVERY,
            due_at=now,
            now=now,
            payload={"deliver": "sms", "message": "m1"},
        )


def run(sessions: sessionmaker[Session], gateway: Gateway, now: datetime, real: datetime) -> int:
    return deliveries.run_batch(sessions, {"sms": gateway}, now=now, lease_clock=lambda: real)


def stored(sessions: sessionmaker[Session], job_id: int) -> Job:
    with sessions() as session:
        return session.get_one(Job, job_id)


def troubled(sessions: sessionmaker[Session]) -> list[int]:
    """The jobs that a person is shown."""
    with sessions() as session:
        return [job.id for job in incidents.unsettled(session)]


def test_a_delivery_is_sent_once(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)

    assert run(sessions, gateway, now, now) == 1
    assert run(sessions, gateway, now, now) == 0

    assert gateway.sent == [job_id]
    assert stored(sessions, job_id).status is JobStatus.DONE


def test_nothing_is_locked_while_a_delivery_is_sent(
    sessions: sessionmaker[Session], now: datetime
) -> None:
    job_id = add(sessions, now)
    seen: list[JobStatus] = []

    def look(delivery: Delivery) -> None:
        with sessions.begin() as session:  # would wait for ever inside a transaction
            job = session.scalars(select(Job).where(Job.id == job_id).with_for_update()).one()
            seen.append(job.status)

    deliveries.run_batch(sessions, {"sms": look}, now=now, lease_clock=lambda: now)

    assert seen == [JobStatus.LEASED]
    assert stored(sessions, job_id).status is JobStatus.DONE


def test_a_delivery_that_fails_is_tried_again_later(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    gateway.is_down = True
    run(sessions, gateway, now, now)
    failed = stored(sessions, job_id)

    gateway.is_down = False
    run(sessions, gateway, failed.due_at, now)

    assert (failed.status, failed.attempts, failed.last_error) == (
        JobStatus.WAITING,
        1,
        "ConnectionError",
    )
    assert failed.due_at > now
    assert gateway.sent == [job_id]


def test_a_delivery_that_keeps_failing_is_shown_to_a_person_and_goes_on(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    gateway.is_down = True

    shown = []
    for _ in range(6):
        run(sessions, gateway, stored(sessions, job_id).due_at, now)
        shown.append(troubled(sessions))

    assert shown == [[], [], [], [], [job_id], [job_id]]
    assert stored(sessions, job_id).status is JobStatus.WAITING


def test_a_delivery_whose_turn_has_not_come_waits_for_any_time_and_troubles_nobody(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    gateway.is_early = True
    looked = []
    while (moment := stored(sessions, job_id).due_at) < now + timedelta(days=5):
        run(sessions, gateway, moment, now)
        looked.append(moment)

    waited = stored(sessions, job_id)
    gateway.is_early = False
    run(sessions, gateway, moment, now)

    assert (waited.status, waited.attempts, waited.last_error) == (JobStatus.WAITING, 0, None)
    assert troubled(sessions) == []
    assert len(looked) < 500  # the longer it waits, the rarer it is looked at
    assert gateway.sent == [job_id]


def test_an_outage_of_a_day_loses_no_message(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    gateway.is_down = True
    moment = now
    while moment < now + timedelta(days=1):
        run(sessions, gateway, moment, now)
        moment = stored(sessions, job_id).due_at

    gateway.is_down = False
    run(sessions, gateway, moment, now)

    assert gateway.sent == [job_id]
    assert stored(sessions, job_id).status is JobStatus.DONE
    assert moment - now < timedelta(days=1, minutes=15)
    assert troubled(sessions) == []


def test_a_delivery_that_fails_for_three_days_gives_up(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    gateway.is_down = True

    while (given_up := stored(sessions, job_id)).status is not JobStatus.INCIDENT:
        assert given_up.due_at < now + timedelta(hours=73)
        run(sessions, gateway, given_up.due_at, now)

    assert given_up.due_at >= now + timedelta(hours=72)
    assert troubled(sessions) == [job_id]


def test_a_person_may_have_a_failing_delivery_tried_at_once(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    gateway.is_down = True
    for _ in range(8):
        run(sessions, gateway, stored(sessions, job_id).due_at, now)
    later = now + timedelta(hours=1)
    gateway.is_down = False

    with sessions.begin() as session:
        incidents.retry(session, job_id, later)
    run(sessions, gateway, later, now)

    assert gateway.sent == [job_id]


def test_a_delivery_nobody_knows_how_to_send_is_shown_to_a_person(
    sessions: sessionmaker[Session], now: datetime
) -> None:
    job_id = add(sessions, now)

    for _ in range(5):
        moment = stored(sessions, job_id).due_at
        deliveries.run_batch(sessions, {}, now=moment, lease_clock=lambda: now)

    assert troubled(sessions) == [job_id]


def test_an_expired_lease_returns_and_the_slow_worker_may_not_record(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    job_id = add(sessions, now)
    much_later = now + deliveries.LEASE + timedelta(seconds=1)

    def stopped(delivery: Delivery) -> None:
        """While this worker stands still, another one finds its lease expired."""
        run(sessions, gateway, now, much_later)
        run(sessions, gateway, stored(sessions, job_id).due_at, much_later)
        raise TimeoutError

    deliveries.run_batch(sessions, {"sms": stopped}, now=now, lease_clock=lambda: now)

    assert gateway.sent == [job_id]
    assert stored(sessions, job_id).status is JobStatus.DONE


def test_a_lease_that_runs_keeps_others_away(
    sessions: sessionmaker[Session], gateway: Gateway, now: datetime
) -> None:
    add(sessions, now)
    counts: list[int] = []

    def slow(delivery: Delivery) -> None:
        counts.append(run(sessions, gateway, now, now + timedelta(minutes=1)))

    deliveries.run_batch(sessions, {"sms": slow}, now=now, lease_clock=lambda: now)

    assert counts == [0]
    assert gateway.sent == []
