"""Holidays: the gazetted days of India and of each State.

The list comes from a package that others keep; the days of the moon it only estimates. What a
State gazettes otherwise is put into changes.csv.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from holidays import country_holidays
from holidays.countries.india import India

_ESTIMATED = ("(estimated)", "(अनुमानित)")


@dataclass(frozen=True)
class Holiday:
    """A day on which the offices are closed."""

    name: str
    name_hi: str
    is_estimated: bool  # the gazette may still move it


@lru_cache(maxsize=512)
def holidays_of(state: str | None, year: int) -> Mapping[date, Holiday]:
    """The holidays of a State by its code, such as UP; of the whole country for any other."""
    subdivision = state if state in India.subdivisions else None
    named = _named(subdivision, year, "en_IN")
    named_hi = _named(subdivision, year, "hi")
    return {
        day: Holiday(
            name=_plain(name),
            name_hi=_plain(named_hi[day]),
            is_estimated=any(mark in name for mark in _ESTIMATED),
        )
        for day, name in named.items()
    }


def _named(subdivision: str | None, year: int, language: str) -> dict[date, str]:
    with warnings.catch_warnings():
        # far years lack the days of the moon; targets do not reach so far
        warnings.simplefilter("ignore")
        return dict(country_holidays("IN", subdiv=subdivision, years=year, language=language))


def _plain(name: str) -> str:
    for mark in _ESTIMATED:
        name = name.replace(mark, "")
    return " ".join(name.split())
