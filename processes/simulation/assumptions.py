"""Assumptions: what a simulation takes for granted of arrivals, staff, times and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any, TypeVar

from processes.complaint.her_steps import COMPLAINANT
from processes.simulation.durations import AT_ONCE, Duration

FILE = "simulation.json"
#: The entry that speaks for every role or step without one of its own.
OTHERS = "*"
#: Who sends a message that comes from no page.
OUTSIDE = "outside"


T = TypeVar("T")


class AssumptionsRefused(ValueError):
    """The file cannot be used; `where` says which entry, by its keys."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{FILE}: {where}")
        self.where = where


class MessageUnheard(AssumptionsRefused):
    """No drawing hears a message of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"/messages/{name}: no drawing hears a message of this name")
        self.name = name


@dataclass(frozen=True)
class Said:
    """A sentence in both languages."""

    en: str = ""
    hi: str = ""

    def words(self, language: str) -> str:
        """In Hindi (`hi`) or else in English."""
        return self.hi if language == "hi" else self.en


@dataclass(frozen=True)
class Shift:
    """When persons work: round the clock, as offices do, or so."""

    name: str
    is_always: bool = False
    opens: time | None = None  # None: as the offices of the unit
    closes: time | None = None
    weekdays: frozenset[int] = frozenset(range(1, 8))
    tells: Said = Said()


@dataclass(frozen=True)
class Staff:
    """How many persons of a role work at each of its units, and when."""

    count: int
    shift: Shift
    tells: Said = Said()


@dataclass(frozen=True)
class Choice:
    """One way to answer a form, as often as its weight."""

    weight: float
    values: Mapping[str, Any]


@dataclass(frozen=True)
class StepAssumed:
    """How long a step takes, and how it is answered."""

    ready: Duration = AT_ONCE  # from opening until it can be worked on: a laboratory, a journey
    work: Duration = AT_ONCE  # of the person who does it
    answers: Sequence[Choice] = ()
    tells: Said = Said()
    is_named: bool = True  # else it is what is assumed of every step without an entry


@dataclass(frozen=True)
class Message:
    """What is said in between of some cases, when, and from whose page."""

    share: float  # of the cases
    after: Duration  # the case began
    by: str = COMPLAINANT
    answers: Sequence[Choice] = ()
    tells: Said = Said()


@dataclass(frozen=True)
class Police:
    """How many units there are, each number within one unit of the level above."""

    states: int = 2
    districts: int = 1
    circles: int = 1
    stations: int = 2
    tells: Said = Said()


ALWAYS = Shift("always", is_always=True, tells=Said("round the clock", "चौबीसों घंटे"))
OFFICE = Shift("office", tells=Said("in office hours", "कार्यालय के समय में"))


@dataclass(frozen=True)
class Assumptions:
    """Everything that is assumed of the world around a drawing."""

    tells: Said = Said()
    per_day: float = 8.0
    arrivals: Said = Said()
    police: Police = Police()
    staff: Mapping[str, Staff] = field(default_factory=dict)
    steps: Mapping[str, StepAssumed] = field(default_factory=dict)
    start: Sequence[Choice] = ()
    started_by: str | None = None  # a message that begins a case, instead of the start form
    messages: Mapping[str, Message] = field(default_factory=dict)
    is_stated: bool = True  # False: there is no such file, everything is assumed of every process

    def beside(self, other: "Assumptions") -> "Assumptions":
        """These, and of steps and roles that they do not name what is assumed of a drawing beside.

        A case comes to steps of those drawings too: it runs beside a complaint, or begins one.
        """
        return replace(
            self,
            staff={**_named(other.staff), **self.staff},
            steps={**_named(other.steps), **self.steps},
        )

    def staff_of(self, role: str) -> Staff:
        """Who works in a role."""
        return self.staff.get(role) or self.staff.get(OTHERS) or Staff(1, OFFICE)

    def step(self, element_id: str) -> StepAssumed:
        """What is assumed of a step."""
        return self.steps.get(element_id) or self.steps.get(OTHERS) or _UNNAMED


#: Of a step of which nothing is said at all: a quarter of an hour, seldom more than an hour.
_UNNAMED = StepAssumed(work=Duration(900.0, 3600.0), is_named=False)


def _named(entries: Mapping[str, T]) -> dict[str, T]:
    return {name: entry for name, entry in entries.items() if name != OTHERS}
