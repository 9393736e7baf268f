"""What a FEEL text reads with a point: items of mappings, parts of dates and durations."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.expressions.budget import Run
from engine.feel.values import LIST, Months, exact, kind

_DAY: Mapping[str, Callable[[Any], int]] = {
    "year": lambda value: value.year,
    "month": lambda value: value.month,
    "day": lambda value: value.day,
    "weekday": lambda value: value.isoweekday(),
}
_CLOCK: Mapping[str, Callable[[Any], int]] = {
    "hour": lambda value: value.hour,
    "minute": lambda value: value.minute,
    "second": lambda value: value.second,
}
_MOMENT: Mapping[str, Callable[[Any], int]] = {
    **_DAY,
    **_CLOCK,
}
_LENGTH: Mapping[str, Callable[[Any], int]] = {
    "days": lambda value: _signed(value, 86400, None),
    "hours": lambda value: _signed(value, 3600, 24),
    "minutes": lambda value: _signed(value, 60, 60),
    "seconds": lambda value: _signed(value, 1, 60),
}
_MONTHS: Mapping[str, Callable[[Any], int]] = {
    "years": lambda value: abs(value.months) // 12 * (1 if value.months >= 0 else -1),
    "months": lambda value: abs(value.months) % 12 * (1 if value.months >= 0 else -1),
}
_PROPERTIES: Mapping[type, Mapping[str, Callable[[Any], int]]] = {
    date: _DAY,
    datetime: _MOMENT,
    time: _CLOCK,
    timedelta: _LENGTH,
    Months: _MONTHS,
}


def property_of(value: Any, name: str, run: Run) -> Any:
    """The item of a mapping, or the part of a date or duration; null if it has none.

    Of a list it is that of each of its items.
    """
    if type(value) is dict:
        return exact(value.get(name))
    if type(value) in (list, tuple):
        run.spend(len(value))
        return [None if kind(each) == LIST else property_of(each, name, run) for each in value]
    part = _PROPERTIES.get(type(value), {}).get(name)
    return part(value) if part else None


def _signed(value: timedelta, unit_seconds: int, wraps_at: int | None) -> int:
    seconds = value.days * 86400 + value.seconds
    units = abs(seconds) // unit_seconds
    units = units % wraps_at if wraps_at else units
    return units if seconds >= 0 else -units
