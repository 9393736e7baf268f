"""A case: one story of a process, and the words it may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from engine.elements import iso_time
from engine.law import KOLKATA
from processes.scripted.fault import CaseFailed, Fault

FOLDER, SUFFIX = "cases", ".yaml"
MOST_CASES, MOST_STEPS = 300, 200
#: A Monday morning in India: where time stands when a case does not say.
BEGINS_AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
#: No case comes out of these years.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_LONGEST = "P5Y"

#: The keys of a step: what it does, and what else belongs to that.
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "complete": ("by", "at", "seat", "with"),
    "refuse": ("by", "at", "seat", "with", "because"),
    "advance": (),
    "message": ("to", "with", "by", "at", "seat"),
    "refuse_message": ("to", "with", "by", "at", "seat"),
    "expect": (),
}
NEEDED = {"complete": ("by",), "refuse": ("by", "because")}
#: What `expect` may look at.
EXPECTED = (
    "open",
    "due",
    "said_to_her",
    "said_to_posts",
    "variables",
    "passed",
    "not_passed",
    "ended",
)
CASE_KEYS = ("tells", "tells_hi", "begins", "after", "started_by", "start", "steps")
#: Why a person's step may be refused beside what the form finds.
REASONS = ("not_theirs", "not_open", "taken")


@dataclass(frozen=True)
class Step:
    """One step of a case. `subject` is what the action is about: a step's id, a length, a name."""

    number: int
    line: int
    action: str
    subject: Any
    by: str | None = None
    at: str | None = None
    seat: int | None = None
    to: str | None = None  # the process a message is for, if not the case's own
    values: Mapping[str, Any] = field(default_factory=dict)
    because: str | tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One story. It begins by itself, or goes on where another one has ended."""

    name: str
    file: str
    tells: str
    tells_hi: str
    steps: Sequence[Step]
    begins_at: datetime = BEGINS_AT
    start: Mapping[str, Any] = field(default_factory=dict)
    start_line: int = 1
    started_by: str | None = None  # a message, instead of the start form
    after: str | None = None

    def fault(self, kind: str, step: Step | None = None, /, **facts: Any) -> CaseFailed:
        """A fault of this case, at the line where it is written."""
        line, number = (step.line, step.number) if step else (self.start_line, None)
        return CaseFailed(Fault(kind, self.file, line, number, facts))


def is_case(path: str) -> bool:
    """Whether a file of a process, by its path in the process's folder, is a case."""
    pure = PurePosixPath(path)
    return pure.parts[:1] == (FOLDER,) and pure.suffix == SUFFIX


def without_cases(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a case runs on: the files of a process but its cases."""
    return {path: content for path, content in files.items() if not is_case(path)}


def moment_from(now: datetime, text: str) -> datetime:
    """A length counted from now, or a moment on the wall clock of India.

    :raises ValueError: it is neither, or lies too far off
    """
    if not text.startswith("P"):
        return wall_clock(text)
    moment = iso_time.after(now, text, zone=KOLKATA)
    if moment > iso_time.after(now, _LONGEST, zone=KOLKATA):
        raise ValueError(text)
    return moment.astimezone(UTC)


def wall_clock(text: str) -> datetime:
    """A moment as a clock in India shows it: 2026-03-02T09:30.

    :raises ValueError: it is none, or of another age
    """
    moment = datetime.fromisoformat(text)
    if not EARLIEST.year <= moment.year < LATEST.year:
        raise ValueError(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=KOLKATA)
    return local.astimezone(UTC)
