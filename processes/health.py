"""How the installation is: what it lacks, and how much waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import incidents
from engine.job_rows import WAITING
from models import Job, ProcessDefinition, UserTask, WorkerHeartbeat, migrations
from processes.posts.open_tasks import IS_OPEN


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
    jobs, tasks = (select(func.count()).select_from(table) for table in (Job, UserTask))
    asked = {
        "jobs_due": jobs.where(WAITING, Job.due_at <= now),
        "jobs_waiting": jobs.where(WAITING),
        "tasks_open": tasks.where(IS_OPEN),
        "tasks_overdue": tasks.where(IS_OPEN, UserTask.due_at < now),
    }
    counted = {name: session.scalar(query) or 0 for name, query in asked.items()}
    return {**counted, "incidents": incidents.count(session)}
