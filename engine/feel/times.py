"""FEEL's functions of dates, moments, times of day and durations."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.elements import iso_time
from engine.expressions.budget import Run
from engine.feel.values import CLOCK, DAY, MOMENT, TEXT, Months, kind

_DURATION = re.compile(r"(-?)(P[0-9YMWDTHS]{2,40})", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def as_date(run: Run, *parts: Any) -> Any:
    """date("2024-07-01"), date(2024, 7, 1), or the day of a moment, in the zone where one is known.

    The record keeps its moments in UTC; which law holds is a matter of the day in India.
    """
    try:
        if len(parts) == 3 and all(type(part) is int for part in parts):
            return date(*parts)
        if len(parts) == 1 and kind(parts[0]) == DAY:
            return parts[0]
        if len(parts) == 1 and kind(parts[0]) == MOMENT:
            return _day_in_zone(run, parts[0])
        if len(parts) == 1 and kind(parts[0]) == TEXT:
            text = parts[0].strip()
            if len(text) == 10:
                return date.fromisoformat(text)
            return _day_in_zone(run, datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None
    return None


def as_moment(run: Run, *parts: Any) -> Any:
    """date and time("2024-07-01T10:00:00"), or of a day and a time; in the zone without an offset.

    :raises PlaceUnknown: it has no offset, and the caller gave no zone
    """
    if len(parts) == 2:
        if kind(parts[0]) not in (DAY, MOMENT) or kind(parts[1]) != CLOCK:
            return None
        return _placed(run, datetime.combine(as_date(run, parts[0]), parts[1]))
    if kind(parts[0]) == MOMENT:
        return parts[0]
    try:
        return _placed(run, iso_time.parse_clock(parts[0])) if kind(parts[0]) == TEXT else None
    except iso_time.NotATime:
        return None


def as_time(run: Run, *parts: Any) -> Any:
    """time("10:30"), time("10:30:00+05:30"), time(10, 30, 0), or the hour of a moment."""
    try:
        if len(parts) == 3 and all(type(part) is int for part in parts):
            return time(*parts)
        if len(parts) == 1 and kind(parts[0]) == CLOCK:
            return parts[0]
        if len(parts) == 1 and kind(parts[0]) == MOMENT:
            moment = parts[0] if run.zone is None else parts[0].astimezone(run.zone)
            return moment.time()
        if len(parts) == 1 and kind(parts[0]) == TEXT and _CLOCK.fullmatch(parts[0].strip()):
            return time.fromisoformat(parts[0].strip())
    except ValueError:
        return None
    return None


def as_duration(run: Run, value: Any) -> Any:
    """duration("P3D"), duration("PT20H") or duration("P1Y2M"); not days and months together."""
    found = _DURATION.fullmatch(value.strip()) if kind(value) == TEXT else None
    if found is None:
        return None
    try:
        read = iso_time.parse_duration(found[2])
    except iso_time.NotATime:
        return None
    sign = -1 if found[1] else 1
    if read.months:
        return None if read.days or read.seconds else Months(sign * read.months)
    return sign * timedelta(days=read.days, seconds=read.seconds)


def months_between(run: Run, start: Any, end: Any) -> Any:
    """years and months duration(from, to): whole months, counted from the first date."""
    if kind(start) not in (DAY, MOMENT) or kind(end) not in (DAY, MOMENT):
        return None
    if (start.year, start.month, start.day) > (end.year, end.month, end.day):
        return Months(-months_between(run, end, start).months)
    months = (end.year - start.year) * 12 + end.month - start.month
    return Months(months - 1 if end.day < start.day else months)


def today(run: Run) -> Any:
    return run.moment().date()


def now(run: Run) -> Any:
    return run.moment()


def day_of_week(run: Run, value: Any) -> Any:
    """day of week(date): "Monday" to "Sunday"."""
    return _WEEKDAYS[value.weekday()] if kind(value) in (DAY, MOMENT) else None


def day_of_year(run: Run, value: Any) -> Any:
    return value.timetuple().tm_yday if kind(value) in (DAY, MOMENT) else None


def month_of_year(run: Run, value: Any) -> Any:
    """month of year(date): "January" to "December"."""
    return _MONTHS[value.month - 1] if kind(value) in (DAY, MOMENT) else None


def week_of_year(run: Run, value: Any) -> Any:
    """week of year(date), as ISO 8601 counts: the first one holds the year's first Thursday."""
    return value.isocalendar().week if kind(value) in (DAY, MOMENT) else None


def _placed(run: Run, clock: datetime) -> datetime:
    return clock if clock.tzinfo else clock.replace(tzinfo=run.place())


def _day_in_zone(run: Run, moment: datetime) -> date:
    if run.zone is None or moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(run.zone).date()
