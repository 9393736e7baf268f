"""ISO 8601 texts of timers, and what they mean on the calendar of a place.

A month is a calendar month and a day a calendar day of the zone in which the law counts; hours,
minutes and seconds are lengths on the time line. So two months from 5 December, ten o'clock in
the morning, end on 5 February at ten in the morning, however many days lie between.

Strict on purpose: a drawing that could be read in two ways is refused with a sentence that says
what to write instead, because a deadline that is wrong by a day is worse than none.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

LONGEST_YEARS = 100
MOST_REPETITIONS = 100_000
SHORTEST_PERIOD_SECONDS = 60

_NUMBER = r"(\d{1,10})"
_DURATION = re.compile(
    rf"P(?=.)(?:{_NUMBER}W|(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.ASCII,
)
_DATE = r"\d{4}-\d{2}-\d{2}"
_OFFSET = r"(?:Z|[+-]\d{2}:\d{2})"
_MOMENT = re.compile(rf"{_DATE}T\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,6}})?)?{_OFFSET}?", re.ASCII)
_DAY = re.compile(_DATE, re.ASCII)
_CYCLE = re.compile(r"R(\d{0,10})/(?:([^P/][^/]*)/)?(P[^/]+)", re.ASCII)


class NotATime(ValueError):
    """The text is no duration, date or repetition that a timer can follow.

    The message never repeats the text: it may be the value of a variable.
    """


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the three units that do not convert into each other."""

    months: int
    days: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: how often (None: without end), from when (None: from now), how far apart."""

    repetitions: int | None
    start: datetime | None
    period: Duration


def parse_duration(text: str) -> Duration:
    """Read a duration such as PT20H, P7D or P2M.

    :raises NotATime: it is negative, zero, fractional, mixes weeks with other units, or is longer
        than a hundred years
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise NotATime("not a duration such as PT20H, P7D or P2M, in whole units")
    weeks, years, months, days, hours, minutes, seconds = (
        int(part or 0) for part in found.groups()
    )
    duration = Duration(
        months=years * 12 + months,
        days=weeks * 7 + days,
        seconds=hours * 3600 + minutes * 60 + seconds,
    )
    about_seconds = duration.months * 30 * 86400 + duration.days * 86400 + duration.seconds
    if about_seconds == 0:
        raise NotATime("no time at all; a timer needs a positive duration")
    if about_seconds > LONGEST_YEARS * 366 * 86400:
        raise NotATime(f"longer than {LONGEST_YEARS} years")
    return duration


def parse_moment(text: str) -> datetime:
    """Read a date with time and offset, such as 2026-05-01T10:00:00+05:30 or ...Z.

    :raises NotATime: it is no date, or names no offset and so no moment
    """
    moment = parse_clock(text)
    if moment.tzinfo is None:
        raise NotATime("a date without an offset is no moment; append +05:30 or Z")
    return moment


def parse_clock(text: str) -> datetime:
    """Read a date with time, and with its offset where it has one.

    :raises NotATime: it is no date with a time
    """
    stripped = text.strip()
    if _DAY.fullmatch(stripped):
        raise NotATime("a day without a time; write it as 2026-05-01T00:00:00+05:30")
    if not _MOMENT.fullmatch(stripped):
        raise NotATime("not a date such as 2026-05-01T10:00:00+05:30")
    try:
        return datetime.fromisoformat(stripped)
    except ValueError:
        raise NotATime("not a day on the calendar") from None


def parse_cycle(text: str) -> Cycle:
    """Read a repetition such as R3/P7D, R/PT12H or R5/2026-05-01T10:00:00+05:30/P1M.

    :raises NotATime: it repeats never, too often, or at less than a minute's distance
    """
    found = _CYCLE.fullmatch(text.strip())
    if found is None:
        raise NotATime("not a repetition such as R3/P7D, R/PT12H or R5/date/P1M")
    count, start, period_text = found.groups()
    repetitions = int(count) if count else None
    if repetitions == 0:
        raise NotATime("repeats never")
    if repetitions is not None and repetitions > MOST_REPETITIONS:
        raise NotATime(f"repeats more than {MOST_REPETITIONS} times")
    period = parse_duration(period_text)
    if not (period.months or period.days) and period.seconds < SHORTEST_PERIOD_SECONDS:
        raise NotATime("repeats faster than once a minute")
    return Cycle(repetitions, parse_moment(start) if start else None, period)


def add(anchor: datetime, duration: Duration, *, zone: tzinfo, times: int = 1) -> datetime:
    """The moment `times` durations after the anchor, counted on the calendar of the zone.

    Always counted from the anchor, never from the occurrence before, so that a monthly
    repetition of 31 January comes on 28 February and then on 31 March again. A day that the
    month lacks becomes its last day.

    :raises NotATime: the moment lies beyond the calendar
    """
    if anchor.tzinfo is None:
        raise NotATime("a moment without an offset cannot start a timer")
    local = anchor.astimezone(zone)
    try:
        if duration.months:
            local = _add_months(local, duration.months * times)
        if duration.days:
            local += timedelta(days=duration.days * times)
        moment = local.astimezone(UTC) + timedelta(seconds=duration.seconds * times)
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        raise NotATime("the timer ends beyond the calendar") from None


def after(anchor: object, duration_text: str, *, zone: tzinfo) -> datetime:
    """The moment a duration after a date of the record, e.g. after(recorded_at, "P2M").

    :raises NotATime: the anchor or the duration cannot be read
    """
    return add(moment_of(anchor, zone=zone), parse_duration(duration_text), zone=zone)


def moment_of(value: object, *, zone: tzinfo) -> datetime:
    """Read what an expression gave as a moment: a datetime, a date, or an ISO text of either.

    A day without a time means its beginning in the zone. A date with a time but without an offset
    is refused: whose clock it came from is not known.

    :raises NotATime: it is none of these
    """
    if isinstance(value, str):
        stripped = value.strip()
        if not _DAY.fullmatch(stripped):
            return parse_moment(value)
        try:
            value = date.fromisoformat(stripped)
        except ValueError:
            raise NotATime("not a day on the calendar") from None
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotATime("a date and time without an offset is no moment")
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    raise NotATime(f"a value of type {type(value).__name__} is no date")


def _add_months(local: datetime, months: int) -> datetime:
    year, month_index = divmod(local.year * 12 + local.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    month = month_index + 1
    return local.replace(
        year=year, month=month, day=min(local.day, monthrange(year, month)[1]), fold=0
    )
