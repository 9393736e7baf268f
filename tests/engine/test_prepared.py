"""Prepared statements: the same values in and out as through SQLAlchemy, and its errors."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from engine.tables import JOB, TASK
from models import Job, JobKind, JobStatus

COLUMNS = ("kind", "status", "due_at", "attempts", "payload", "created_at")
ADD = Prepared(insert(JOB), *COLUMNS)
FIND = Prepared(
    select(JOB.c.kind, JOB.c.due_at, JOB.c.payload, JOB.c.instance_id)
    .where(JOB.c.id == bindparam("of_job"))
    .limit(1)
)
CHANGE = Prepared(
    update(JOB).where(JOB.c.kind == bindparam("of_kind")).values(status=bindparam("new_status"))
)
INDIA = timezone(timedelta(hours=5, minutes=30))


def values(kind: JobKind, now: datetime) -> dict[str, object]:
    return {
        "kind": kind,
        "status": JobStatus.WAITING,
        "due_at": now.astimezone(INDIA),
        "attempts": 0,
        "payload": {"name": "कोड", "count": 2},
        "created_at": now,
    }


def test_values_go_in_and_out_as_python_knows_them(session: Session, now: datetime) -> None:
    ADD.run(session.connection(), values(JobKind.MESSAGE, now))

    job = session.scalars(select(Job)).one()
    found = FIND.one(session.connection(), {"of_job": job.id})

    assert (job.kind, job.due_at, job.payload) == (
        JobKind.MESSAGE,
        now,
        {"name": "कोड", "count": 2},
    )
    assert found is not None
    assert list(found) == [JobKind.MESSAGE, now, {"name": "कोड", "count": 2}, None]
    assert found[1].tzinfo is UTC


def test_what_is_not_there_is_none(session: Session) -> None:
    assert FIND.one(session.connection(), {"of_job": 17}) is None


def test_rows_touched_are_counted(session: Session, now: datetime) -> None:
    rows = [values(kind, now) for kind in (JobKind.TIMER, JobKind.TIMER, JobKind.DELIVERY)]
    ADD.run_all(session.connection(), rows)

    changed = CHANGE.run(
        session.connection(), {"of_kind": JobKind.TIMER, "new_status": JobStatus.DONE}
    )

    assert changed == 2


def test_nothing_to_write_asks_nothing(session: Session) -> None:
    ADD.run_all(session.connection(), [])

    assert session.scalars(select(Job)).all() == []


def test_an_error_is_sqlalchemys_and_repeats_no_parameters(session: Session) -> None:
    broken = Prepared(insert(TASK), "id", "element_id")

    with pytest.raises(IntegrityError) as raised:
        broken.run(session.connection(), {"id": "0" * 32, "element_id": "a telephone number"})

    assert "a telephone number" not in str(raised.value).split("[SQL")[1]


def test_all_rows_are_found(session: Session, now: datetime) -> None:
    every = Prepared(select(JOB.c.kind, JOB.c.due_at).order_by(JOB.c.id))
    ADD.run_all(
        session.connection(), [values(kind, now) for kind in (JobKind.TIMER, JobKind.MESSAGE)]
    )

    found = every.all(session.connection(), {})

    assert [list(row) for row in found] == [[JobKind.TIMER, now], [JobKind.MESSAGE, now]]
