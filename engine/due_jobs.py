"""Due jobs: which of those that move instances have fallen due, and locking what they move.

Deliveries are found by `engine.deliveries`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from engine.job_rows import WAITING
from engine.prepared import Prepared
from engine.tables import INSTANCE, JOB
from models import JobKind

#: So many jobs are looked at for one commit.
BATCH = 50
_MOST = bindparam("most", type_=Integer)
_DUE = (
    select(
        JOB.c.id,
        JOB.c.kind,
        JOB.c.instance_id,
        JOB.c.element_id,
        JOB.c.token_id,
        JOB.c.due_at,
        JOB.c.payload,
    )
    .where(WAITING, JOB.c.due_at <= bindparam("until"), JOB.c.kind != JobKind.DELIVERY)
    .order_by(JOB.c.due_at, JOB.c.id)
)
_ANY = Prepared(_DUE.with_only_columns(JOB.c.id).order_by(None).limit(1))
#: On PostgreSQL they are locked by looking, and those that others hold are passed over.
_OF_INSTANCES = Prepared(
    _DUE.join(INSTANCE, INSTANCE.c.id == JOB.c.instance_id)
    .with_for_update(of=INSTANCE, skip_locked=True)
    .limit(_MOST)
)
_LOOSE = Prepared(
    _DUE.where(JOB.c.instance_id.is_(None)).with_for_update(skip_locked=True).limit(_MOST)
)
_OF_INSTANCE = Prepared(_DUE.where(JOB.c.instance_id == bindparam("of_instance")))


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
    return _ANY.one(session.connection(), {"until": now}) is not None


def due_instances(session: Session, now: datetime) -> list[tuple[str | None, Due]]:
    """The instances of the oldest due jobs, in the order in which those fell due.

    Those that others hold are passed over: so several workers share a pile instead of waiting at
    its top.
    """
    connection, asked = session.connection(), {"until": now, "most": BATCH}
    due = [Due(*row) for query in (_OF_INSTANCES, _LOOSE) for row in query.all(connection, asked)]
    due.sort(key=lambda job: (job.due_at, job.id))
    found: dict[object, tuple[str | None, Due]] = {}
    for job in due[:BATCH]:
        found.setdefault(job.instance_id or job.id, (job.instance_id, job))
    return list(found.values())


def due_of(session: Session, instance_id: str, now: datetime) -> list[Due]:
    """The due jobs of a locked instance, in the order in which they fell due."""
    asked = {"of_instance": instance_id, "until": now}
    return [Due(*row) for row in _OF_INSTANCE.all(session.connection(), asked)]
