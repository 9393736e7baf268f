"""The functions FEEL texts may call. What does not fit gives null, as FEEL wants it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

from engine.elements import iso_time
from engine.expressions.budget import Run
from engine.feel.values import (
    CLOCK,
    DAY,
    LIST,
    MOMENT,
    NUMBER,
    TEXT,
    Months,
    calculate,
    compare,
    exact_or_feel,
    kind,
    number,
)

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)
_DURATION = re.compile(r"(-?)(P[0-9YMWDTHS]{2,40})", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Function:
    """What a name stands for; `fixed` functions depend on their arguments alone."""

    call: Callable[..., Any]
    least: int
    most: int
    fixed: bool = True


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


def as_moment(run: Run, value: Any) -> Any:
    """date and time("2024-07-01T10:00:00+05:30")."""
    if kind(value) == MOMENT:
        return value
    try:
        return iso_time.parse_moment(value) if kind(value) == TEXT else None
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


def as_text(run: Run, value: Any) -> Any:
    """string(x)."""
    if type(value) is bool:
        return "true" if value else "false"
    if kind(value) == MOMENT:
        return value.isoformat()
    return str(value) if kind(value) in (NUMBER, TEXT, DAY) else None


def as_number(run: Run, value: Any) -> Any:
    """number("12.5")."""
    if kind(value) == NUMBER:
        return value
    if kind(value) == TEXT and _NUMBER.fullmatch(value.strip()):
        return number(Decimal(value.strip()))
    return None


def negation(run: Run, value: Any) -> Any:
    """not(x); null stays null."""
    return not value if type(value) is bool else None


def upper_case(run: Run, value: Any) -> Any:
    return _text(run, value).upper() if kind(value) == TEXT else None


def lower_case(run: Run, value: Any) -> Any:
    return _text(run, value).lower() if kind(value) == TEXT else None


def trim(run: Run, value: Any) -> Any:
    return _text(run, value).strip() if kind(value) == TEXT else None


def string_length(run: Run, value: Any) -> Any:
    return len(value) if kind(value) == TEXT else None


def contains(run: Run, value: Any, part: Any) -> Any:
    return _text(run, part) in _text(run, value) if kind(value) == kind(part) == TEXT else None


def starts_with(run: Run, value: Any, part: Any) -> Any:
    fits = kind(value) == kind(part) == TEXT
    return _text(run, value).startswith(_text(run, part)) if fits else None


def ends_with(run: Run, value: Any, part: Any) -> Any:
    fits = kind(value) == kind(part) == TEXT
    return _text(run, value).endswith(_text(run, part)) if fits else None


def substring(run: Run, value: Any, start: Any, length: Any = None) -> Any:
    """substring(text, start, length): counted from 1, or from the end with a negative start."""
    if kind(value) != TEXT or type(start) is not int or start == 0:
        return None
    if length is not None and (type(length) is not int or length < 0):
        return None
    begin = start - 1 if start > 0 else max(len(value) + start, 0)
    return _text(run, value)[begin : len(value) if length is None else begin + length]


def count(run: Run, values: Any) -> Any:
    return len(values) if kind(values) == LIST else None


def smallest(run: Run, *values: Any) -> Any:
    return _extreme("<", run, values)


def largest(run: Run, *values: Any) -> Any:
    return _extreme(">", run, values)


def total(run: Run, *values: Any) -> Any:
    """sum(list) of numbers or of durations; null for an empty list."""
    items = _items(run, values)
    result = items[0] if items else None
    for each in items[1:]:
        result = calculate("+", result, each, run)
    return None if kind(result) in (0, TEXT) else result


def mean(run: Run, *values: Any) -> Any:
    return calculate("/", total(run, *values), len(_items(run, values)), run)


def list_contains(run: Run, values: Any, value: Any) -> Any:
    if kind(values) != LIST:
        return None
    run.spend(len(values))
    return any(compare("=", each, value, run) is True for each in values)


def holds_for_all(run: Run, *values: Any) -> Any:
    """all(list of truth values)."""
    items = _items(run, values)
    if any(each is False for each in items):
        return False
    return True if all(each is True for each in items) else None


def holds_for_any(run: Run, *values: Any) -> Any:
    """any(list of truth values)."""
    items = _items(run, values)
    if any(each is True for each in items):
        return True
    return False if all(each is False for each in items) else None


def magnitude(run: Run, value: Any) -> Any:
    return abs(value) if kind(value) == NUMBER or type(value) is timedelta else None


def floor(run: Run, value: Any) -> Any:
    return _rounded(value, 0, ROUND_FLOOR)


def ceiling(run: Run, value: Any) -> Any:
    return _rounded(value, 0, ROUND_CEILING)


def decimal(run: Run, value: Any, digits: Any) -> Any:
    """decimal(2.567, 2): halves go to the even neighbour."""
    return _rounded(value, digits, ROUND_HALF_EVEN)


def modulo(run: Run, value: Any, divisor: Any) -> Any:
    """modulo(-7, 3) is 2: the remainder has the sign of the divisor."""
    if kind(value) != NUMBER or kind(divisor) != NUMBER or not divisor:
        return None
    rest = Decimal(value) % Decimal(divisor)
    return number(rest + divisor if rest and (rest < 0) != (divisor < 0) else rest)


def today(run: Run) -> Any:
    return run.moment().date()


def now(run: Run) -> Any:
    return run.moment()


def day_of_week(run: Run, value: Any) -> Any:
    """day of week(date): "Monday" to "Sunday"."""
    return _WEEKDAYS[value.weekday()] if kind(value) in (DAY, MOMENT) else None


def is_defined(run: Run, value: Any) -> Any:
    """is defined(x): whether it is anything but null."""
    return value is not None


def get_or_else(run: Run, value: Any, default: Any) -> Any:
    return default if value is None else value


def _day_in_zone(run: Run, moment: datetime) -> date:
    if run.zone is None or moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(run.zone).date()


def _text(run: Run, value: str) -> str:
    run.spend(1 + len(value) // 64)
    return value


def _items(run: Run, values: tuple[Any, ...]) -> list[Any]:
    items = values[0] if len(values) == 1 and kind(values[0]) == LIST else values
    run.spend(len(items))
    return [exact_or_feel(each) for each in items]


def _extreme(sign: str, run: Run, values: tuple[Any, ...]) -> Any:
    items = _items(run, values)
    best = items[0] if items else None
    for each in items[1:]:
        beats = compare(sign, each, best, run)
        if beats is None:
            return None
        best = each if beats else best
    return best


def _rounded(value: Any, digits: Any, how: str) -> Any:
    if kind(value) != NUMBER or type(digits) is not int or not 0 <= digits <= 9:
        return None
    return number(Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=how))


FUNCTIONS: Mapping[str, Function] = {
    "date": Function(as_date, 1, 3),
    "date and time": Function(as_moment, 1, 1),
    "time": Function(as_time, 1, 3),
    "duration": Function(as_duration, 1, 1),
    "years and months duration": Function(months_between, 2, 2),
    "string": Function(as_text, 1, 1),
    "number": Function(as_number, 1, 1),
    "not": Function(negation, 1, 1),
    "upper case": Function(upper_case, 1, 1),
    "lower case": Function(lower_case, 1, 1),
    "trim": Function(trim, 1, 1),
    "string length": Function(string_length, 1, 1),
    "contains": Function(contains, 2, 2),
    "starts with": Function(starts_with, 2, 2),
    "ends with": Function(ends_with, 2, 2),
    "substring": Function(substring, 2, 3),
    "count": Function(count, 1, 1),
    "min": Function(smallest, 1, 20),
    "max": Function(largest, 1, 20),
    "sum": Function(total, 1, 20),
    "mean": Function(mean, 1, 20),
    "list contains": Function(list_contains, 2, 2),
    "all": Function(holds_for_all, 1, 20),
    "any": Function(holds_for_any, 1, 20),
    "abs": Function(magnitude, 1, 1),
    "floor": Function(floor, 1, 1),
    "ceiling": Function(ceiling, 1, 1),
    "decimal": Function(decimal, 2, 2),
    "modulo": Function(modulo, 2, 2),
    "day of week": Function(day_of_week, 1, 1),
    "is defined": Function(is_defined, 1, 1),
    "get or else": Function(get_or_else, 2, 2),
    "today": Function(today, 0, 0, fixed=False),
    "now": Function(now, 0, 0, fixed=False),
}
MAKES_TIMES = frozenset({"date", "date and time", "time", "duration"})
"""Of written-out texts these must not give null: a wrong date in a cell is the cell's fault."""
