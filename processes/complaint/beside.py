"""Beside: what else runs for a complaint, such as an appeal, as she sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Unit, UserTask
from processes.complaint.her_steps import COMPLAINANT, HerTask, her_steps
from processes.permissions.confided import is_confided
from processes.runs import Run


@dataclass(frozen=True)
class Waiting:
    """A step of it that waits for somebody else."""

    role: str
    unit_name: str | None
    unit_name_hi: str | None
    step: str
    step_hi: str
    since: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class Beside:
    """One of the other processes that she began, or that began for her."""

    instance_id: str
    process: str  # the drawing's id, for code
    name: str  # what the drawing calls itself
    name_hi: str
    started_at: datetime
    ended_at: datetime | None
    her_steps: list[HerTask]
    waits_for: list[Waiting]  # steps that are not hers


def beside(session: Session, runs: Iterable[Run]) -> list[Beside]:
    """These runs in her words."""
    return [
        Beside(
            instance_id=run.instance_id,
            process=run.definition.name,
            name=run.definition.outline.name,
            name_hi=run.definition.outline.name_hi,
            started_at=run.started_at,
            ended_at=run.ended_at,
            her_steps=her_steps(run),
            waits_for=[
                _waiting(session, run, task) for task in run.open_tasks if task.role != COMPLAINANT
            ],
        )
        for run in runs
    ]


def still_owed(session: Session, complaint: Complaint, run: Run) -> list[Waiting]:
    """What officers still have to do of her complaint's own run, once it is closed."""
    if complaint.closed_at is None:
        return []
    return [
        _waiting(session, run, task)
        for task in run.open_tasks
        if task.role != COMPLAINANT and not is_confided(run, task.element_id)
    ]


def _waiting(session: Session, run: Run, task: UserTask) -> Waiting:
    unit = session.get(Unit, task.unit_id) if task.unit_id else None
    element = run.definition.elements[task.element_id]
    return Waiting(
        role=task.role,
        unit_name=unit.full_name if unit else None,
        unit_name_hi=unit.full_name_hi if unit else None,
        step=element.name_for_her,
        step_hi=element.name_for_her_hi,
        since=task.opened_at,
        due_at=task.due_at,
    )
