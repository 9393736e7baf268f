"""Intervals: how far chance alone may have moved a share, or the difference of two."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance

_Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    """An estimate between its bounds, at 95 percent."""

    value: float
    low: float
    high: float


def wilson(hits: int, of: int) -> Interval | None:
    """The share of hits with Wilson's interval, which holds for few cases too; None: of nothing."""
    if of == 0:
        return None
    share, z2 = hits / of, _Z95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Interval(share, max(middle - half, 0.0), min(middle + half, 1.0))


def paired(differences: Sequence[float]) -> Interval | None:
    """The mean of differences, each of one pair, with its interval; None with fewer than two."""
    if len(differences) < 2:
        return None
    mean = fmean(differences)
    half = _Z95 * math.sqrt(variance(differences) / len(differences))
    return Interval(mean, mean - half, mean + half)
