"""Running toy drawings on a real database, through the doors that an installation uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, instances, jobs, messages, tasks
from engine.check import check
from engine.registry import SYSTEM, Actor, Process, Registry
from models import InstanceStatus, Job, JobStatus, ProcessInstance, TaskStatus, UserTask
from models.encryption import Keyring
from tests.engine.drawing import in_one_lane

KEYS = Keyring([bytes(range(32))])


def registry_of(*processes: Process) -> Registry:
    """What an installation with these processes runs; "toy" is always there."""
    known = {"toy": Process("toy"), **{process.name: process for process in processes}}
    return Registry(processes=known, keyring=KEYS)


@dataclass
class Portal:
    """An installation that runs toy drawings, each call in a transaction of its own."""

    sessions: sessionmaker[Session]
    now: datetime
    registry: Registry

    def deploy(self, files: Mapping[str, bytes], name: str = "toy") -> str:
        with self.sessions.begin() as session:
            row = definitions.deploy(
                session,
                self.registry,
                name=name,
                files=in_one_lane(files),
                by=None,
                note="",
                now=self.now,
                checker=check,
            )
            return row.id

    def start(
        self,
        process: str = "toy",
        *,
        business_key: str = "case",
        unit_id: str | None = None,
        **v: Any,
    ) -> str:
        with self.sessions.begin() as session:
            return instances.start(
                session,
                self.registry,
                process=process,
                business_key=business_key,
                variables=v,
                unit_id=unit_id,
                actor=SYSTEM,
                now=self.now,
            )

    def complete(self, task_id: str, *, officer: str | None = None, **variables: Any) -> None:
        with self.sessions.begin() as session:
            tasks.complete(
                session,
                self.registry,
                task_id,
                variables=variables,
                actor=Actor(officer),
                now=self.now,
            )

    def do(self, instance_id: str, element_id: str, **variables: Any) -> None:
        """Complete the one open task of this element."""
        self.complete(self.task(instance_id, element_id).id, **variables)

    def correct(self, instance_id: str, element_id: str, **variables: Any) -> None:
        """Correct the answers of this element's newest task."""
        with self.sessions.begin() as session:
            tasks.correct(
                session,
                self.registry,
                task_id=self.task(instance_id, element_id).id,
                variables=variables,
                actor=Actor("officer"),
                now=self.now,
                reason="mistyped",
            )

    def send(
        self, name: str, *, key: str = "case", unit_id: str | None = None, **variables: Any
    ) -> str:
        """Deliver a message; the instance that took it."""
        with self.sessions.begin() as session:
            return messages.deliver(
                session,
                self.registry,
                process="toy",
                business_key=key,
                name=name,
                variables=variables,
                actor=SYSTEM,
                now=self.now,
                unit_id=unit_id,
            )

    def pass_time(self, **length: float) -> int:
        """Let time pass, then do what is due."""
        self.now += timedelta(**length)
        return self.work()

    def work(self, **deliver: Any) -> int:
        return jobs.run_due(self.sessions, self.registry, deliver=deliver, clock=lambda: self.now)

    def open(self, instance_id: str) -> list[str]:
        """The elements of the open tasks."""
        with self.sessions() as session:
            query = (
                select(UserTask.element_id)
                .where(UserTask.instance_id == instance_id, UserTask.status == TaskStatus.OPEN)
                .order_by(UserTask.opened_at, UserTask.element_id)
            )
            return list(session.scalars(query))

    def task(self, instance_id: str, element_id: str) -> UserTask:
        """The newest task of an element."""
        with self.sessions() as session:
            query = (
                select(UserTask)
                .where(UserTask.instance_id == instance_id, UserTask.element_id == element_id)
                .order_by(UserTask.status, UserTask.opened_at.desc())
            )
            return session.scalars(query).first() or _missing(element_id)

    def jobs(self, instance_id: str | None = None) -> list[Job]:
        with self.sessions() as session:
            query = select(Job).order_by(Job.id)
            if instance_id is not None:
                query = query.where(Job.instance_id == instance_id)
            return list(session.scalars(query))

    def waiting(self, instance_id: str) -> list[Job]:
        return [job for job in self.jobs(instance_id) if job.status is JobStatus.WAITING]

    def variables(self, instance_id: str) -> dict[str, Any]:
        with self.sessions() as session:
            return instances.variables(session, self.registry, instance_id)

    def status(self, instance_id: str) -> InstanceStatus:
        with self.sessions() as session:
            return session.get_one(ProcessInstance, instance_id).status


def _missing(element_id: str) -> UserTask:
    raise AssertionError(f"no task of {element_id}")
