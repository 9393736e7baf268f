"""Looking: which tasks wait after the engine has moved, without reading everything again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session

from engine.job_rows import WAITING
from engine.prepared import Prepared
from models import (
    Escalation,
    HistoryEvent,
    InstanceStatus,
    Job,
    JobKind,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from processes.simulation.notes import Stuck

_NEWEST = Prepared(
    select(HistoryEvent.instance_id, HistoryEvent.id)
    .where(HistoryEvent.id > bindparam("seen"))
    .order_by(HistoryEvent.id)
)
_OPEN = Prepared(
    select(
        UserTask.id,
        UserTask.element_id,
        UserTask.role,
        UserTask.unit_id,
        UserTask.post_id,
        UserTask.due_at,
        UserTask.opened_at,
    ).where(
        UserTask.instance_id == bindparam("of_instance"),
        UserTask.status == bindparam("is_open"),
    )
)
_KEY = Prepared(
    select(ProcessInstance.business_key).where(ProcessInstance.id == bindparam("of_instance"))
)
_NEXT = Prepared(select(Job.due_at, Job.kind).where(WAITING).order_by(Job.due_at, Job.id).limit(1))


class NextDue(NamedTuple):
    """When the engine has something to do, and what kind of thing."""

    at: datetime
    kind: JobKind


class OpenTask(NamedTuple):
    """A task that waits for a person, as its row says."""

    task_id: str
    element_id: str
    role: str
    unit_id: str | None
    post_id: str | None
    due_at: datetime | None
    opened_at: datetime


@dataclass
class Looking:
    """What was seen so far: every step of the engine writes history, so its end says what moved."""

    seen: int = 0
    keys: dict[str, str] = field(default_factory=dict)  # business key by instance

    def touched(self, connection: Connection) -> list[str]:
        """The instances that moved since the last look, in the order of their last moves."""
        moved: dict[str, None] = {}
        for instance_id, event_id in _NEWEST.all(connection, {"seen": self.seen}):
            moved.pop(instance_id, None)
            moved[instance_id] = None
            self.seen = event_id
        return list(moved)

    def business_key(self, connection: Connection, instance_id: str) -> str:
        """The business key of an instance, which never changes."""
        if instance_id not in self.keys:
            found = _KEY.one(connection, {"of_instance": instance_id})
            self.keys[instance_id] = found[0] if found is not None else ""
        return self.keys[instance_id]


def next_due(connection: Connection) -> NextDue | None:
    """What the engine has to do next; None: nothing waits."""
    found = _NEXT.one(connection, {})
    return None if found is None else NextDue(*found)


def open_tasks(connection: Connection, instance_id: str) -> list[OpenTask]:
    """The open tasks of an instance, in the drawing's own order: ids are random."""
    asked = {"of_instance": instance_id, "is_open": TaskStatus.OPEN}
    found = [OpenTask(*row) for row in _OPEN.all(connection, asked)]
    return sorted(found, key=lambda task: (task.opened_at, task.element_id))


def escalations(session: Session) -> list[tuple[str, str, int]]:
    """How often what was brought before which role."""
    query = select(Escalation.reason, Escalation.role, func.count()).group_by(
        Escalation.reason, Escalation.role
    )
    return [(reason, role, count) for reason, role, count in session.execute(query)]


def incidents(session: Session, cases: Mapping[str, int]) -> list[Stuck]:
    """The jobs that failed, with the case they belong to; 0 where it is none of the cases."""
    failed = select(Job).where(Job.last_error.is_not(None)).order_by(Job.id)
    return [
        Stuck(cases.get(job.instance_id or "", 0), job.element_id or "", job.last_error or "")
        for job in session.scalars(failed)
    ]


def ended(session: Session, cases: Mapping[str, int]) -> int:
    """How many of the cases have come to the end of the drawing."""
    over = select(ProcessInstance.id).where(ProcessInstance.status != InstanceStatus.RUNNING)
    return sum(instance_id in cases for instance_id in session.scalars(over))
