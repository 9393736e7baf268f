"""The due date of a user task: an expression, or ISO 8601 text counted from its opening."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.elements.iso_time import NotATime, add, moment_of, parse_duration
from engine.expressions import compile_expression
from engine.expressions.budget import FindCalendar


def due_moment(
    text: str,
    variables: Mapping[str, Any],
    *,
    now: datetime,
    zone: ZoneInfo,
    calendar: FindCalendar | None = None,
) -> datetime | None:
    """When a task is due whose drawing says `text`; None if the expression yields nothing.

    :raises NotATime: it is neither a moment nor a length of time
    :raises ExpressionFailed: the expression cannot be computed
    """
    value: Any = text
    if not _is_iso(text):
        value = compile_expression(text).evaluate(variables, now=now, zone=zone, calendar=calendar)
    if value is None:
        return None
    if isinstance(value, str) and value.startswith("P"):
        return add(now, parse_duration(value), zone=zone)
    if isinstance(value, str | date):
        return moment_of(value, zone=zone)
    raise NotATime(f"a value of type {type(value).__name__} is no due date")


def _is_iso(text: str) -> bool:
    return (text[:1] == "P" and text[1:2].isdigit()) or text[:2] == "PT" or text[:4].isdigit()
