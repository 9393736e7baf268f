"""The values of a column that stand for all values, and which of them fit each cell.

The cells of a column name a few values. Between and beside them nothing changes, so one value from
each stretch stands for all of it. A cell that computes (`> limit`, `? in names`) is not known.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.decisions.effort import Effort
from engine.decisions.table import Column
from engine.expressions.exceptions import ExpressionRefused, PlaceUnknown
from engine.feel import compile_feel, compile_unary_test
from engine.feel.lexer import Token, tokens_of
from engine.feel.values import FeelRun, Months, kind, number

OTHER = "another text"
"""Stands for every text that no cell names."""

_SIGNS = frozenset({"..", "<", "<=", ">", ">=", "=", "!=", "-", "(", ")", "[", "]", ",", "@"})
_LITERALS = {"true": True, "false": False, "null": None}
_MOMENT = "date and time"
_OF_A_TEXT = ["text", "sign"]
_NAMES = frozenset({"not", "date", "duration", *_LITERALS})
_ORDERS_TEXTS = frozenset({"..", "<", "<=", ">", ">="})
_WHOLE = frozenset({"integer", "int", "long"})
_A_CELL = 10  # reading one, in comparisons


@dataclass(frozen=True)
class Points:
    """A column: the values that stand for all values, null last, and for each row which fit."""

    name: str
    values: tuple[Any, ...]
    rows: tuple[int | None, ...]  # bits of the values; None: not known
    is_asked: bool  # whether any row looks at it
    is_open: bool  # whether there are other texts than those that the cells name

    @property
    def everything(self) -> int:
        """The bits of all values."""
        return (1 << len(self.values)) - 1


def points_of(column: Column, cells: Sequence[str], effort: Effort) -> Points | None:
    """The points of a column; None if its cells name values of several kinds.

    :raises TooMuch: they name too many
    """
    constants = {}
    for cell in dict.fromkeys(cells):
        constants[cell] = constants_of(cell)
        effort.spend(_A_CELL + len(constants[cell] or ()))
    allowed = (constants_of(column.allowed) if column.allowed else None) or set()
    named = allowed.union(*(each for each in constants.values() if each)) - {None}
    if len({kind(value) for value in named}) > 1:
        return None
    values = _around(named, column.kind in _WHOLE)
    if allowed:
        fitting = _fitting(column.allowed, [*values, None], allowed, effort)
        values = [value for n, value in enumerate(values) if fitting >> n & 1]
    is_open = bool(named) and OTHER in values
    values.append(None)
    fits = {
        cell: None if each is None else _fitting(cell, values, each, effort)
        for cell, each in constants.items()
    }
    is_asked = any(cell.strip() not in ("", "-") for cell in fits)
    rows = tuple(fits[cell] for cell in cells)
    return Points(column.text, tuple(values), rows, is_asked, is_open)


def _fitting(cell: str, values: list[Any], constants: set[Any], effort: Effort) -> int:
    """The bits of the values that fit a cell: nothing changes but at the values that it names."""
    test = compile_unary_test(cell).test
    if test is None:
        return int((1 << len(values)) - 1)
    effort.spend((2 * len(constants) + 2) * (len(constants) + _A_CELL))
    last = len(values) - 1
    texts = values[last - 1] == OTHER if last else False
    known = values[: last - texts]
    if known and type(known[0]) is bool:
        places = list(range(last))
    else:
        places = sorted({bisect_left(known, each) for each in constants - {None}})
    bits, begun = 0, 0
    for place in (*places, last):
        if begun < place and test(values[begun], {}, FeelRun()) is True:
            bits |= (1 << place) - (1 << begun)
        if test(values[place], {}, FeelRun()) is True:
            bits |= 1 << place
        begun = place + 1
    return bits


def _around(named: set[Any], only_whole: bool) -> list[Any]:
    """The named values, and one from each stretch between and beside them."""
    if not named or isinstance(next(iter(named)), str):
        return [*sorted(named), OTHER]
    if named <= {True, False} and all(isinstance(value, bool) for value in named):
        return [True, False]
    ordered = sorted(named)
    step, between = _steps(ordered[0], only_whole)
    values = [step(ordered[0], -1)]
    for low, high in zip(ordered, [*ordered[1:], None], strict=True):
        values.append(low)
        middle = None if high is None else between(low, high)
        values += [] if middle is None else [middle]
    return [*values, step(ordered[-1], 1)]


def _steps(
    example: Any, only_whole: bool
) -> tuple[Callable[[Any, int], Any], Callable[[Any, Any], Any]]:
    """How to go beside a value, and between two."""
    if isinstance(example, datetime | timedelta):
        unit: Any = timedelta(days=1)
        return lambda value, n: value + n * unit, lambda low, high: low + (high - low) / 2
    if isinstance(example, date):
        unit = timedelta(days=1)
        return (
            lambda value, n: value + n * unit,
            lambda low, high: low + unit if low + unit < high else None,
        )
    if isinstance(example, Months):
        return (
            lambda value, n: Months(value.months + n),
            lambda low, high: Months(low.months + 1) if low.months + 1 < high.months else None,
        )
    return lambda value, n: value + n, lambda low, high: _between(low, high, only_whole)


def _between(low: Any, high: Any, only_whole: bool) -> Any:
    """A number between two; none between whole numbers that follow each other: who counts days
    writes `<= 4` and `>= 5`."""
    if low == int(low) and (only_whole or high - low == 1):
        return low + 1 if low + 1 < high else None
    return (Decimal(low) + Decimal(high)) / 2


def constants_of(cell: str) -> set[Any] | None:
    """The values that a cell names; None if it computes or asks for a zone or order of texts."""
    if cell.strip() in ("", "-"):
        return set()
    try:
        tokens = tokens_of(cell)[:-1]
    except ExpressionRefused:
        return None
    found: set[Any] = set()
    signs = {token.value for token in tokens if token.kind in ("sign", "dot")}
    for n, token in enumerate(tokens):
        if not _is_plain(token) or (
            token.value == _MOMENT and [each.kind for each in tokens[n + 2 : n + 4]] != _OF_A_TEXT
        ):
            return None
        before = tokens[n - 1].value if n else ""
        if token.kind == "number":
            if before == "-" and n > 1 and tokens[n - 2].kind not in ("sign",):
                return None
            amount = number(Decimal(token.value))
            found.add(-amount if before == "-" else amount)
        elif token.kind == "text":
            caller = tokens[n - 2].value if n > 1 and before == "(" else before
            called = caller in ("date", "duration", _MOMENT, "@")
            if not called and signs & _ORDERS_TEXTS:
                return None
            quoted = '"' + token.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
            made = f"@{quoted}" if caller == "@" else f"{caller}({quoted})"
            try:
                found.add(_value(made) if called else token.value)
            except PlaceUnknown:
                return None
        elif token.value in _LITERALS:
            found.add(_LITERALS[token.value])
    return found


def _is_plain(token: Token) -> bool:
    if token.kind in ("number", "text"):
        return True
    if token.kind == "sign":
        return token.value in _SIGNS
    return token.value in _NAMES or token.value == _MOMENT


def _value(text: str) -> Any:
    return compile_feel(text).compute({}, FeelRun())
