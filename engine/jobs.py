"""Jobs: does what is due, retries what fails, and lets nothing hold up another case.

Jobs that move instances: the instance is locked first, its jobs are read under that lock. Several
cases share a commit, each under its own savepoint. What fails is rolled back, counted in a new
transaction, tried again after a growing delay, and becomes an incident in the end.

Deliveries go outside, see `engine.deliveries`; a worker does them beside these, so that no timer
waits for a gateway.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from engine import (
    definitions,
    deliveries,
    due_jobs,
    incidents,
    job_rows,
    messages,
    start_timers,
    store,
)
from engine.deliveries import Deliver
from engine.due_jobs import Due
from engine.exceptions import EngineError
from engine.instance import Instance
from engine.instances import entered, start
from engine.job_rows import WAITING
from engine.migration import batches
from engine.registry import SYSTEM, Registry
from engine.runner import advance
from engine.tables import JOB
from engine.timers import fire, fire_new
from models import InstanceStatus, JobKind, JobStatus
from models.session import reading
from models.types import new_id

Clock = Callable[[], datetime]


class JobFailed(Exception):
    """One of an instance's jobs has failed; the others were not done either."""

    def __init__(self, job: Due, reason: str) -> None:
        super().__init__(reason)
        self.job = job
        self.reason = reason


def run_due(
    sessions: sessionmaker[Session],
    registry: Registry,
    *,
    deliver: Mapping[str, Deliver],
    clock: Clock,
    lease_clock: Clock | None = None,
    limit: int = 10_000,
) -> int:
    """Do jobs of all kinds until none is due or about `limit` are done; return how many.

    `clock` is the business clock, which a demonstration may set forward; `lease_clock` is the real
    one, and the same if not given. Several workers may run this at once.
    """
    done = 0
    real_clock = lease_clock or clock
    while done < limit:
        batch = move_due(sessions, registry, clock=clock, limit=limit - done)
        batch += deliveries.run_due(
            sessions, deliver, clock=clock, lease_clock=real_clock, limit=limit - done
        )
        if batch == 0:
            break
        done += batch
    return done


def move_due(
    sessions: sessionmaker[Session], registry: Registry, *, clock: Clock, limit: int = 10_000
) -> int:
    """Do the jobs that move instances, oldest first, until none is due or `limit` are done.

    Returns how many; several workers may run this at once.
    """
    done = 0
    while done < limit and _is_anything_due(sessions, clock()):
        batch = _run_batch(sessions, registry, now=clock())
        if batch == 0:
            break
        done += batch
    return done


def run_until(
    sessions: sessionmaker[Session],
    registry: Registry,
    *,
    deliver: Mapping[str, Deliver],
    moment: datetime,
    move_clock: Callable[[datetime], None],
    lease_clock: Clock,
) -> int:
    """Move a demonstration's clock on to `moment`, doing everything due on the way in order.

    `move_clock` is called with each moment at which something falls due, and with the last one.
    """
    done = 0
    while True:
        with sessions() as session:
            due_at = due_jobs.next_due(session)
        if due_at is None or due_at > moment:
            break
        move_clock(due_at)
        count = run_due(
            sessions,
            registry,
            deliver=deliver,
            clock=partial(_same, due_at),
            lease_clock=lease_clock,
        )
        with sessions() as session:
            if count == 0 and due_jobs.next_due(session) == due_at:
                break  # another worker has it
        done += count
    move_clock(moment)
    return done


def _same(moment: datetime) -> datetime:
    return moment


def _is_anything_due(sessions: sessionmaker[Session], now: datetime) -> bool:
    with reading(sessions) as session:
        return due_jobs.is_anything_due(session, now)


def _run_batch(sessions: sessionmaker[Session], registry: Registry, *, now: datetime) -> int:
    """Do the oldest due jobs of several instances in one commit; return how many."""
    done = 0
    failed: list[JobFailed] = []
    with sessions.begin() as session:
        for instance_id, first in due_jobs.due_instances(session, now):
            try:
                with session.begin_nested():
                    if instance_id is None:
                        done += _run_loose(session, registry, first, now)
                    else:
                        done += _run_instance(session, registry, instance_id, now)
            except JobFailed as failure:
                failed.append(failure)
    for each in failed:
        with sessions.begin() as session:
            _count_failure(session, each, now)
    return done + len(failed)


