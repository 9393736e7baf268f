"""Notes: what a part of a simulation has seen, in plain numbers that can be sent and added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How a case stands with its two months when the simulation ends."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_YET = "not_yet"  # its limit has not come, or it has none yet: it says nothing


@dataclass
class StepSeen:
    """What was seen of one step."""

    role: str = ""
    waits_s: list[float] = field(default_factory=list)  # from ready until somebody began
    works_s: list[float] = field(default_factory=list)  # from there until it was done
    opens_s: list[float] = field(default_factory=list)  # from opening until it was done
    cancelled: int = 0  # closed before it was done
    still_open: int = 0
    vacant: int = 0  # opened where nobody works
    at_random: int = 0  # done with answers of which some were drawn at random


@dataclass
class Load:
    """How busy a role was."""

    persons: int = 0
    busy_s: float = 0.0
    duty_s: float = 0.0


@dataclass(frozen=True)
class Stuck:
    """A case that could not go on, where, and why; `reason` is a code with ids."""

    case: int
    element_id: str
    reason: str


@dataclass
class Notes:
    """Everything seen."""

    steps: dict[str, StepSeen] = field(default_factory=lambda: defaultdict(StepSeen))
    loads: dict[str, Load] = field(default_factory=lambda: defaultdict(Load))
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    escalations: Counter[tuple[str, str]] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)  # messages that were taken, by name
    unsent: Counter[str] = field(default_factory=Counter)  # that nobody waited for any more
    stuck: list[Stuck] = field(default_factory=list)
    ended: int = 0
    cpu_s: float = 0.0


def together(parts: Iterable[Notes]) -> Notes:
    """The notes of all parts as one."""
    whole = Notes()
    for part in parts:
        for element_id, seen in part.steps.items():
            known = whole.steps[element_id]
            known.role = known.role or seen.role
            known.waits_s += seen.waits_s
            known.works_s += seen.works_s
            known.opens_s += seen.opens_s
            known.cancelled += seen.cancelled
            known.still_open += seen.still_open
            known.vacant += seen.vacant
            known.at_random += seen.at_random
        for role, load in part.loads.items():
            into = whole.loads[role]
            into.persons += load.persons
            into.busy_s += load.busy_s
            into.duty_s += load.duty_s
        whole.verdicts |= part.verdicts
        whole.escalations += part.escalations
        whole.sent += part.sent
        whole.unsent += part.unsent
        whole.stuck += part.stuck
        whole.ended += part.ended
        whole.cpu_s += part.cpu_s
    whole.stuck.sort(key=lambda each: (each.case, each.element_id))
    return whole
