"""FEEL's values: their kinds, and comparison in three values.

Numbers are whole or decimal, so that 0.1 + 0.2 is 0.3; floats of the data are taken by their
shortest text. What does not fit together gives null (None), never an error; what would grow
without bound fails, as everywhere in the language.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from engine.expressions.budget import MAX_INTEGER, MAX_ITEMS, MAX_RESULT_DEPTH, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.values import key_of, known, nodes_in, plain

NUMBER, TEXT, TRUTH, DAY, MOMENT, LENGTH, MONTHS, LIST, CONTEXT, CLOCK = range(1, 11)


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration of years and months: how long it is depends on when it begins."""

    months: int

    def iso(self) -> str:
        sign, count = ("-", -self.months) if self.months < 0 else ("", self.months)
        years, months = divmod(count, 12)
        return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months or not years else ''}"


@dataclass(frozen=True, slots=True)
class Range:
    """What lies between two values, the ends included or not."""

    low: Any
    high: Any
    with_low: bool
    with_high: bool


class FeelRun(Run):
    """One evaluation in FEEL; `input` is what `?` stands for."""

    __slots__ = ("input",)

    def __init__(self, now: datetime | None = None, zone: Any = None) -> None:
        super().__init__(now, zone)
        self.input: Any = None


_KINDS: Mapping[type, int] = {
    bool: TRUTH,
    int: NUMBER,
    Decimal: NUMBER,
    str: TEXT,
    date: DAY,
    datetime: MOMENT,
    time: CLOCK,
    timedelta: LENGTH,
    Months: MONTHS,
    list: LIST,
    tuple: LIST,
    dict: CONTEXT,
}
_OWN = frozenset({Decimal, Months, Range, time})
_ORDERED = frozenset({NUMBER, TEXT, DAY, MOMENT, CLOCK, LENGTH, MONTHS})
ORDERINGS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def kind(value: Any) -> int:
    """The kind of a value; 0 for null and for what has none."""
    return _KINDS.get(type(value), 0)


def classes_of(wanted: int) -> frozenset[type]:
    """The classes whose values are of a kind."""
    return frozenset(each for each, of in _KINDS.items() if of == wanted)


def exact(value: Any) -> Any:
    """A value of the data as FEEL reckons with it.

    :raises ExpressionFailed: it is an object of another class
    """
    if type(value) is float:
        return number(Decimal(str(value))) if isfinite(value) else None
    return value if type(value) in _OWN else known(value)


def number(value: Decimal | int) -> Decimal | int:
    """A number that was just computed: whole if it is, else decimal.

    :raises ExpressionFailed: it grows too large
    """
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise ExpressionFailed("a number grows too large")
    if type(value) is Decimal and value == value.to_integral_value():
        return int(value)
    return value


def outward(value: Any, run: Run, depth: int = 0) -> Any:
    """A value as it leaves FEEL: a private copy, numbers of JSON, months as ISO text.

    :raises ExpressionFailed: it is too large, too deep or of another kind
    """
    if type(value) is Decimal:
        return float(value)
    if type(value) is Months:
        return value.iso()
    if type(value) is time:
        return value.isoformat()
    if type(value) not in (list, tuple, dict):
        return plain(value, run, depth)
    if depth >= MAX_RESULT_DEPTH:
        raise ExpressionFailed("lists are nested too deep")
    if len(value) > MAX_ITEMS:
        raise ExpressionFailed("a list grows too long")
    run.spend(1 + len(value))
    if type(value) is dict:
        return {key_of(name): outward(each, run, depth + 1) for name, each in value.items()}
    return [outward(each, run, depth + 1) for each in value]


def compare(sign: str, left: Any, right: Any, run: Run) -> bool | None:
    """Whether `left sign right`; None if the two cannot be compared."""
    left, right = exact_or_feel(left), exact_or_feel(right)
    if sign == "=":
        return equal(left, right, run)
    if sign == "!=":
        same = equal(left, right, run)
        return None if same is None else not same
    of_left = kind(left)
    if of_left not in _ORDERED or of_left != kind(right):
        return None
    if of_left in (MOMENT, CLOCK) and (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return ORDERINGS[sign](left, right)


def equal(left: Any, right: Any, run: Run) -> bool | None:
    """Whether two values are the same; None if they are of different kinds."""
    if left is None or right is None:
        return left is right
    of_left = kind(left)
    if not of_left or of_left != kind(right):
        return None
    if of_left in (LIST, CONTEXT):
        nodes_in(left, run)
        nodes_in(right, run)
    return bool(left == right)


def exact_or_feel(value: Any) -> Any:
    """The value itself if it is FEEL's already, else as FEEL reckons with it."""
    return exact(value) if type(value) is float else value


def within(value: Any, range_: Range, run: Run) -> bool | None:
    """Whether a value lies in a range; None if it cannot be compared with its ends."""
    above = compare(">=" if range_.with_low else ">", value, range_.low, run)
    below = compare("<=" if range_.with_high else "<", value, range_.high, run)
    return both(above, below)


def matches(value: Any, wanted: Any, run: Run) -> bool | None:
    """Whether a value is the one wanted, lies in the range, or is one of the list."""
    if type(wanted) is Range:
        return within(value, wanted, run)
    if kind(wanted) == LIST and kind(value) != LIST:
        run.spend(len(wanted))
        return any(matches(value, each, run) for each in wanted)
    return compare("=", value, wanted, run)


def both(left: Any, right: Any) -> bool | None:
    """left and right, in three values."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def either(left: Any, right: Any) -> bool | None:
    """left or right, in three values."""
    if left is True or right is True:
        return True
    return False if left is False and right is False else None
