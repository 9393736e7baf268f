"""Her steps: what waits for her, of her complaint and of what runs beside it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint
from processes.runs import Run, runs_beside

COMPLAINANT = "complainant"


@dataclass(frozen=True)
class HerTask:
    """Something that waits for her."""

    task_id: str
    element_id: str
    name: str
    name_hi: str
    opened_at: datetime
    due_at: datetime | None
    due_is_law: bool


def her_steps(run: Run) -> list[HerTask]:
    """What waits for her in a run, the oldest first."""
    elements = run.definition.elements
    return [
        HerTask(
            task_id=task.id,
            element_id=task.element_id,
            name=elements[task.element_id].name_for_her,
            name_hi=elements[task.element_id].name_for_her_hi,
            opened_at=task.opened_at,
            due_at=task.due_at,
            due_is_law=task.due_is_law,
        )
        for task in run.open_tasks
        if task.role == COMPLAINANT
    ]


def her_steps_of(session: Session, complaint: Complaint, process: str) -> list[HerTask]:
    """What such a process, while it runs beside her complaint, asks of her."""
    return [
        step
        for run in runs_beside(session, complaint)
        if run.is_running and run.definition.name == process
        for step in her_steps(run)
    ]
