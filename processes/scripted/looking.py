"""Looking: what a case finds open, due, said and passed when it looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from models import (
    Escalation,
    InstanceStatus,
    OutgoingMessage,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from processes.scripted.case import moment_from


@dataclass
class Seen:
    """What a case has looked at already: it expects only what was said since."""

    messages: list[str] = field(default_factory=list)  # ids
    escalations: list[int] = field(default_factory=list)

    def copy(self) -> "Seen":
        """For a case that goes on from here."""
        return Seen(list(self.messages), list(self.escalations))


@dataclass(frozen=True)
class Look:
    """One look at a case; :meth:`at` gives what must be and what is, in a form to compare."""

    session: Session
    registry: Registry
    instance_id: str
    now: datetime
    passed: Mapping[str, int]
    seen: Seen
    looked_up: Callable[[Any], Any]

    def at(self, what: str, wanted: Any) -> tuple[Any, Any]:
        """What the case expects of `what`, and what there is."""
        return _LOOKS[what](self, wanted)

    def _open(self, wanted: Sequence[str]) -> tuple[Any, Any]:
        found = [task.element_id for task in open_tasks(self.session, self.instance_id)]
        return sorted(wanted), sorted(found)

    def _due(self, wanted: Mapping[str, str]) -> tuple[Any, Any]:
        due: dict[str, list[datetime | None]] = {element_id: [] for element_id in wanted}
        for task in open_tasks(self.session, self.instance_id):
            if task.element_id in due:
                due[task.element_id].append(_second(task.due_at))
        expected = {name: [_second(moment_from(self.now, when))] for name, when in wanted.items()}
        return expected, due

    def _said_to_her(self, wanted: Sequence[str]) -> tuple[Any, Any]:
        rows = self.session.scalars(
            select(OutgoingMessage)
            .where(OutgoingMessage.instance_id.in_(instances_of(self.session, self.instance_id)))
            .order_by(OutgoingMessage.queued_at)
        )
        fresh = [row for row in rows if row.id not in self.seen.messages]
        self.seen.messages.extend(row.id for row in fresh)
        return sorted(wanted), sorted(row.kind for row in fresh)

    def _said_to_posts(self, wanted: Sequence[str]) -> tuple[Any, Any]:
        rows = self.session.scalars(
            select(Escalation)
            .where(Escalation.instance_id.in_(instances_of(self.session, self.instance_id)))
            .order_by(Escalation.raised_at, Escalation.id)
        )
        fresh = [row for row in rows if row.id not in self.seen.escalations]
        self.seen.escalations.extend(row.id for row in fresh)
        return sorted(wanted), sorted(f"{row.role} {row.reason}" for row in fresh)

    def _variables(self, wanted: Mapping[str, Any]) -> tuple[Any, Any]:
        known = instances.variables(self.session, self.registry, self.instance_id)
        expected = {name: self.looked_up(value) for name, value in wanted.items()}
        return expected, {name: known.get(name) for name in wanted}

    def _passed(self, wanted: Sequence[str]) -> tuple[Any, Any]:
        return list(wanted), [name for name in wanted if self.passed.get(name)]

    def _not_passed(self, wanted: Sequence[str]) -> tuple[Any, Any]:
        return list(wanted), [name for name in wanted if not self.passed.get(name)]

    def _ended(self, wanted: bool) -> tuple[Any, Any]:
        instance = self.session.get_one(ProcessInstance, self.instance_id)
        return wanted, instance.status is not InstanceStatus.RUNNING


_LOOKS: Mapping[str, Callable[[Look, Any], tuple[Any, Any]]] = {
    "open": Look._open,
    "due": Look._due,
    "said_to_her": Look._said_to_her,
    "said_to_posts": Look._said_to_posts,
    "variables": Look._variables,
    "passed": Look._passed,
    "not_passed": Look._not_passed,
    "ended": Look._ended,
}


def instances_of(session: Session, instance_id: str) -> list[str]:
    """The instance and all others of its business key: what one drawing sends, another takes."""
    key = select(ProcessInstance.business_key).where(ProcessInstance.id == instance_id)
    return list(
        session.scalars(
            select(ProcessInstance.id).where(ProcessInstance.business_key == key.scalar_subquery())
        )
    )


def open_tasks(session: Session, instance_id: str) -> list[UserTask]:
    """The steps that wait for a person, by the drawing's ids."""
    return [task for task in tasks_of(session, instance_id) if task.status is TaskStatus.OPEN]


def tasks_of(session: Session, instance_id: str) -> list[UserTask]:
    """Every step of a person so far, those that are open last."""
    tasks = session.scalars(
        select(UserTask)
        .where(UserTask.instance_id.in_(instances_of(session, instance_id)))
        .order_by(UserTask.opened_at, UserTask.element_id)
    )
    return sorted(tasks, key=lambda task: task.status is TaskStatus.OPEN)


def _second(moment: datetime | None) -> datetime | None:
    return moment.replace(microsecond=0) if moment else None
