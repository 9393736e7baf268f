"""Working time: days and hours on which an office works, for what the portal promises.

The law counts calendar days; nothing here is for its deadlines.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from engine.elements.iso_time import NotATime

MOST_DAYS = 1_000
"""Working days that may be counted at once."""

_LONGEST_REST = 60
"""Days without a working day after which the calendar itself is wrong."""


@dataclass(frozen=True)
class WorkCalendar:
    """When the offices of a place work."""

    works_on: Callable[[date], bool]
    opens: time
    closes: time


def working_days_after(
    moment: datetime, count: int, calendar: WorkCalendar, *, zone: tzinfo
) -> datetime:
    """The close of the `count`-th working day after the day of a moment.

    :raises NotATime: it is no positive number of days, or too many
    """
    if not 1 <= count <= MOST_DAYS:
        raise NotATime(f"between 1 and {MOST_DAYS} working days can be counted")
    today = moment.astimezone(zone).date()
    later = (day for day in _working_days(today, calendar) if day > today)
    last = next(islice(later, count - 1, None))
    return datetime.combine(last, calendar.closes, zone)


def working_hours_after(
    moment: datetime, seconds: int, calendar: WorkCalendar, *, zone: tzinfo
) -> datetime:
    """The moment by which an office has worked so many seconds since another.

    :raises NotATime: it takes too many days
    """
    local = moment.astimezone(zone)
    days, left = _working_days(local.date(), calendar), seconds
    for _ in range(MOST_DAYS):
        day = next(days)
        opens = max(local, datetime.combine(day, calendar.opens, zone))
        open_for = (datetime.combine(day, calendar.closes, zone) - opens).total_seconds()
        if open_for >= left:
            return (opens.astimezone(UTC) + timedelta(seconds=left)).astimezone(zone)
        left -= int(max(open_for, 0))
    raise NotATime(f"more than {MOST_DAYS} working days would pass")


def _working_days(first: date, calendar: WorkCalendar) -> Iterator[date]:
    """The working days from a day on."""
    day, rest = first, 0
    while rest < _LONGEST_REST:
        rest += 1
        if calendar.works_on(day):
            rest = 0
            yield day
        try:
            day += timedelta(days=1)
        except OverflowError:
            break
    raise NotATime("the calendar has no further working day")
