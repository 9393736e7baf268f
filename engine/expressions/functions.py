"""The functions an expression may call: all there are, found by name when it is compiled."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from engine.elements import iso_time
from engine.expressions.budget import Run
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.operations import add, greater, less
from engine.expressions.values import LISTS, NUMBERS, WHOLE_NUMBERS, bounded_number, kind_of, known
from engine.working_time import working_days_after, working_hours_after

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)
_MOST_DIGITS = 15
_LONGEST_DAYS = 36_600

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Function:
    """What a name stands for, and how many arguments it takes."""

    call: Callable[..., Any]
    least: int
    most: int


def length(run: Run, value: Any) -> int:
    """len(x): items of a list or mapping, characters of a text."""
    if type(value) in LISTS or type(value) in (str, dict):
        return len(value)
    raise _unfitting("len", value)


def smallest(run: Run, *values: Any) -> Any:
    """min(a, b, ...) or min(list)."""
    return _extreme("min", less, run, values)


def largest(run: Run, *values: Any) -> Any:
    """max(a, b, ...) or max(list)."""
    return _extreme("max", greater, run, values)


def total(run: Run, values: Any) -> Any:
    """sum(list) of numbers or of lengths of time."""
    result: Any = 0
    for n, value in enumerate(_items("sum", values, run)):
        if type(value) not in NUMBERS and type(value) is not timedelta:
            raise _unfitting("sum", value)
        result = value if n == 0 else add(result, value, run)
    return bounded_number(+result) if type(result) in NUMBERS else result


def is_any(run: Run, values: Any) -> bool:
    """any(list)."""
    return any(known(each) for each in _items("any", values, run))


def is_all(run: Run, values: Any) -> bool:
    """all(list)."""
    return all(known(each) for each in _items("all", values, run))


def in_order(run: Run, values: Any) -> list[Any]:
    """sorted(list) of values of one kind."""
    items = _items("sorted", values, run)
    run.spend(4 * len(items))
    for one, other in pairwise(items):
        less(one, other, run)
    return sorted(items)


def magnitude(run: Run, value: Any) -> Any:
    """abs(x) of a number or a length of time."""
    if type(value) in NUMBERS or type(value) is timedelta:
        return abs(value)
    raise _unfitting("abs", value)


def rounded(run: Run, value: Any, digits: Any = 0) -> Any:
    """round(x) to a whole number, round(x, 2) to two decimals; halves go to the even neighbour."""
    if type(value) not in NUMBERS or type(digits) is not int or abs(digits) > _MOST_DIGITS:
        raise _unfitting("round", value)
    return bounded_number(round(value, digits) if digits else round(value))


def whole_number(run: Run, value: Any) -> int:
    """int(x) of a number or of a text of digits."""
    if type(value) is str and _WHOLE.fullmatch(value.strip()):
        return int(value)
    if type(value) in NUMBERS:
        whole: int = bounded_number(int(value))
        return whole
    raise _unfitting("int", value)


def decimal_number(run: Run, value: Any) -> float:
    """float(x) of a number or of a text of digits with a point."""
    if type(value) is str and _DECIMAL.fullmatch(value.strip()):
        return float(value)
    if type(value) in NUMBERS:
        return float(bounded_number(value))
    raise _unfitting("float", value)


def text(run: Run, value: Any) -> str:
    """str(x) of a number, text, truth value, date or moment."""
    if type(value) is str:
        return value
    if type(value) in WHOLE_NUMBERS:
        return str(bounded_number(value))
    if type(value) in (float, date, type(None)):
        return str(value)
    if type(value) is datetime:
        return value.isoformat()
    raise _unfitting("str", value)


def truth(run: Run, value: Any) -> bool:
    """bool(x): False for nothing, zero and what is empty."""
    return bool(value)


def lower(run: Run, value: Any) -> str:
    return _text("lower", value, run).lower()


def upper(run: Run, value: Any) -> str:
    return _text("upper", value, run).upper()


def strip(run: Run, value: Any) -> str:
    """strip(text): without the blanks around it."""
    return _text("strip", value, run).strip()


def starts_with(run: Run, value: Any, start: Any) -> bool:
    return _text("starts_with", value, run).startswith(_text("starts_with", start, run))


def ends_with(run: Run, value: Any, end: Any) -> bool:
    return _text("ends_with", value, run).endswith(_text("ends_with", end, run))


def day_of(run: Run, *parts: Any) -> date:
    """date("2026-05-01"), date(2026, 5, 1), or the day of a moment on the calendar of the zone."""
    if len(parts) == 3:
        return _of_calendar(date, parts)
    if len(parts) == 2:
        raise ExpressionFailed("date(year, month, day) needs whole numbers")
    value = parts[0]
    if type(value) is date:
        return value
    if type(value) is datetime:
        if value.tzinfo is None:
            raise ExpressionFailed("a date and time without an offset is no moment")
        return value.astimezone(run.place()).date()
    if type(value) is str:
        try:
            return date.fromisoformat(value) if len(value) == 10 else _moment(run, value).date()
        except ValueError:
            raise ExpressionFailed("date() needs a day such as 2026-05-01") from None
    raise _unfitting("date", value)


def moment_of(run: Run, value: Any) -> datetime:
    """datetime(x): of a text with an offset, or the beginning of a day in the zone."""
    return _moment(run, value)


def today(run: Run) -> date:
    return run.moment().date()


def now(run: Run) -> datetime:
    return run.moment()


def after(run: Run, moment: Any, duration: Any) -> Any:
    """after(moment, "P2M"): further on the calendar of the zone; a date stays a date if it can."""
    parts = _duration("after", duration)
    later = _calendar(lambda: iso_time.add(_moment(run, moment), parts, zone=run.place()))
    return later.date() if _is_day(moment) and not parts.seconds else later


def before(run: Run, moment: Any, duration: Any) -> Any:
    """before(moment, "P2M"): back on the calendar of the zone."""
    parts = _duration("before", duration)
    earlier = _calendar(
        lambda: iso_time.add(_moment(run, moment), parts, zone=run.place(), times=-1)
    )
    return earlier.date() if _is_day(moment) and not parts.seconds else earlier


def working_days(run: Run, count: Any, moment: Any = None) -> datetime:
    """working_days(3, moment): the close of the third working day after it, or after today."""
    if type(count) is not int:
        raise _unfitting("working_days", count)
    start = run.moment() if moment is None else _moment(run, moment)
    return _calendar(lambda: working_days_after(start, count, run.calendar(), zone=run.place()))


def working_hours(run: Run, duration: Any, moment: Any = None) -> datetime:
    """working_hours("PT8H", moment): when offices have worked eight hours since it, or now."""
    length = _duration("working_hours", duration)
    if length.months or length.days:
        raise ExpressionFailed("working_hours() needs hours or minutes, such as PT8H")
    start = run.moment() if moment is None else _moment(run, moment)
    return _calendar(
        lambda: working_hours_after(start, length.seconds, run.calendar(), zone=run.place())
    )


def days(run: Run, number: Any) -> timedelta:
    """days(3): three times 24 hours; for calendar days and months use after()."""
    return _length("days", number, 86400)


def hours(run: Run, number: Any) -> timedelta:
    return _length("hours", number, 3600)


def minutes(run: Run, number: Any) -> timedelta:
    return _length("minutes", number, 60)


def total_days(run: Run, value: Any) -> float:
    """total_days(length): a length of time as a number of days."""
    if type(value) is not timedelta:
        raise _unfitting("total_days", value)
    return value.total_seconds() / 86400


def total_hours(run: Run, value: Any) -> float:
    """total_hours(length): a length of time as a number of hours."""
    if type(value) is not timedelta:
        raise _unfitting("total_hours", value)
    return value.total_seconds() / 3600


def year(run: Run, value: Any) -> int:
    return day_of(run, value).year


def month(run: Run, value: Any) -> int:
    return day_of(run, value).month


def day(run: Run, value: Any) -> int:
    return day_of(run, value).day


def weekday(run: Run, value: Any) -> int:
    """weekday(date): 1 for Monday to 7 for Sunday."""
    return day_of(run, value).isoweekday()


def hour(run: Run, value: Any) -> int:
    """hour(moment): 0 to 23 on the clock of the zone."""
    return _moment(run, value).astimezone(run.place()).hour


def _extreme(
    name: str, beats: Callable[[Any, Any, Run], bool], run: Run, values: tuple[Any, ...]
) -> Any:
    items = _items(name, values[0] if len(values) == 1 else values, run)
    if not items:
        raise ExpressionFailed(f"{name}() of nothing")
    best = items[0]
    for each in items[1:]:
        if beats(each, best, run):
            best = each
    return best


def _items(name: str, values: Any, run: Run) -> Any:
    if type(values) not in LISTS:
        raise _unfitting(name, values)
    run.spend(len(values))
    return values


def _text(name: str, value: Any, run: Run) -> str:
    if type(value) is not str:
        raise _unfitting(name, value)
    run.spend(1 + len(value) // 64)
    return value


def _moment(run: Run, value: Any) -> datetime:
    return _calendar(lambda: iso_time.moment_of(value, zone=run.place()))


def _is_day(value: Any) -> bool:
    return type(value) is date or (type(value) is str and len(value.strip()) == 10)


def _duration(name: str, value: Any) -> iso_time.Duration:
    if type(value) is not str:
        raise _unfitting(name, value)
    return _calendar(lambda: iso_time.parse_duration(value))


def _calendar(compute: Callable[[], T]) -> T:
    try:
        return compute()
    except iso_time.NotATime as error:
        raise ExpressionFailed(str(error)) from None


def _of_calendar(kind: Callable[..., date], parts: Iterable[Any]) -> date:
    if any(type(part) is not int for part in parts):
        raise ExpressionFailed("date(year, month, day) needs whole numbers")
    try:
        return kind(*parts)
    except (ValueError, OverflowError):
        raise ExpressionFailed("not a day on the calendar") from None


def _length(name: str, number: Any, unit_seconds: int) -> timedelta:
    if type(number) not in NUMBERS:
        raise _unfitting(name, number)
    if not abs(number) * unit_seconds <= _LONGEST_DAYS * 86400:
        raise ExpressionFailed(f"{name}() of more than a hundred years")
    return timedelta(seconds=number * unit_seconds)


def _unfitting(name: str, value: Any) -> ExpressionFailed:
    return ExpressionFailed(f"{name}() cannot be used with {kind_of(value)}")


FUNCTIONS: Mapping[str, Function] = {
    "len": Function(length, 1, 1),
    "min": Function(smallest, 1, 20),
    "max": Function(largest, 1, 20),
    "sum": Function(total, 1, 1),
    "any": Function(is_any, 1, 1),
    "all": Function(is_all, 1, 1),
    "sorted": Function(in_order, 1, 1),
    "abs": Function(magnitude, 1, 1),
    "round": Function(rounded, 1, 2),
    "int": Function(whole_number, 1, 1),
    "float": Function(decimal_number, 1, 1),
    "str": Function(text, 1, 1),
    "bool": Function(truth, 1, 1),
    "lower": Function(lower, 1, 1),
    "upper": Function(upper, 1, 1),
    "strip": Function(strip, 1, 1),
    "starts_with": Function(starts_with, 2, 2),
    "ends_with": Function(ends_with, 2, 2),
    "date": Function(day_of, 1, 3),
    "datetime": Function(moment_of, 1, 1),
    "today": Function(today, 0, 0),
    "now": Function(now, 0, 0),
    "after": Function(after, 2, 2),
    "before": Function(before, 2, 2),
    "working_days": Function(working_days, 1, 2),
    "working_hours": Function(working_hours, 1, 2),
    "days": Function(days, 1, 1),
    "hours": Function(hours, 1, 1),
    "minutes": Function(minutes, 1, 1),
    "total_days": Function(total_days, 1, 1),
    "total_hours": Function(total_hours, 1, 1),
    "year": Function(year, 1, 1),
    "month": Function(month, 1, 1),
    "day": Function(day, 1, 1),
    "weekday": Function(weekday, 1, 1),
    "hour": Function(hour, 1, 1),
}
