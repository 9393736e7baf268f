"""Rehearsal: how the scripted cases of some files came out, before these files are deployed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from models.types import JsonObject


@dataclass(frozen=True)
class FailedCase:
    """A case that did not come out as it says, or that could not be read."""

    name: str
    message: str
    message_hi: str


@dataclass(frozen=True)
class Rehearsal:
    """What the one who decides reads: how many cases there are, and which of them failed."""

    cases: int = 0
    failed: Sequence[FailedCase] = ()
    is_full: bool = False
    """Whether some case has been at every step and arrow."""
    is_replayed: bool = True
    """False where the cases were left out."""

    @property
    def needs_reason(self) -> bool:
        """Whether these files are deployed only by who says why."""
        return bool(self.failed) or self.is_left_out

    @property
    def is_left_out(self) -> bool:
        """Whether there are cases that nobody has replayed."""
        return self.cases > 0 and not self.is_replayed

    def as_json(self) -> JsonObject:
        """As it is kept with a request."""
        return {**asdict(self), "failed": [asdict(each) for each in self.failed]}

    @classmethod
    def of_json(cls, kept: JsonObject | None) -> "Rehearsal":
        """What `as_json` gave; None: a request from before cases were replayed."""
        if kept is None:
            return cls()
        return cls(**{**kept, "failed": tuple(FailedCase(**each) for each in kept["failed"])})
