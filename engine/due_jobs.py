"""Due jobs: which of those that move instances have fallen due, and locking what they move.

Deliveries are found by `engine.deliveries`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.job_rows import WAITING
from engine.tables import INSTANCE, JOB
from models import JobKind

#: So many jobs are looked at for one commit.
BATCH = 50
_COLUMNS = (
    JOB.c.id,
    JOB.c.kind,
    JOB.c.instance_id,
    JOB.c.element_id,
    JOB.c.token_id,
    JOB.c.due_at,
    JOB.c.payload,
)
_MOVES = JOB.c.kind != JobKind.DELIVERY


@dataclass(frozen=True)
class Due:
    """A job that may be done now."""

    id: int
    kind: JobKind
    instance_id: str | None
    element_id: str | None
    token_id: str | None
    due_at: datetime
    payload: Mapping[str, Any]


def next_due(session: Session) -> datetime | None:
    """When the next job of any kind falls due; None if none waits."""
    found: datetime | None = session.connection().scalar(
        select(JOB.c.due_at).where(WAITING).order_by(JOB.c.due_at, JOB.c.id).limit(1)
    )
    return found


def is_anything_due(session: Session, now: datetime) -> bool:
    """Look without locking anything: so a worker that finds nothing keeps nobody waiting."""
    due = select(JOB.c.id).where(WAITING, JOB.c.due_at <= now, _MOVES)
    return session.connection().scalar(due.limit(1)) is not None


def due_instances(session: Session, now: datetime) -> list[tuple[str | None, Due]]:
    """The instances of the oldest due jobs, in the order in which those fell due.

    On PostgreSQL they are locked by looking, and those that others hold are passed over: so several
    workers share a pile instead of waiting at its top.
    """
    oldest = (
        select(*_COLUMNS)
        .where(WAITING, JOB.c.due_at <= now, _MOVES)
        .order_by(JOB.c.due_at, JOB.c.id)
        .limit(BATCH)
    )
    of_instances = oldest.join(INSTANCE, INSTANCE.c.id == JOB.c.instance_id).with_for_update(
        of=INSTANCE, skip_locked=True
    )
    loose = oldest.where(JOB.c.instance_id.is_(None)).with_for_update(skip_locked=True)
    connection = session.connection()
    due = [Due(*row) for query in (of_instances, loose) for row in connection.execute(query)]
    due.sort(key=lambda job: (job.due_at, job.id))
    found: dict[object, tuple[str | None, Due]] = {}
    for job in due[:BATCH]:
        found.setdefault(job.instance_id or job.id, (job.instance_id, job))
    return list(found.values())


def due_of(session: Session, instance_id: str, now: datetime) -> list[Due]:
    """The due jobs of a locked instance, in the order in which they fell due."""
    query = (
        select(*_COLUMNS)
        .where(JOB.c.instance_id == instance_id, WAITING, JOB.c.due_at <= now, _MOVES)
        .order_by(JOB.c.due_at, JOB.c.id)
    )
    return [Due(*row) for row in session.connection().execute(query)]
