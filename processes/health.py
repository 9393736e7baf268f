"""How the installation is: what it lacks, and how much waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.job_rows import TROUBLED
from models import (
    Job,
    JobStatus,
    ProcessDefinition,
    TaskStatus,
    UserTask,
    WorkerHeartbeat,
    migrations,
)


def problems(session: Session, *, now: datetime, worker_silence: timedelta) -> list[str]:
    """What keeps the installation from its work: `migrations`, `definitions`, `worker`.

    `now` is real time.
    """
    if not migrations.is_current(session.connection()):
        return ["migrations"]  # nothing else can be asked of tables that may not be there
    found = []
    if session.scalar(select(ProcessDefinition.id).limit(1)) is None:
        found.append("definitions")
    seen_at = session.scalar(select(func.max(WorkerHeartbeat.seen_at)))
    if seen_at is None or now - seen_at > worker_silence:
        found.append("worker")
    return found


def counts(session: Session, *, now: datetime) -> Mapping[str, int]:
    """How much waits, without naming any unit."""
    waiting = select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING)
    return {
        "jobs_due": session.scalar(waiting.where(Job.due_at <= now)) or 0,
        "jobs_waiting": session.scalar(waiting) or 0,
        "incidents": session.scalar(select(func.count()).select_from(Job).where(TROUBLED)) or 0,
        "tasks_open": session.scalar(
            select(func.count()).select_from(UserTask).where(UserTask.status == TaskStatus.OPEN)
        )
        or 0,
        "tasks_overdue": session.scalar(
            select(func.count())
            .select_from(UserTask)
            .where(UserTask.status == TaskStatus.OPEN, UserTask.due_at < now)
        )
        or 0,
    }
