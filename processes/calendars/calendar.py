"""The working calendar of a unit: that of its State, from two files a State may change.

hours.csv says on which weekdays offices work and from when to when, changes.csv which days are
otherwise than the list of holidays has it: a holiday gazetted late, or a Saturday worked.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from engine.prepared import Prepared
from engine.working_time import WorkCalendar
from models import Unit
from processes.calendars.holidays_of import holidays_of

T = TypeVar("T")

FOLDER = Path(__file__).parent
#: The row of a file that speaks for every State without one of its own.
EVERYWHERE = "*"

_UNIT, _STATE = aliased(Unit), aliased(Unit)
_STATE_CODE = Prepared(
    select(_STATE.code)
    .join(_UNIT, _UNIT.state_id == _STATE.id)
    .where(_UNIT.id == bindparam("of_unit"))
)


@dataclass(frozen=True)
class Hours:
    """When the offices of a State work in an ordinary week."""

    weekdays: frozenset[int]  # Monday is 1
    opens: time
    closes: time
    is_confirmed: bool  # by the State; else it is our guess


@dataclass(frozen=True)
class Sheets:
    """What the two files say, by the State's code."""

    hours: Mapping[str, Hours]
    changes: Mapping[tuple[str, date], bool]  # whether offices work on that day

    def hours_of(self, state: str | None) -> Hours:
        """The ordinary week of a State."""
        return self.hours.get(state or EVERYWHERE) or self.hours[EVERYWHERE]

    def change_of(self, state: str | None, day: date) -> bool | None:
        """Whether offices work on a day that was gazetted otherwise; None: it was not."""
        own = self.changes.get((state or EVERYWHERE, day))
        return self.changes.get((EVERYWHERE, day)) if own is None else own


def calendar_of(session: Session, unit_id: str | None) -> WorkCalendar:
    """The working calendar of a unit: that of its State, or of the country above the States."""
    return calendar_of_state(_state_code(session, unit_id))


@cache
def calendar_of_state(code: str | None) -> WorkCalendar:
    """The working calendar of a State by its code."""
    return calendar_from(shipped(), code)


def calendar_from(sheets: Sheets, code: str | None) -> WorkCalendar:
    """The working calendar that two files give a State."""
    hours = sheets.hours_of(code)
    return WorkCalendar(partial(_works, sheets, code), hours.opens, hours.closes)


@cache
def shipped() -> Sheets:
    """The files of this installation."""
    return read(FOLDER)


def read(folder: Path) -> Sheets:
    """Read the two files.

    :raises ValueError: a row cannot be read; names the file and the row
    """
    return Sheets(
        hours=dict(_each(folder / "hours.csv", _hours)),
        changes=dict(_each(folder / "changes.csv", _change)),
    )


def _works(sheets: Sheets, state: str | None, day: date) -> bool:
    changed = sheets.change_of(state, day)
    if changed is not None:
        return changed
    in_the_week = day.isoweekday() in sheets.hours_of(state).weekdays
    return in_the_week and day not in holidays_of(state, day.year)


def _state_code(session: Session, unit_id: str | None) -> str | None:
    if unit_id is None:
        return None
    found = _STATE_CODE.one(session.connection(), {"of_unit": unit_id})
    return None if found is None else found[0]


def _each(path: Path, read_row: Callable[[Mapping[str, str]], T]) -> Iterator[T]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                yield read_row(row)
            except (KeyError, ValueError, AttributeError, TypeError) as error:
                raise ValueError(f"{path.name}, row {number} cannot be read") from error


def _hours(row: Mapping[str, str]) -> tuple[str, Hours]:
    first, _, last = row["weekdays"].partition("-")
    hours = Hours(
        weekdays=frozenset(range(int(first), int(last or first) + 1)),
        opens=time.fromisoformat(row["opens"]),
        closes=time.fromisoformat(row["closes"]),
        is_confirmed=_yes(row["confirmed"]),
    )
    if not frozenset() < hours.weekdays <= frozenset(range(1, 8)) or hours.opens >= hours.closes:
        raise ValueError("no working week")
    return row["state"], hours


def _change(row: Mapping[str, str]) -> tuple[tuple[str, date], bool]:
    return (row["state"], date.fromisoformat(row["day"])), _yes(row["works"])


def _yes(cell: str) -> bool:
    return {"yes": True, "no": False}[cell]
