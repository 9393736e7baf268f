"""The registry: what a drawing may name, and what an installation runs.

`processes/` declares one `Process` for each drawing, `web/` wires them into a `Registry`; the
engine calls them without importing them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine.law import KOLKATA, Deadline
from engine.working_time import WorkCalendar
from models import Level, Unit
from models.encryption import Keyring

if TYPE_CHECKING:
    from engine.step import Step

#: Monday to Friday, from ten to six, without holidays.
WEEKDAYS = WorkCalendar(works_on=lambda day: day.isoweekday() <= 5, opens=time(10), closes=time(18))


@dataclass(frozen=True)
class Actor:
    """Who acts, and from which post. Without an officer: the complainant or the portal itself."""

    officer_id: str | None = None
    post_id: str | None = None


#: The portal itself: a timer, a message between drawings.
SYSTEM = Actor()


@dataclass(frozen=True)
class AssignRequest:
    """The question where a task goes, asked when it opens and when a case changes jurisdiction."""

    role: str
    level: Level | None  # of the lane; None: the task belongs to no unit (the complainant's)
    unit_id: str | None  # the unit whose case it is
    post_id: str | None  # a numbered seat that the drawing asks for
    needs_woman: bool
    now: datetime
    or_else: tuple[tuple[str, Level], ...] = ()  # where nobody holds that post: the first held
    instance_id: str | None = None  # the run whose task it is


@dataclass(frozen=True)
class Seat:
    """Where a task goes: a role at a unit, and possibly one numbered seat of it.

    `ledger_post_id` and `officer_id` are for the custody ledger: the only post that can own the
    task and its only holder, where there is exactly one of each.
    """

    role: str
    unit_id: str | None = None
    post_id: str | None = None
    station_id: str | None = None
    circle_id: str | None = None
    district_id: str | None = None
    state_id: str | None = None
    ledger_post_id: str | None = None
    officer_id: str | None = None

    @classmethod
    def at(
        cls,
        role: str,
        unit: Unit | None,
        *,
        post_id: str | None = None,
        ledger_post_id: str | None = None,
        officer_id: str | None = None,
    ) -> Seat:
        """A seat at this unit, with the unit's ancestors."""
        seat = cls(
            role=role,
            post_id=post_id,
            ledger_post_id=ledger_post_id or post_id,
            officer_id=officer_id,
        )
        if unit is None:
            return seat
        return replace(
            seat,
            unit_id=unit.id,
            station_id=unit.station_id,
            circle_id=unit.circle_id,
            district_id=unit.district_id,
            state_id=unit.state_id,
        )


#: Does a service or send task and returns the variables it sets, JSON values only.
Handler = Callable[["Step"], Mapping[str, Any] | None]
Assign = Callable[[Session, AssignRequest], Seat]
#: When the offices of a unit work.
CalendarOf = Callable[[Session, str | None], WorkCalendar]
#: Is told of every element that was passed: process, element, and the elements its token reached.
Watch = Callable[[str, str, Sequence[str]], None]


def weekdays(session: Session, unit_id: str | None) -> WorkCalendar:
    """The calendar of every unit, for installations that know no holidays."""
    return WEEKDAYS


def anywhere(session: Session, request: AssignRequest) -> Seat:
    """Assign for installations without units: the role owns the task, wherever it is."""
    return Seat(role=request.role, unit_id=request.unit_id, post_id=request.post_id)


@dataclass(frozen=True)
class Process:
    """One kind of process: the meaning of everything its drawing names."""

    name: str  # its folder in bpmn/ and the id of its BPMN process
    service_tasks: Mapping[str, Handler] = field(default_factory=dict)  # topic -> handler
    roles: frozenset[str] | None = None  # that a lane may name; None: any
    option_sources: frozenset[str] = frozenset()  # that a form's valuesKey may name
    notices: frozenset[str] = frozenset()  # that it sends by itself, so that they must be there
    decisions: frozenset[str] = frozenset()  # tables of another drawing that its forms may ask
    sets: Mapping[str, frozenset[str]] | None = None  # the variables by topic; None: not known
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)  # the answers each goes by
    variables: frozenset[str] = frozenset()  # that cases begin with, or messages bring
    deadlines: tuple[Deadline, ...] = ()  # of the law, that its drawing must watch
    assign: Assign = anywhere
    corrected: Handler | None = None  # works out anew what earlier steps made of corrected answers


@dataclass(frozen=True)
class Registry:
    """What an installation runs."""

    processes: Mapping[str, Process]
    keyring: Keyring
    zone: ZoneInfo = KOLKATA
    calendar_of: CalendarOf = weekdays
    own_roles: frozenset[str] = frozenset()  # no drawing may bring one of these anew
    otherwise: Callable[[str], Process] = Process  # what has no Python; built-ins only
    watch: Watch | None = None  # of who replays a drawing; an installation has none

    def process(self, name: str) -> Process:
        """The process of this name; a drawing without Python gets one that all such share."""
        return self.processes.get(name) or self.otherwise(name)
