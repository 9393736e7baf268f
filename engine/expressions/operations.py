"""The operators, each bounded: none can run long or make something large from something small.

What Python would do with an unfitting pair of values is never tried; the error says the kinds.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NoReturn

from engine.expressions.budget import MAX_INTEGER, MAX_ITEMS, MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.values import (
    CONTAINERS,
    LISTS,
    NUMBERS,
    SCALARS,
    WHOLE_NUMBERS,
    bounded_number,
    kind_of,
    known,
    nodes_in,
)

Operation = Callable[[Any, Any, Run], Any]

MAX_EXPONENT = 64
_DIVISORS = NUMBERS | {timedelta}


def add(left: Any, right: Any, run: Run) -> Any:
    """left + right: numbers, texts, lists, and a length of time to a date or another length."""
    kinds = type(left), type(right)
    if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
        return bounded_number(left + right)
    if kinds == (str, str):
        if len(left) + len(right) > MAX_TEXT:
            raise ExpressionFailed("a text grows too long")
        run.spend(1 + (len(left) + len(right)) // 64)
        return left + right
    if kinds[0] in LISTS and kinds[1] in LISTS:
        if len(left) + len(right) > MAX_ITEMS:
            raise ExpressionFailed("a list grows too long")
        run.spend(1 + len(left) + len(right))
        return [*left, *right]
    if kinds[1] is timedelta:
        return shift(left, right)
    if kinds[0] is timedelta:
        return shift(right, left)
    _unfitting("+", left, right)


def subtract(left: Any, right: Any, _run: Run) -> Any:
    """left - right: numbers, lengths of time, a length from a date, or the length between dates."""
    kinds = type(left), type(right)
    if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
        return bounded_number(left - right)
    if kinds[1] is timedelta:
        return shift(left, -right)
    if kinds == (date, date):
        return left - right
    if kinds == (datetime, datetime):
        return _in_utc(left) - _in_utc(right)
    _unfitting("-", left, right)


def multiply(left: Any, right: Any, _run: Run) -> Any:
    """left * right: numbers, or a length of time and a number; texts and lists do not repeat."""
    if type(left) in NUMBERS and type(right) in NUMBERS:
        return bounded_number(_small(left) * _small(right))
    if type(left) is timedelta and type(right) in NUMBERS:
        return left * right
    if type(right) is timedelta and type(left) in NUMBERS:
        return right * left
    _unfitting("*", left, right)


def divide(left: Any, right: Any, _run: Run) -> Any:
    """left / right: numbers, lengths of time, or a length by a number."""
    if type(right) in _DIVISORS and not right:
        raise ExpressionFailed("a division by zero")
    if type(left) in NUMBERS and type(right) in NUMBERS:
        return bounded_number(left / right)
    if type(left) is timedelta and type(right) in _DIVISORS:
        return left / right
    _unfitting("/", left, right)


def divide_whole(left: Any, right: Any, _run: Run) -> Any:
    """left // right of numbers."""
    return _whole_division(operator.floordiv, "//", left, right)


def remainder(left: Any, right: Any, _run: Run) -> Any:
    """left % right of numbers; texts are not formatted."""
    return _whole_division(operator.mod, "%", left, right)


def raise_power(left: Any, right: Any, _run: Run) -> Any:
    """left ** right of numbers with a small exponent."""
    if type(left) not in NUMBERS or type(right) not in NUMBERS:
        _unfitting("**", left, right)
    if not -MAX_EXPONENT <= right <= MAX_EXPONENT:
        raise ExpressionFailed("an exponent is too large")
    if not left and right < 0:
        raise ExpressionFailed("a division by zero")
    return bounded_number(_small(left) ** right)


def equal(left: Any, right: Any, run: Run) -> bool:
    """Whether both are the same value; lists and mappings are compared through and through."""
    if type(left) in SCALARS and type(right) in SCALARS:
        return bool(left == right)
    if type(left) in CONTAINERS and type(right) in CONTAINERS:
        nodes_in(left, run)
        nodes_in(right, run)
        return bool(left == right)
    return False


def unequal(left: Any, right: Any, run: Run) -> bool:
    return not equal(left, right, run)


def less(left: Any, right: Any, _run: Run) -> bool:
    return bool(left < right) if _may_be_ordered(left, right) else _unfitting("<", left, right)


def less_or_equal(left: Any, right: Any, _run: Run) -> bool:
    return bool(left <= right) if _may_be_ordered(left, right) else _unfitting("<=", left, right)


def greater(left: Any, right: Any, _run: Run) -> bool:
    return bool(left > right) if _may_be_ordered(left, right) else _unfitting(">", left, right)


def greater_or_equal(left: Any, right: Any, _run: Run) -> bool:
    return bool(left >= right) if _may_be_ordered(left, right) else _unfitting(">=", left, right)


def contained(left: Any, right: Any, run: Run) -> bool:
    """left in right: an item of a list, a name of a mapping, a part of a text."""
    if type(right) is str and type(left) is str:
        run.spend(1 + len(right) // 64)
        return left in right
    if type(right) in LISTS:
        if type(left) in CONTAINERS:
            return any(equal(left, each, run) for each in right)
        run.spend(1 + len(right) // 8)
        return any(left == each for each in right if type(each) in SCALARS)
    if type(right) is dict and type(left) in SCALARS:
        return left in right
    _unfitting("in", left, right)


def not_contained(left: Any, right: Any, run: Run) -> bool:
    return not contained(left, right, run)


def identical(left: Any, right: Any, _run: Run) -> bool:
    """left is right; the parser lets only None, True and False stand on the right."""
    return left is right


def not_identical(left: Any, right: Any, _run: Run) -> bool:
    return left is not right


def negate(value: Any) -> Any:
    """-value of a number or a length of time."""
    if type(value) in NUMBERS or type(value) is timedelta:
        return -value
    raise ExpressionFailed(f"- cannot be used with {kind_of(value)}")


def affirm(value: Any) -> Any:
    """+value of a number."""
    if type(value) in NUMBERS:
        return +value
    raise ExpressionFailed(f"+ cannot be used with {kind_of(value)}")


def item(container: Any, key: Any) -> Any:
    """container[key] of a list or mapping.

    :raises ExpressionFailed: there is no such item
    """
    try:
        if type(container) is dict and type(key) is str:
            return known(container[key])
        if type(container) in LISTS and type(key) is int:
            return known(container[key])
    except LookupError:
        raise ExpressionFailed("a list or mapping lacks the item asked for") from None
    raise ExpressionFailed(f"{kind_of(container)} has no item by {kind_of(key)}")


def field(container: Any, name: str) -> Any:
    """container.name of a mapping; of nothing else, so that no object's attribute is reached.

    :raises ExpressionFailed: there is no such field
    """
    if type(container) is not dict:
        raise ExpressionFailed(f"{kind_of(container)} has no field {name!r}")
    if name not in container:
        raise ExpressionFailed(f"a mapping lacks the field {name!r}")
    return known(container[name])


def shift(moment: Any, length: timedelta) -> Any:
    """The date, moment or length that lies `length` further."""
    try:
        if type(moment) is timedelta:
            return moment + length
        if type(moment) is datetime:
            return (_in_utc(moment) + length).astimezone(moment.tzinfo)
        if type(moment) is date:
            if length.seconds or length.microseconds:
                raise ExpressionFailed("a date without a time can be moved by whole days only")
            return moment + length
    except OverflowError:
        raise ExpressionFailed("a date beyond the calendar") from None
    _unfitting("+", moment, length)


BINARY: Mapping[str, Operation] = {
    "Add": add,
    "Sub": subtract,
    "Mult": multiply,
    "Div": divide,
    "FloorDiv": divide_whole,
    "Mod": remainder,
    "Pow": raise_power,
}
COMPARISONS: Mapping[str, Operation] = {
    "Eq": equal,
    "NotEq": unequal,
    "Lt": less,
    "LtE": less_or_equal,
    "Gt": greater,
    "GtE": greater_or_equal,
    "In": contained,
    "NotIn": not_contained,
    "Is": identical,
    "IsNot": not_identical,
}


def _whole_division(how: Callable[[Any, Any], Any], sign: str, left: Any, right: Any) -> Any:
    if type(left) not in NUMBERS or type(right) not in NUMBERS:
        _unfitting(sign, left, right)
    if not right:
        raise ExpressionFailed("a division by zero")
    return bounded_number(how(left, right))


def _may_be_ordered(left: Any, right: Any) -> bool:
    kinds = type(left), type(right)
    if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
        return True
    if kinds[0] is datetime and kinds[1] is datetime:
        return (left.tzinfo is None) == (right.tzinfo is None)
    return kinds[0] is kinds[1] and kinds[0] in (str, date, timedelta)


def _small(value: Any) -> Any:
    if type(value) in WHOLE_NUMBERS and not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise ExpressionFailed("a number grows too large")
    return value


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ExpressionFailed("a date and time without an offset is no moment")
    return moment.astimezone(UTC)


def _unfitting(sign: str, left: Any, right: Any) -> NoReturn:
    raise ExpressionFailed(f"{sign} cannot be used with {kind_of(left)} and {kind_of(right)}")
