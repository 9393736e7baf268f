"""Hands: the stays of a complaint with one post and one officer, taken together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from processes.complaint.her_steps import COMPLAINANT
from processes.complaint.stays import Stay, StayStep


@dataclass(frozen=True)
class Hand:
    """Stays in a row with one post and one officer; in between it waited for nobody of them."""

    stays: tuple[Stay, ...]  # at least one, oldest first

    @property
    def last(self) -> Stay:
        """The newest stay, which says whose hand it is."""
        return self.stays[-1]

    @property
    def from_at(self) -> datetime:
        """When it came into this hand first."""
        return self.stays[0].from_at

    @property
    def days(self) -> int:
        """How long it lay there in all, without what lies between the stays."""
        return sum(stay.days for stay in self.stays)

    @property
    def steps(self) -> tuple[StayStep, ...]:
        """All that was done in it, in its order; what is done now is the last."""
        return tuple(step for stay in self.stays for step in stay.steps)


def hands(stays: Iterable[Stay]) -> list[Hand]:
    """The hands it went through, by when it left them; what is hers parts nobody's hand in two.

    Where she acted within a day she is not named.
    """
    found: list[Hand] = []
    for stay in stays:
        if stay.role == COMPLAINANT and not stay.days:
            continue
        kept = _kept_open(found, stay)
        if kept is not None:
            found.remove(kept)
        found.append(Hand((*kept.stays, stay) if kept else (stay,)))
    return found


def _kept_open(found: Sequence[Hand], stay: Stay) -> Hand | None:
    """The hand before, or before hers, if this stay is one more of it."""
    before = next((hand for hand in reversed(found) if hand.last.role != COMPLAINANT), None)
    newest = found[-1] if found else None
    return next(
        (hand for hand in (newest, before) if hand and _whose(hand.last) == _whose(stay)), None
    )


def _whose(stay: Stay) -> tuple[object, ...]:
    return stay.role, stay.seat, stay.unit_name, stay.officer_name, stay.officer_rank
