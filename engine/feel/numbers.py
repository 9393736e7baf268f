"""FEEL's functions of numbers."""

import re
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

from engine.expressions.budget import Run
from engine.feel.values import NUMBER, TEXT, kind, number

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)


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


def square_root(run: Run, value: Any) -> Any:
    return number(Decimal(value).sqrt()) if kind(value) == NUMBER and value >= 0 else None


def is_odd(run: Run, value: Any) -> Any:
    return value % 2 != 0 if type(value) is int else None


def is_even(run: Run, value: Any) -> Any:
    return value % 2 == 0 if type(value) is int else None


def _rounded(value: Any, digits: Any, how: str) -> Any:
    if kind(value) != NUMBER or type(digits) is not int or not 0 <= digits <= 9:
        return None
    return number(Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=how))
