"""A step, as the handler of a service or send task sees it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import job_rows
from engine.definitions import Definition
from engine.expressions.budget import FindCalendar
from engine.registry import Actor
from models import JobKind
from models.encryption import Keyring


@dataclass(frozen=True)
class Step:
    """What a handler may know and do.

    It changes rows of its own layer through `session` and returns the variables to set. It sends
    nothing: whatever shall happen outside or later is a job.
    """

    session: Session
    now: datetime
    instance_id: str
    business_key: str
    unit_id: str | None
    element_id: str
    token_id: str
    properties: Mapping[str, str]
    variables: Mapping[str, Any]  # a private copy
    actor: Actor
    definition: Definition
    keyring: Keyring
    _move: Callable[[str], None] = field(repr=False)
    _seat_anew: Callable[[Collection[str]], None] = field(repr=False)
    _share: Callable[[Mapping[str, Any]], None] = field(repr=False)
    _note: Callable[[str, dict[str, Any]], None] = field(repr=False)
    calendar: FindCalendar | None = field(default=None, repr=False)  # of the unit that has the case

    def add_job(self, kind: JobKind, due_at: datetime, payload: Mapping[str, Any]) -> int:
        """Have something done at `due_at`, if this step is committed; return the job's id.

        `payload` holds ids and codes, never personal data. A DELIVERY names in
        `payload["deliver"]` who delivers it.
        """
        return job_rows.add(
            self.session.connection(),
            kind=kind,
            due_at=due_at,
            payload=payload,
            now=self.now,
            instance_id=self.instance_id,
            element_id=self.element_id,
        )

    def send_message(
        self,
        name: str,
        variables: Mapping[str, Any] | None = None,
        *,
        business_key: str | None = None,
    ) -> None:
        """Tell the instances of the same business key, or of another, as a throwing event would.

        It brings them these variables, codes and days only, and arrives also if this instance ends
        with this step.
        """
        job_rows.add(
            self.session.connection(),
            kind=JobKind.MESSAGE,
            due_at=self.now,
            payload={
                "message": name,
                "business_key": business_key or self.business_key,
                "from_instance": self.instance_id,
                "variables": dict(variables or {}),
            },
            now=self.now,
            element_id=self.element_id,
        )

    def move_to_unit(self, unit_id: str) -> None:
        """Hand the whole case to another unit: its open tasks go to that unit's posts."""
        self._move(unit_id)

    def seat_anew(self, roles: Collection[str]) -> None:
        """Ask again where the open tasks go whose lanes name these roles."""
        self._seat_anew(roles)

    def share(self, **values: Any) -> None:
        """Let every branch that is still open see these values, not only what follows this step.

        Open tasks follow the seats that they name, timers wait for the dates that they give.
        """
        self._share(values)

    def note(self, name: str, **facts: Any) -> None:
        """Remember something in the case's history; codes and dates only."""
        self._note(name, facts)
