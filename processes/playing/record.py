"""The record of a play: where it has come to, and every step so far as a case would write it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from processes.scripted.case import ACTIONS, Step

_MOMENTS = ("begins_at", "now", "used_at")
_LISTS = ("steps", "seen_messages", "seen_escalations")


@dataclass(frozen=True)
class Record:
    """One state of a play; the next step makes another."""

    process: str
    content_hash: str  # of the draft's files that are played: all but its cases
    master: str  # the key of its database, in Base64
    begins_at: datetime
    now: datetime  # on its own clock
    used_at: datetime  # on the real one
    database: str  # the file that holds this state
    number: int = 0  # of states before this one
    instance_id: str = ""  # empty until it has begun
    started_by: str | None = None
    after: str | None = None  # the case it goes on from, instead of a beginning of its own
    start: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()
    seen_messages: tuple[str, ...] = ()
    seen_escalations: tuple[int, ...] = ()
    rung: int = 0

    @property
    def has_begun(self) -> bool:
        """Whether the process was started."""
        return bool(self.instance_id)

    @property
    def can_fail(self) -> bool:
        """Whether something is expected, so that the case could ever fail."""
        return any(
            action in step
            for step in self.steps
            for action in ("expect", "refuse", "refuse_message")
        )

    def as_json(self) -> bytes:
        """The record as it is kept."""
        written = asdict(self)
        written |= {name: getattr(self, name).isoformat() for name in _MOMENTS}
        return json.dumps(written).encode()

    @classmethod
    def from_json(cls, written: bytes) -> "Record":
        """What :meth:`as_json` has written."""
        found = json.loads(written)
        found |= {name: datetime.fromisoformat(found[name]) for name in _MOMENTS}
        found |= {name: tuple(found[name]) for name in _LISTS}
        return cls(**found)


def step_of(written: Mapping[str, Any], number: int) -> Step:
    """A step of a case from what is written of it."""
    action = next(key for key in written if key in ACTIONS)
    because = written.get("because", ())
    return Step(
        number=number,
        line=number,
        action=action,
        subject=written[action],
        by=written.get("by"),
        at=written.get("at"),
        seat=written.get("seat"),
        to=written.get("to"),
        values=written.get("with", {}),
        because=because if isinstance(because, str) else tuple(because),
    )