def _run_loose(session: Session, registry: Registry, due: Due, now: datetime) -> int:
    """Do a job that belongs to no instance: something thrown by a drawing, or a timer's start."""
    connection = session.connection()
    locked = connection.execute(
        select(JOB.c.id).where(JOB.c.id == due.id, WAITING).with_for_update(skip_locked=True)
    ).one_or_none()
    if locked is None:
        return 0
    try:
        if due.kind is JobKind.MIGRATION:
            return _migrate(session, registry, due, now)
        if "start" in due.payload:
            _start_by_timer(session, registry, due, now)
        else:
            messages.pass_on(session, registry, due.payload, now)
    except messages.TargetBusy:
        return 0
    except Exception as error:
        raise _failed(due, error) from error
    job_rows.close(connection, due.id, JobStatus.DONE, now)
    return 1


def _migrate(session: Session, registry: Registry, due: Due, now: datetime) -> int:
    """Move the next cases of a migration; the job takes its turn again until none is left."""
    rest = batches.move_next(session, registry, due.payload["migration"], now)
    if rest is batches.Rest.NOTHING:
        job_rows.close(session.connection(), due.id, JobStatus.DONE, now)
    else:
        job_rows.put_back(session.connection(), due.id, now)
    return 0 if rest is batches.Rest.BUSY else 1


def _start_by_timer(session: Session, registry: Registry, due: Due, now: datetime) -> None:
    """Start an instance of the newest version, and let a cycle wait for its next occurrence."""
    process = due.payload["start"]
    start(
        session,
        registry,
        process=process,
        business_key=new_id(),
        variables={},
        unit_id=None,
        actor=SYSTEM,
        now=now,
        start_event=due.payload["start_event"],
    )
    definition = definitions.load(session, definitions.latest(session, process).id)
    start_timers.reschedule(
        session.connection(), definition.parsed.spec, due.payload, now=now, zone=registry.zone
    )


def _run_instance(session: Session, registry: Registry, instance_id: str, now: datetime) -> int:
    """Do all jobs of an instance that are due, in order, unless somebody else holds it."""
    connection = session.connection()
    row = store.take_or_skip(connection, instance_id)
    if row is None:
        return 0
    if row.status is not InstanceStatus.RUNNING:
        job_rows.close_all(connection, instance_id, now)
        return 1
    due = due_jobs.due_of(session, instance_id, now)
    if not due:
        return 0
    current = due[0]
    try:
        with entered(session, registry, row, actor=SYSTEM, now=now) as instance:
            for current in due:
                fire_new(instance, until=current.due_at)
                _do(instance, current)
            fire_new(instance, until=now)
    except Exception as error:
        raise _failed(current, error) from error
    return len(due)


def _do(instance: Instance, job: Due) -> None:
    """Do one job of an opened instance."""
    status = JobStatus.DONE
    if job.kind is JobKind.TIMER:
        assert job.token_id is not None
        if job.token_id in instance.timers_before:
            fire(instance, job.token_id)
            return  # its row is closed with the step
        status = JobStatus.CANCELLED
    elif "signal" in job.payload:
        messages.take_signal(instance, job.payload["signal"])
    else:
        advance(instance)
    job_rows.close(instance.connection, job.id, status, instance.now)


def _failed(job: Due, error: Exception) -> JobFailed:
    """Which job has failed, and why, without a value in it; a lost connection is no job's fault."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        raise error
    told = isinstance(error, EngineError)
    return JobFailed(job, str(error) if told else type(error).__name__)


def _count_failure(session: Session, failure: JobFailed, now: datetime) -> None:
    """Count an attempt that was rolled back; remember it if it was the last."""
    job = failure.job
    connection = session.connection()
    if job.instance_id is not None:
        store.take(connection, job.instance_id)
    status = job_rows.fail(connection, job.id, error=failure.reason, now=now)
    if status is JobStatus.INCIDENT and job.instance_id is not None:
        incidents.remember(
            session, job.instance_id, job.element_id, job_id=job.id, reason=failure.reason, now=now
        )
