"""Incidents: jobs that gave up or go on failing, until a person has seen to them."""

from datetime import datetime

from sqlalchemy import func, select, union_all, update
from sqlalchemy.orm import Session

from engine import audit, history, job_rows, store
from engine.exceptions import JobNotFound, StepFailed
from engine.job_rows import FAILING, INCIDENT, TROUBLED
from engine.registry import SYSTEM, Actor
from engine.tables import JOB
from models import EventKind, Job, JobKind, JobStatus

#: So many are shown at once.
MOST = 500


def unsettled(session: Session, *, limit: int = MOST) -> list[Job]:
    """The jobs that gave up, and the deliveries that go on failing, oldest first.

    Either are found along an index of their own: asked for both, SQLite reads every job there was.
    """
    by_age = (Job.created_at, Job.id)
    parts = [
        select(Job.id).where(each).order_by(*by_age).limit(limit).subquery()
        for each in (INCIDENT, FAILING)
    ]
    found = union_all(*(select(part.c.id) for part in parts))
    return list(
        session.scalars(select(Job).where(Job.id.in_(found)).order_by(*by_age).limit(limit))
    )


def count(session: Session) -> int:
    """How many jobs gave up or go on failing."""
    return sum(
        session.scalar(select(func.count()).select_from(Job).where(each)) or 0
        for each in (INCIDENT, FAILING)
    )


def retry(session: Session, job_id: int, now: datetime, *, actor: Actor = SYSTEM) -> None:
    """Let a job that gave up or goes on failing be tried again at once.

    :raises JobNotFound: there is none such with this id
    """
    connection = session.connection()
    instance_id = connection.scalar(select(JOB.c.instance_id).where(JOB.c.id == job_id))
    if instance_id is not None:
        store.take(connection, instance_id)
    changed = connection.execute(
        update(JOB)
        .where(JOB.c.id == job_id, TROUBLED)
        .values(status=JobStatus.WAITING, attempts=0, due_at=now)
    )
    if changed.rowcount != 1:
        raise JobNotFound(id=job_id)
    if instance_id is not None:
        event = history.event(
            EventKind.RETRIED, instance_id=instance_id, at=now, actor=actor, facts={"job": job_id}
        )
        history.write(connection, [event])
        audit.record(session, instance_id, "retry", actor, now, job=job_id)


def report_failure(session: Session, failed: StepFailed, now: datetime) -> int:
    """Make an incident of a step that failed while a person acted; return its job's id.

    Called in a new transaction, after that of the person was rolled back. The same failure of an
    instance again is counted, not written twice.
    """
    connection = session.connection()
    store.take(connection, failed.instance_id)
    known = connection.execute(
        select(JOB.c.id, JOB.c.attempts).where(
            JOB.c.instance_id == failed.instance_id,
            INCIDENT,
            JOB.c.kind == JobKind.ADVANCE,
            JOB.c.element_id == failed.element_id,
        )
    ).first()
    if known is not None:
        connection.execute(
            update(JOB)
            .where(JOB.c.id == known.id)
            .values(attempts=min(known.attempts + 1, 30_000), last_error=failed.reason)
        )
        return int(known.id)
    job_id = job_rows.add(
        connection,
        kind=JobKind.ADVANCE,
        status=JobStatus.INCIDENT,
        due_at=now,
        now=now,
        instance_id=failed.instance_id,
        element_id=failed.element_id,
        last_error=failed.reason,
    )
    remember(
        session,
        failed.instance_id,
        failed.element_id,
        job_id=job_id,
        reason=failed.reason,
        now=now,
    )
    return job_id


def remember(
    session: Session,
    instance_id: str,
    element_id: str | None,
    *,
    job_id: int,
    reason: str,
    now: datetime,
) -> None:
    """Write into the history of an instance that one of its jobs gave up."""
    event = history.event(
        EventKind.INCIDENT,
        instance_id=instance_id,
        at=now,
        actor=SYSTEM,
        element_id=element_id,
        facts={"job": job_id, "reason": reason},
    )
    history.write(session.connection(), [event])
