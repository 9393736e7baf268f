"""Deliveries: what is sent outside, by a worker that holds a lease and no transaction.

A worker that stops or dies loses its lease after a while and another one sends: so a thing may be
sent twice, never lost, and whoever sends gives it an id by which the receiver can tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from engine import job_rows
from engine.exceptions import DeliveryNotYet, EngineError
from engine.job_rows import LEASED, WAITING
from engine.tables import JOB
from models import JobKind, JobStatus
from models.session import reading
from models.types import JsonObject, new_id

#: So many are claimed at once; the lease must last for all of them.
BATCH = 10
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Delivery:
    """One thing to send, as whoever sends it sees it."""

    job_id: int
    instance_id: str | None
    payload: JsonObject
    attempt: int  # 1 for the first
    now: datetime


#: Sends one thing; an exception means that it was not sent and shall be tried again. Only what
#: raises `DeliveryNotYet` has not failed.
Deliver = Callable[[Delivery], None]


class DelivererNotFound(EngineError):
    """Nobody here delivers this kind of thing."""


def run_due(
    sessions: sessionmaker[Session],
    deliver: Mapping[str, Deliver],
    *,
    clock: Callable[[], datetime],
    lease_clock: Callable[[], datetime],
    is_stopping: Callable[[], bool] = bool,
    limit: int = 10_000,
) -> int:
    """Send what is due, oldest first, until nothing is, `limit` were tried or we are stopping.

    Returns how many were tried; several workers may run this at once.
    """
    done = 0
    while done < limit and _is_anything_due(sessions, now=clock(), real_now=lease_clock()):
        batch = run_batch(
            sessions, deliver, now=clock(), lease_clock=lease_clock, is_stopping=is_stopping
        )
        if batch == 0:
            break
        done += batch
    return done


def run_batch(
    sessions: sessionmaker[Session],
    deliver: Mapping[str, Deliver],
    *,
    now: datetime,
    lease_clock: Callable[[], datetime],
    is_stopping: Callable[[], bool] = bool,
) -> int:
    """Send the oldest due deliveries and return how many were tried.

    `deliver` finds by `payload["deliver"]` who sends. Leases run on `lease_clock`, the real one.
    """
    owner = new_id()
    with sessions.begin() as session:
        _return_expired(session, now=now, real_now=lease_clock())
        claimed = _claim(session, owner, now=now, real_now=lease_clock())
    for number, delivery in enumerate(claimed):
        if is_stopping():
            with sessions.begin() as session:
                _give_back(session, owner)
            return number
        failed = _send(deliver, delivery)
        with sessions.begin() as session:
            _record(session, delivery, owner=owner, failed=failed, now=now)
    return len(claimed)


def _is_anything_due(sessions: sessionmaker[Session], *, now: datetime, real_now: datetime) -> bool:
    """Look without locking anything: so a worker that finds nothing keeps nobody waiting."""
    due = select(JOB.c.id).where(WAITING, JOB.c.due_at <= now, JOB.c.kind == JobKind.DELIVERY)
    expired = select(JOB.c.id).where(LEASED, JOB.c.lease_until < real_now)
    with reading(sessions) as session:
        connection = session.connection()
        return any(connection.scalar(query.limit(1)) is not None for query in (due, expired))


def _claim(session: Session, owner: str, *, now: datetime, real_now: datetime) -> list[Delivery]:
    connection = session.connection()
    oldest = (
        select(JOB.c.id)
        .where(WAITING, JOB.c.kind == JobKind.DELIVERY, JOB.c.due_at <= now)
        .order_by(JOB.c.due_at, JOB.c.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    ids = connection.scalars(oldest).all()
    if not ids:
        return []
    connection.execute(
        update(JOB)
        .where(JOB.c.id.in_(ids))
        .values(status=JobStatus.LEASED, lease_owner=owner, lease_until=real_now + LEASE)
    )
    rows = connection.execute(
        select(JOB.c.id, JOB.c.instance_id, JOB.c.payload, JOB.c.attempts)
        .where(JOB.c.id.in_(ids))
        .order_by(JOB.c.due_at, JOB.c.id)
    )
    return [
        Delivery(job_id, instance_id, payload, attempts + 1, now)
        for job_id, instance_id, payload, attempts in rows
    ]


def _send(deliver: Mapping[str, Deliver], delivery: Delivery) -> Exception | None:
    """Send; what hindered it, or None."""
    try:
        send = deliver.get(delivery.payload.get("deliver", ""))
        if send is None:
            raise DelivererNotFound(kind=delivery.payload.get("deliver"))
        send(delivery)
    except Exception as error:
        return error
    return None


def _record(
    session: Session, delivery: Delivery, *, owner: str, failed: Exception | None, now: datetime
) -> None:
    """Write the result, unless the lease was lost meanwhile and another worker has the job."""
    connection = session.connection()
    held = (JOB.c.id == delivery.job_id, LEASED, JOB.c.lease_owner == owner)
    if failed is None:
        connection.execute(
            update(JOB)
            .where(*held)
            .values(status=JobStatus.DONE, done_at=now, lease_owner=None, lease_until=None)
        )
        return
    if connection.scalar(select(JOB.c.id).where(*held).with_for_update()) is None:
        return
    if isinstance(failed, DeliveryNotYet):
        job_rows.wait(connection, delivery.job_id, now=now)
    else:  # only the kind of a stranger's error is told
        error = str(failed) if isinstance(failed, EngineError) else type(failed).__name__
        job_rows.fail(connection, delivery.job_id, error=error, now=now)


def _give_back(session: Session, owner: str) -> None:
    """Let another worker send what this one had claimed and not begun."""
    session.connection().execute(
        update(JOB)
        .where(LEASED, JOB.c.lease_owner == owner)
        .values(status=JobStatus.WAITING, lease_owner=None, lease_until=None)
    )


def _return_expired(session: Session, *, now: datetime, real_now: datetime) -> None:
    """Count a lease that ran out as a failed attempt, so that another worker may try."""
    connection = session.connection()
    expired = connection.scalars(
        select(JOB.c.id)
        .where(LEASED, JOB.c.lease_until < real_now)
        .with_for_update(skip_locked=True)
    ).all()
    for job_id in expired:
        job_rows.fail(connection, job_id, error="LeaseExpired", now=now)
