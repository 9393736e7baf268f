"""The rows of the job table: adding work, taking it, closing it, giving it up."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal_column, select, update

from engine.prepared import Prepared
from engine.tables import JOB
from models import JobKind, JobStatus

#: A job that failed so often waits for a person; a delivery is shown to one and goes on.
MAX_ATTEMPTS = 5
FIRST_DELAY = 0.4  # seconds
LONGEST_DELAY = 60.0
LONGEST_DELAY_OF_DELIVERIES = 15 * 60.0
#: A delivery that fails for so long is given up; a gateway's outage of a day loses nothing.
DELIVER_WITHIN = timedelta(hours=72)
ERROR_LENGTH = 400

# status stands literally in the text: a bound parameter would hide the partial index
WAITING = JOB.c.status == literal_column(str(int(JobStatus.WAITING)))
LEASED = JOB.c.status == literal_column(str(int(JobStatus.LEASED)))
INCIDENT = JOB.c.status == literal_column(str(int(JobStatus.INCIDENT)))
FAILING = WAITING & (JOB.c.attempts >= literal_column(str(MAX_ATTEMPTS)))
#: What a person should look at: what gave up, and deliveries that go on failing.
TROUBLED = INCIDENT | FAILING
UNSETTLED = JOB.c.status.in_(
    [literal_column(str(int(s))) for s in (JobStatus.WAITING, JobStatus.INCIDENT)]
)

_INSERT = insert(JOB)
_INSERT_ALL = Prepared(
    _INSERT,
    "kind",
    "status",
    "instance_id",
    "token_id",
    "element_id",
    "due_at",
    "attempts",
    "last_error",
    "payload",
    "created_at",
)
_WITHDRAW_TIMER = Prepared(
    update(JOB)
    .where(
        JOB.c.instance_id == bindparam("of_instance"),
        JOB.c.token_id == bindparam("of_token"),
        UNSETTLED,
    )
    .values(status=bindparam("closed_as"), done_at=bindparam("closed_at"))
)
_CLOSE = (
    update(JOB)
    .where(JOB.c.id == bindparam("of_job"), UNSETTLED)
    .values(status=bindparam("closed_as"), done_at=bindparam("closed_at"))
)
_CLOSE_ALL = Prepared(
    update(JOB)
    .where(JOB.c.instance_id == bindparam("of_instance"), UNSETTLED, JOB.c.kind != JobKind.DELIVERY)
    .values(status=JobStatus.CANCELLED, done_at=bindparam("closed_at"))
)


def row(
    *,
    kind: JobKind,
    due_at: datetime,
    now: datetime,
    payload: Mapping[str, Any] | None = None,
    instance_id: str | None = None,
    token_id: str | None = None,
    element_id: str | None = None,
    status: JobStatus = JobStatus.WAITING,
    last_error: str | None = None,
) -> dict[str, Any]:
    """The values of a new job."""
    return {
        "kind": kind,
        "status": status,
        "instance_id": instance_id,
        "token_id": token_id,
        "element_id": element_id,
        "due_at": due_at,
        "attempts": 0,
        "last_error": last_error,
        "payload": payload or {},
        "created_at": now,
    }


def add(connection: Connection, **values: Any) -> int:
    """Insert one job (see :func:`row`) and return its id."""
    inserted = connection.execute(_INSERT, row(**values)).inserted_primary_key
    assert inserted is not None
    return int(inserted[0])


def add_all(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert several jobs in one statement."""
    _INSERT_ALL.run_all(connection, rows)


def withdraw_timers(
    connection: Connection, instance_id: str, closed: Mapping[str, JobStatus], now: datetime
) -> None:
    """Close the jobs of timers that no longer wait, by token: fired (DONE) or CANCELLED."""
    _WITHDRAW_TIMER.run_all(
        connection,
        [
            {"of_instance": instance_id, "of_token": token, "closed_as": status, "closed_at": now}
            for token, status in closed.items()
        ],
    )


def move_timer(connection: Connection, instance_id: str, token_id: str, due_at: datetime) -> None:
    """Let a timer wait for another moment."""
    connection.execute(
        update(JOB)
        .where(JOB.c.instance_id == instance_id, JOB.c.token_id == token_id, UNSETTLED)
        .values(due_at=due_at)
    )


def put_back(connection: Connection, job_id: int, now: datetime) -> None:
    """Let a job that has more to do take its turn again, behind what is due by now."""
    connection.execute(update(JOB).where(JOB.c.id == job_id).values(due_at=now, attempts=0))


def close(connection: Connection, job_id: int, status: JobStatus, now: datetime) -> None:
    """Close one job."""
    connection.execute(_CLOSE, {"of_job": job_id, "closed_as": status, "closed_at": now})


def close_all(connection: Connection, instance_id: str, now: datetime) -> None:
    """Close every job that would move an instance which has ended; deliveries still go out."""
    _CLOSE_ALL.run(connection, {"of_instance": instance_id, "closed_at": now})


def fail(connection: Connection, job_id: int, *, error: str, now: datetime) -> JobStatus | None:
    """Count a failed attempt: try again later, or give up and let a person see it.

    What moves an instance gives up after a few attempts: its step will not mend itself. A delivery
    goes on for days, since gateways come back.

    Returns the job's new status; None if it was settled meanwhile.
    """
    found = connection.execute(
        select(JOB.c.attempts, JOB.c.status, JOB.c.kind, JOB.c.created_at)
        .where(JOB.c.id == job_id)
        .with_for_update()
    ).one_or_none()
    if found is None or found.status not in (JobStatus.WAITING, JobStatus.LEASED):
        return None
    attempts = found.attempts + 1
    gives_up, longest = attempts >= MAX_ATTEMPTS, LONGEST_DELAY
    if found.kind is JobKind.DELIVERY:
        gives_up &= now - found.created_at >= DELIVER_WITHIN
        longest = LONGEST_DELAY_OF_DELIVERIES
    status = JobStatus.INCIDENT if gives_up else JobStatus.WAITING
    connection.execute(
        update(JOB)
        .where(JOB.c.id == job_id)
        .values(
            attempts=attempts,
            status=status,
            due_at=now + delay(job_id, attempts, longest=longest),
            last_error=error[:ERROR_LENGTH],
            lease_owner=None,
            lease_until=None,
        )
    )
    return status


def wait(connection: Connection, job_id: int, *, now: datetime) -> None:
    """Look at a delivery again after as long as it has waited by now: its turn has not come.

    That is no failed attempt, so nobody is shown it and it is never given up.
    """
    created_at = connection.execute(select(JOB.c.created_at).where(JOB.c.id == job_id)).scalar_one()
    seconds = min((now - created_at).total_seconds(), LONGEST_DELAY_OF_DELIVERIES)
    connection.execute(
        update(JOB)
        .where(JOB.c.id == job_id)
        .values(
            status=JobStatus.WAITING,
            due_at=now + timedelta(seconds=max(seconds, FIRST_DELAY)),
            lease_owner=None,
            lease_until=None,
        )
    )


def delay(job_id: int, attempts: int, *, longest: float = LONGEST_DELAY) -> timedelta:
    """How long to wait before the next attempt: four times as long, spread by up to a quarter.

    The spread comes from the job's id, so that a test and a second look find the same moment.
    """
    base = min(FIRST_DELAY * 4 ** min(attempts - 1, 10), longest)
    digest = hashlib.sha256(f"{job_id}:{attempts}".encode()).digest()
    spread = int.from_bytes(digest[:4], "big") / 2**32  # 0 .. 1
    return timedelta(seconds=base * (0.75 + spread / 4))
