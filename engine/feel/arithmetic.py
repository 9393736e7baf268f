"""Reckoning with FEEL's numbers, texts, times and durations; what does not fit gives null."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.elements import iso_time
from engine.expressions.budget import MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.operations import MAX_EXPONENT, shift
from engine.feel.values import (
    CLOCK,
    DAY,
    LENGTH,
    MOMENT,
    MONTHS,
    NUMBER,
    TEXT,
    Months,
    kind,
    number,
)

_ANY_DAY = date(2000, 1, 1)
_WHOLE_DAY = timedelta(days=1)


def calculate(sign: str, left: Any, right: Any, run: Run) -> Any:
    """left sign right; None if the two do not fit together."""
    kinds = kind(left), kind(right)
    if kinds == (NUMBER, NUMBER):
        return _of_numbers(sign, left, right)
    if sign == "+" and kinds == (TEXT, TEXT):
        if len(left) + len(right) > MAX_TEXT:
            raise ExpressionFailed("a text grows too long")
        run.spend(1 + (len(left) + len(right)) // 64)
        return left + right
    if sign in "+-":
        return _of_times(sign, left, right, kinds)
    if sign == "*" and kinds in ((NUMBER, LENGTH), (NUMBER, MONTHS)):
        left, right, kinds = right, left, (kinds[1], kinds[0])
    if sign in "*/" and kinds == (LENGTH, NUMBER) and (right or sign == "*"):
        factor = float(right)
        return _or_none(lambda: left * factor if sign == "*" else left / factor)
    if sign == "*" and kinds == (MONTHS, NUMBER) and type(right) is int:
        return Months(int(number(left.months * right)))
    return None


def _of_numbers(sign: str, left: Any, right: Any) -> Any:
    if sign == "+":
        return number(left + right)
    if sign == "-":
        return number(left - right)
    if sign == "*":
        return number(left * right)
    if sign == "/":
        return number(Decimal(left) / right) if right else None
    if not -MAX_EXPONENT <= right <= MAX_EXPONENT:
        raise ExpressionFailed("an exponent is too large")
    return _or_none(lambda: number(Decimal(left) ** right))


def _of_times(sign: str, left: Any, right: Any, kinds: tuple[int, int]) -> Any:
    if CLOCK in kinds:
        return _of_clocks(sign, left, right, kinds)
    if kinds in ((LENGTH, DAY), (LENGTH, MOMENT), (MONTHS, DAY), (MONTHS, MOMENT)) and sign == "+":
        left, right, kinds = right, left, (kinds[1], kinds[0])
    if kinds[1] == LENGTH and kinds[0] in (DAY, MOMENT, LENGTH):
        return shift(left, right if sign == "+" else -right)
    if kinds[1] == MONTHS:
        months = right.months if sign == "+" else -right.months
        if kinds[0] == MONTHS:
            return Months(int(number(left.months + months)))
        if kinds[0] in (DAY, MOMENT):
            return add_months(left, months)
    if sign == "-" and kinds == (DAY, DAY):
        return left - right
    if sign == "-" and kinds == (MOMENT, MOMENT) and None not in (left.tzinfo, right.tzinfo):
        return left.astimezone(UTC) - right.astimezone(UTC)
    return None


def _of_clocks(sign: str, left: Any, right: Any, kinds: tuple[int, int]) -> Any:
    """Times of a day: what lies between two, and another some hours away, past midnight too."""
    if kinds == (LENGTH, CLOCK) and sign == "+":
        left, right, kinds = right, left, (CLOCK, LENGTH)
    if kinds == (CLOCK, LENGTH):
        later = (right if sign == "+" else -right) % _WHOLE_DAY
        return (datetime.combine(_ANY_DAY, left) + later).timetz()
    if kinds == (CLOCK, CLOCK) and sign == "-" and (left.tzinfo is None) == (right.tzinfo is None):
        return datetime.combine(_ANY_DAY, left) - datetime.combine(_ANY_DAY, right)
    return None


def add_months(moment: date, months: int) -> date | None:
    """The same day of another month, or the last day if that month is shorter."""
    step = iso_time.Duration(months=abs(months), days=0, seconds=0)
    times = 1 if months >= 0 else -1
    try:
        if isinstance(moment, datetime):
            if moment.tzinfo is None:
                return None
            return iso_time.add(moment, step, zone=moment.tzinfo, times=times)
        midnight = datetime.combine(moment, time(), UTC)
        return iso_time.add(midnight, step, zone=UTC, times=times).date()
    except iso_time.NotATime as error:
        raise ExpressionFailed(str(error)) from None


def _or_none(compute: Callable[[], Any]) -> Any:
    try:
        return compute()
    except (InvalidOperation, OverflowError, ZeroDivisionError):
        return None
