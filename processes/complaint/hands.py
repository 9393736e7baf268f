"""Hands: the stays of a complaint with one post and one officer, taken together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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
    """The hands it went through, oldest first; where she had to act in between is no other hand."""
    found: list[Hand] = []
    for stay in stays:
        if found and _whose(found[-1].last) == _whose(stay):
            found[-1] = Hand((*found[-1].stays, stay))
        else:
            found.append(Hand((stay,)))
    return found


def _whose(stay: Stay) -> tuple[object, ...]:
    return stay.role, stay.seat, stay.unit_name, stay.officer_name, stay.officer_rank
