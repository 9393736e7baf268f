"""Ages: when each invented complaint was made and when its investigation ends.

The shares follow what was published of ITSSO for 21 April 2018 to 24 November 2020: of 164,449
complaints at least two months old 32.9 % were closed in time and 44 % late; the rest were open.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

SHARE_OLD = 0.72  # the demonstration shows more young ones than the figures, to fill every stage
SHARE_IN_TIME = 0.329
SHARE_LATE = 0.44

TWO_MONTHS_DAYS = 64  # with the days before the clock starts
HEARING_DAYS = 12  # from the opinion to the report's forwarding, at the most


class Outcome(Enum):
    """How a complaint ended, or where it stands."""

    IN_TIME = "closed within two months"
    LATE = "closed late"
    OPEN_LATE = "older than two months and open"
    YOUNG = "younger than two months"


@dataclass(frozen=True)
class Age:
    """When it was made, and when its investigation is complete."""

    outcome: Outcome
    submitted_at: datetime
    opinion_at: datetime


def ages(chance: random.Random, *, cases: int, now: datetime) -> Iterator[Age]:
    """So many ages, the shares kept as exactly as whole cases can."""
    old = round(cases * SHARE_OLD)
    in_time, late = round(old * SHARE_IN_TIME), round(old * SHARE_LATE)
    outcomes = (
        [Outcome.IN_TIME] * in_time
        + [Outcome.LATE] * late
        + [Outcome.OPEN_LATE] * (old - in_time - late)
        + [Outcome.YOUNG] * (cases - old)
    )
    chance.shuffle(outcomes)
    for outcome in outcomes:
        yield _age(chance, outcome, now)


def _age(chance: random.Random, outcome: Outcome, now: datetime) -> Age:
    if outcome is Outcome.IN_TIME:
        days = chance.uniform(TWO_MONTHS_DAYS + 4, 180)
        opinion = chance.uniform(14, 40)
    elif outcome is Outcome.LATE:
        days = chance.uniform(110, 200)
        opinion = chance.uniform(66, days - HEARING_DAYS - 25)
    elif outcome is Outcome.OPEN_LATE:
        days = chance.uniform(TWO_MONTHS_DAYS + 4, 150)
        opinion = days + 40
    else:
        # half of them are of these days, so that calls and registrations are waiting too
        days = chance.uniform(0.02, 4 if chance.random() < 0.5 else 60)
        opinion = chance.uniform(14, 90)
    submitted_at = now - timedelta(days=days)
    return Age(outcome, submitted_at, submitted_at + timedelta(days=opinion))
