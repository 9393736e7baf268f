"""Runs: process instances with their drawing and tasks, whatever they concern.

The business key of an instance says what it concerns. *complaint* and everything that runs beside
it, such as an appeal, have the complaint's id; other processes have keys of their own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from engine.drawing import Element
from engine.migration.earlier import earlier_versions
from engine.prepared import Prepared
from models import (
    Complaint,
    EventKind,
    HistoryEvent,
    InstanceStatus,
    ProcessInstance,
    Unit,
    UserTask,
)
from processes.exceptions import NotVisible
from processes.task_list import WithTasks

_BUSINESS_KEY = Prepared(
    select(ProcessInstance.business_key).where(ProcessInstance.id == bindparam("of_instance"))
)


@dataclass(frozen=True)
class Run(WithTasks):
    """One process instance as pages show it."""

    instance_id: str
    business_key: str
    definition: Definition
    is_running: bool
    started_at: datetime
    ended_at: datetime | None
    tasks: tuple[UserTask, ...]
    unit: Unit | None = None  # where it lies now
    earlier: tuple[Definition, ...] = ()  # versions that it has left, the latest first

    def drawn_in(self, element_id: str) -> Definition:
        """Its drawing, or the latest version it has left that still had this step."""
        versions = (self.definition, *self.earlier)
        return next((each for each in versions if element_id in each.elements), self.definition)

    def element(self, element_id: str) -> Element | None:
        """A step of its drawing, or of a version that it has left."""
        return self.drawn_in(element_id).elements.get(element_id)


def run_of(session: Session, instance_id: str) -> Run:
    """The run of an instance.

    :raises NotVisible: there is no such instance
    """
    instance = session.get(ProcessInstance, instance_id)
    if instance is None:
        raise NotVisible
    return _runs(session, [instance])[0]


def unit_of(session: Session, instance_id: str) -> Unit | None:
    """The unit at which a run lies."""
    unit_id = session.get_one(ProcessInstance, instance_id).unit_id
    return session.get(Unit, unit_id) if unit_id else None


def began_at_posts(session: Session, instance_id: str, post_ids: Collection[str]) -> bool:
    """Whether a run was begun from one of these posts."""
    return bool(
        session.scalar(
            select(HistoryEvent.id).where(
                HistoryEvent.instance_id == instance_id,
                HistoryEvent.kind == EventKind.STARTED,
                HistoryEvent.post_id.in_(post_ids),
            )
        )
    )


def run_of_complaint(session: Session, complaint: Complaint) -> Run:
    """The run of the complaint's own drawing."""
    return run_of(session, complaint.instance_id or "")


def runs_beside(session: Session, complaint: Complaint) -> list[Run]:
    """What runs or ran beside a complaint, the newest first."""
    instances = session.scalars(
        select(ProcessInstance)
        .where(
            ProcessInstance.business_key == complaint.id,
            ProcessInstance.id != complaint.instance_id,
        )
        .order_by(ProcessInstance.started_at.desc(), ProcessInstance.id)
    ).all()
    return _runs(session, instances)


def instance_ids(session: Session, complaint: Complaint) -> list[str]:
    """The instances of a complaint: its own and those beside it."""
    return list(
        session.scalars(
            select(ProcessInstance.id).where(ProcessInstance.business_key == complaint.id)
        )
    )


def complaint_of(session: Session, instance_id: str) -> Complaint | None:
    """The complaint that an instance concerns; None if it concerns something else."""
    found = _BUSINESS_KEY.one(session.connection(), {"of_instance": instance_id})
    return None if found is None else session.get(Complaint, found[0])


def _runs(session: Session, instances: Iterable[ProcessInstance]) -> list[Run]:
    found = list(instances)
    tasks: dict[str, list[UserTask]] = {instance.id: [] for instance in found}
    for task in session.scalars(
        select(UserTask)
        .where(UserTask.instance_id.in_(tasks))
        .order_by(UserTask.opened_at, UserTask.id)
    ):
        tasks[task.instance_id].append(task)
    runs = (
        Run(
            instance_id=instance.id,
            business_key=instance.business_key,
            definition=definitions.load(session, instance.definition_id),
            is_running=instance.status is InstanceStatus.RUNNING,
            started_at=instance.started_at,
            ended_at=instance.ended_at,
            tasks=tuple(tasks[instance.id]),
            unit=session.get(Unit, instance.unit_id) if instance.unit_id else None,
        )
        for instance in found
    )
    return [with_past(session, run, (task.element_id for task in run.tasks)) for run in runs]


def with_past(session: Session, run: Run, element_ids: Iterable[str]) -> Run:
    """The run with the versions it has left, if one of these steps is not in its drawing."""
    if run.earlier or all(each in run.definition.elements for each in element_ids):
        return run  # few cases ever move to another version
    found = earlier_versions(session, [run.instance_id])
    return replace(run, earlier=tuple(found[run.instance_id]))
