"""FEEL's values: their kinds, comparison in three values, arithmetic.

Numbers are whole or decimal, so that 0.1 + 0.2 is 0.3; floats of the data are taken by their
shortest text. What does not fit together gives null (None), never an error; what would grow
without bound fails, as everywhere in the language.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from engine.elements import iso_time
from engine.expressions.budget import MAX_INTEGER, MAX_ITEMS, MAX_RESULT_DEPTH, MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.operations import MAX_EXPONENT, shift
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
_ANY_DAY = date(2000, 1, 1)
_WHOLE_DAY = timedelta(days=1)
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
