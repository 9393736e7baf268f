"""Timer start events of processes: a drawing that begins by itself, once or again and again.

Each is a job that belongs to no instance. A new version of the drawing takes the place of the old
one's timers; instances they have started stay with theirs.
"""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from sqlalchemy import Connection, select, update

from engine import job_rows
from engine.elements.timers import CYCLE, DUE, Timer
from engine.expressions import script_engine
from engine.job_rows import WAITING
from engine.tables import JOB
from models import JobKind, JobStatus


def schedule(
    connection: Connection, process: str, spec: Any, *, now: datetime, zone: ZoneInfo
) -> None:
    """Let the timers that start this version of a process wait, and no longer those before."""
    withdraw(connection, process, now)
    for start in timers_of(spec):
        waiting = _waiting(start, {}, now=now, zone=zone)
        start.event_definition.arm(waiting)
        _add(connection, process, start, waiting, now=now)


def timers_of(spec: Any) -> list[Any]:
    """The start events of a process that a timer brings about."""
    return [
        output
        for output in spec.start.outputs
        if isinstance(output, StartEvent) and isinstance(output.event_definition, Timer)
    ]


def withdraw(connection: Connection, process: str, now: datetime) -> None:
    """The timers that start this process wait no longer."""
    waiting = connection.execute(
        select(JOB.c.id, JOB.c.payload).where(
            WAITING, JOB.c.instance_id.is_(None), JOB.c.kind == JobKind.ADVANCE
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
    """After a cycle's timer has started an instance: let the next occurrence wait, if any."""
    for start in timers_of(spec):
        if start.bpmn_id != payload["start_event"]:
            continue
        following = start.event_definition.next_occurrence(
            _waiting(start, payload["timer"], now=now, zone=zone)
        )
        if following is not None:
            waiting = _waiting(start, following, now=now, zone=zone)
            _add(connection, payload["start"], start, waiting, now=now)


def _waiting(start: Any, known: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> Any:
    """What a timer sees of a task and its workflow, before there is an instance."""
    workflow = SimpleNamespace(now=now, zone=zone, script_engine=script_engine(now=now, zone=zone))
    workflow.top_workflow = workflow
    return SimpleNamespace(workflow=workflow, data={}, internal_data=dict(known), task_spec=start)


def _add(connection: Connection, process: str, start: Any, waiting: Any, *, now: datetime) -> None:
    known = {k: waiting.internal_data[k] for k in (DUE, CYCLE) if k in waiting.internal_data}
    job_rows.add(
        connection,
        kind=JobKind.ADVANCE,
        due_at=start.event_definition.due_at(waiting),
        now=now,
        element_id=start.bpmn_id,
        payload={"start": process, "start_event": start.bpmn_id, "timer": known},
    )
