"""Plan: what one simulation is asked to do."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.law import KOLKATA
from processes.complaint.two_months import limit_from

#: A Monday, at midnight in India: simulations begin there unless told otherwise.
BEGINS_AT = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
#: What begins at once has its limit after so many days.
FIRST_LIMIT_DAYS = (limit_from(BEGINS_AT, KOLKATA) - BEGINS_AT).days
MOST_CASES, MOST_DAYS = 100_000, 1_100


@dataclass(frozen=True)
class Plan:
    """So many cases over so many days, from one seed."""

    cases: int
    days: int
    seed: int = 1
    begins_at: datetime = BEGINS_AT

    @property
    def ends_at(self) -> datetime:
        """When nothing is looked at any more."""
        return self.begins_at + timedelta(days=self.days)
