"""Durations: how long something takes, drawn from a median and a 90th percentile, or fixed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from statistics import NormalDist, quantiles

from engine.elements import iso_time
from engine.law import KOLKATA

#: Where lengths such as P1M are counted from.
_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_Z90 = NormalDist().inv_cdf(0.9)
#: Nothing takes longer than so many times its 90th percentile: a lognormal's tail has no end.
_MOST_P90 = 10.0


@dataclass(frozen=True)
class Duration:
    """Seconds, lognormal by their median and 90th percentile; fixed where both are the same.

    `never` is the share that is not done at all.
    """

    median_s: float
    p90_s: float
    never: float = 0.0

    def draw(self, chance: Random) -> float | None:
        """So many seconds; None: never. Two numbers are used whatever comes out."""
        is_never, share = chance.random() < self.never, chance.random()
        if is_never:
            return None
        if self.median_s == self.p90_s:
            return self.median_s
        sigma = math.log(self.p90_s / self.median_s) / _Z90
        z = NormalDist().inv_cdf(min(max(share, 1e-9), 1 - 1e-9))
        return min(self.median_s * math.exp(sigma * z), self.p90_s * _MOST_P90)


#: Done at once.
AT_ONCE = Duration(0.0, 0.0)


def seconds(text: str) -> float:
    """The seconds of a length as ISO 8601 writes it: PT20M, P3D.

    :raises ValueError: it is none
    """
    return (iso_time.after(_FROM, text, zone=KOLKATA) - _FROM).total_seconds()


def of_samples(samples: Sequence[float]) -> Duration:
    """The duration that was observed: its median and 90th percentile."""
    deciles = quantiles(samples, n=10, method="inclusive")
    median = max(deciles[4], 1.0)
    return Duration(median, max(deciles[8], median))
