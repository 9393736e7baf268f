"""Timer start events of processes: a drawing that begins by itself, once or again and again.

Each is a job that belongs to no instance. A new version of the drawing takes the place of the old
one's timers, and what lay before it came into force is not made up for; instances that were started
stay with their version.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, update

from engine import job_rows
from engine.elements.start_events import ProcessStart, start_events
from engine.job_rows import UNSETTLED
from engine.tables import JOB
from models import JobKind, JobStatus


def schedule(
    connection: Connection, process: str, spec: Any, *, now: datetime, zone: ZoneInfo
) -> None:
    """Let the timers that start this version of a process wait, and no longer those before."""
    withdraw(connection, process, now)
    for start in start_events(spec):
        _wait(connection, process, start, after=now, in_force_at=now, now=now, zone=zone)


def withdraw(connection: Connection, process: str, now: datetime) -> None:
    """The timers that start this process wait no longer."""
    waiting = connection.execute(
        select(JOB.c.id, JOB.c.payload).where(
            UNSETTLED, JOB.c.instance_id.is_(None), JOB.c.kind == JobKind.ADVANCE
        )
    ).all()
    ids = [row.id for row in waiting if row.payload.get("start") == process]
    if ids:
        connection.execute(
            update(JOB).where(JOB.c.id.in_(ids)).values(status=JobStatus.CANCELLED, done_at=now)
        )


def reschedule(
    connection: Connection,
    spec: Any,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """After a timer has started an instance: let its next occurrence wait, if there is one.

    Counted from the occurrence that was due, so that several missed in an outage all follow.
    """
    for start in start_events(spec):
        if start.element_id == payload["start_event"]:
            _wait(
                connection,
                payload["start"],
                start,
                after=datetime.fromisoformat(payload["due_at"]),
                in_force_at=datetime.fromisoformat(payload["in_force_at"]),
                now=now,
                zone=zone,
            )


def _wait(
    connection: Connection,
    process: str,
    start: ProcessStart,
    *,
    after: datetime,
    in_force_at: datetime,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    due_at = start.due_after(after, in_force_at=in_force_at, zone=zone)
    if due_at is None:
        return
    job_rows.add(
        connection,
        kind=JobKind.ADVANCE,
        due_at=due_at,
        now=now,
        element_id=start.element_id,
        payload={
            "start": process,
            "start_event": start.element_id,
            "due_at": due_at.isoformat(),
            "in_force_at": in_force_at.isoformat(),
        },
    )
