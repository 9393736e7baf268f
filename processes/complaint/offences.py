"""Offences: what may be chosen at registration, and for which of them two months are law.

The table is data (offences.csv). No row of it is signed off by a prosecution officer yet; pages
say so. Two dates choose the row: the incident's date the act, the recording's date the column.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "offences.csv"

#: Since this day the BNSS governs what is recorded; before it the CrPC did.
BNSS_FROM = date(2024, 7, 1)
_LONG_AGO, _FAR_OFF = date.min, date.max


@dataclass(frozen=True)
class Offence:
    """One offence under one act."""

    code: str
    name: str
    name_hi: str
    act: str
    section: str
    incident_from: date
    incident_to: date
    two_months_if_recorded_before: str  # yes, no, unsure
    two_months_if_recorded_from: str
    is_signed_off: bool

    def covers(self, incident_on: date) -> bool:
        """Whether the act was in force on the day it happened."""
        return self.incident_from <= incident_on <= self.incident_to

    def two_months_are_law(self, recorded_on: date) -> bool:
        """Whether the law sets two months for an information recorded on this day."""
        if recorded_on < BNSS_FROM:
            return self.two_months_if_recorded_before == "yes"
        return self.two_months_if_recorded_from == "yes"


@cache
def all_offences() -> tuple[Offence, ...]:
    """Every row of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_offence(row) for row in csv.DictReader(file))


def offences_on(incident_on: date) -> list[Offence]:
    """The offences in force on a day, each code once, by name."""
    found = {offence.code: offence for offence in all_offences() if offence.covers(incident_on)}
    return sorted(found.values(), key=lambda offence: offence.name)


def two_months_are_law(codes: Iterable[str], *, incident_on: date, recorded_on: date) -> bool:
    """Whether any of these offences starts the two months of the law; unsure ones do not."""
    wanted = set(codes)
    return any(
        offence.code in wanted
        and offence.covers(incident_on)
        and offence.two_months_are_law(recorded_on)
        for offence in all_offences()
    )


def _offence(row: dict[str, str]) -> Offence:
    return Offence(
        code=row["code"],
        name=row["name"],
        name_hi=row["name_hi"],
        act=row["act"],
        section=row["section"],
        incident_from=_day(row["incident_from"], _LONG_AGO),
        incident_to=_day(row["incident_to"], _FAR_OFF),
        two_months_if_recorded_before=row["two_months_if_recorded_before"],
        two_months_if_recorded_from=row["two_months_if_recorded_from"],
        is_signed_off=row["signed_off"] == "yes",
    )


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise
