"""The values expressions know: those of JSON, dates, moments and lengths of time. No others.

An object of any other class is never operated on, so that none of its methods can run.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from engine.expressions.budget import MAX_INTEGER, MAX_ITEMS, MAX_RESULT_DEPTH, MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed

KIND_NAMES: Mapping[type, str] = {
    type(None): "nothing",
    bool: "a truth value",
    int: "a number",
    float: "a number",
    Decimal: "a number",
    str: "a text",
    date: "a date",
    datetime: "a date and time",
    timedelta: "a length of time",
    list: "a list",
    tuple: "a list",
    dict: "a mapping",
}
KNOWN = frozenset(KIND_NAMES) - {Decimal}
SCALARS = KNOWN - {list, tuple, dict}
LISTS = frozenset({list, tuple})
CONTAINERS = frozenset({list, tuple, dict})
NUMBERS = frozenset({bool, int, float})
WHOLE_NUMBERS = frozenset({bool, int})
_PASSED_AS_THEY_ARE = frozenset({type(None), bool, date, datetime, timedelta})


def kind_of(value: object) -> str:
    """How a sentence calls a value of this kind."""
    return KIND_NAMES.get(type(value), "an unknown kind of value")


def known(value: object) -> Any:
    """Return the value if expressions may touch it.

    :raises ExpressionFailed: it is an object of another class
    """
    if type(value) in KNOWN:
        return value
    raise ExpressionFailed("a variable holds a value that expressions may not use")


def bounded_number(value: Any) -> Any:
    """Return a number that was just computed, if it is finite and not too large.

    :raises ExpressionFailed: it is not
    """
    if type(value) in WHOLE_NUMBERS:
        if -MAX_INTEGER <= value <= MAX_INTEGER:
            return value
    elif type(value) is float and isfinite(value):
        return value
    raise ExpressionFailed("a number grows too large")


def nodes_in(value: Any, run: Run) -> int:
    """Count the values in a list or mapping, counting one that stands in two places twice.

    Spends a step for each, so it ends even where lists share lists and would unfold without end.
    """
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        count += 1
        run.spend(1)
        if type(each) in LISTS:
            waiting.extend(each)
        elif type(each) is dict:
            waiting.extend(each.values())
    return count


def plain(value: Any, run: Run, depth: int = 0) -> Any:
    """Return a value as it may leave the language: a private copy, of JSON values and dates only.

    :raises ExpressionFailed: it is too large, too deep or of another kind
    """
    kind = type(value)
    if kind in _PASSED_AS_THEY_ARE:
        return value
    if kind is str:
        if len(value) > MAX_TEXT:
            raise ExpressionFailed("a text grows too long")
        run.spend(1 + len(value) // 256)
        return value
    if kind in NUMBERS:
        return bounded_number(value)
    if kind not in CONTAINERS:
        raise ExpressionFailed("the result is a value that expressions may not use")
    if depth >= MAX_RESULT_DEPTH:
        raise ExpressionFailed("lists are nested too deep")
    if len(value) > MAX_ITEMS:
        raise ExpressionFailed("a list grows too long")
    run.spend(1 + len(value))
    if kind is dict:
        return {key_of(k): plain(v, run, depth + 1) for k, v in value.items()}
    return [plain(each, run, depth + 1) for each in value]


def key_of(key: object) -> str:
    """The name of an item of a mapping.

    :raises ExpressionFailed: it is no text
    """
    if type(key) is not str:
        raise ExpressionFailed("the names in a mapping must be texts")
    return key
