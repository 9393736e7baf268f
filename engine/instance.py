"""An opened instance: its workflow, and what happened to it in this step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from engine import history
from engine.definitions import Definition
from engine.elements.scope_data import running_scope, scope_variables, share
from engine.elements.timers import Timer
from engine.registry import Actor, Process, Registry
from engine.store import Row
from engine.working_time import WorkCalendar
from models import EventKind, JobStatus

READY = TaskState.READY


@dataclass(eq=False)
class Instance:
    """A process instance between being loaded and being written.

    The runner and the store work on it; others call the verbs of `tasks`, `messages`, `timers`.
    """

    session: Session
    registry: Registry
    row: Row
    definition: Definition
    workflow: Any
    actor: Actor
    now: datetime
    action: str = "advance"  # of the audit entry this step writes
    audit_facts: dict[str, Any] = field(default_factory=dict)
    cancelled: bool = False
    unit_id: str | None = None
    events: list[dict[str, Any]] = field(default_factory=list)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    completed: set[str] = field(default_factory=set)  # tokens of tasks completed by the actor
    occurred: dict[str, EventKind] = field(default_factory=dict)  # timers fired, messages taken
    settled: dict[str, JobStatus] = field(default_factory=dict)  # timers' jobs by token
    reseated: set[str] = field(default_factory=set)  # open tasks whose seat is asked for anew
    moved_timers: set[str] = field(default_factory=set)  # timers that wait for another moment now
    current: Any = None  # the step that runs just now

    def __post_init__(self) -> None:
        self.unit_id = self.row.unit_id
        self.process: Process = self.registry.process(self.definition.name)
        self.workflow.script_engine.environment.calendar = self.calendar
        self.tasks_before = self.open_tasks() if self.row.version else {}
        self.timers_before = self.waiting_timers() if self.row.version else {}

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def connection(self) -> Connection:
        return self.row.connection

    @property
    def business_key(self) -> str:
        return self.row.business_key

    @property
    def scopes(self) -> list[Any]:
        """The workflow and its sub-processes that still run."""
        inner = self.workflow.subprocesses
        return [self.workflow, *(s for s in inner.values() if not s.completed)]

    def calendar(self) -> WorkCalendar:
        """When the offices of the unit work in whose hands the case is."""
        return self.registry.calendar_of(self.session, self.unit_id)

    def open_tasks(self) -> dict[str, Any]:
        """The tasks that wait for a person, by token."""
        return {
            task.id: task
            for scope in self.scopes
            for task in scope.tasks.values()
            if task._state == READY and task.task_spec.manual
        }

    def waiting_timers(self) -> dict[str, Any]:
        """The timers that wait, by token."""
        return {
            token: task
            for token, task in self.workflow.event_manager.tasks.items()
            if isinstance(task.task_spec.event_definition, Timer)
        }

    def happened(
        self,
        kind: EventKind,
        *,
        element_id: str | None = None,
        token_id: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Put a line into the history of this step."""
        self.events.append(
            history.event(
                kind,
                instance_id=self.row.id,
                at=self.now,
                actor=self.actor,
                element_id=element_id,
                token_id=token_id,
                facts=facts,
            )
        )

    def variables(self) -> dict[str, Any]:
        """All variables as they would be if the branches met now; of two changes the later counts.

        What called processes hold is looked into.
        """
        return scope_variables(self.workflow, self.workflow.data, running_scope)

    def seat_anew(self, roles: Collection[str]) -> None:
        """Have the open tasks of these roles' lanes assigned again when this step is written."""
        for token, task in self.tasks_before.items():
            if self.definition.elements[task.task_spec.bpmn_id].role in roles:
                self.reseated.add(token)

    def set_variables(self, changed: Mapping[str, Any]) -> None:
        """Let every branch that is still open see these values; its tasks follow their seats."""
        for token, task in self.tasks_before.items():
            seat = self.definition.elements[task.task_spec.bpmn_id].seat
            if seat is not None and seat in changed and changed[seat] != task.data.get(seat):
                self.reseated.add(token)
        for scope in self.scopes:
            share(scope, changed)
