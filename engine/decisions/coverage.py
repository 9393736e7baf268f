"""What the rows of a table leave out and what they say twice, exactly, where it can be known.

The cells of a column name a few values. Between and beside them nothing changes, so one value from
each stretch stands for all of it: a few points for each column, and each cell is the set of points
that pass it. Cells that compute (`> limit`, `? in names`) are not known; what depends on them is
not told. Where it would take too long it is said that not all was looked at.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.decisions.decision import Decision
from engine.decisions.table import SINGLE, Column, Table
from engine.expressions.exceptions import ExpressionFailed, ExpressionRefused
from engine.feel import compile_feel, compile_unary_test
from engine.feel.lexer import Token, tokens_of
from engine.feel.values import FeelRun, Months, kind, number

MOST_TRIALS = 700_000
"""How many comparisons are made for one table at most."""

_SIGNS = frozenset({"..", "<", "<=", ">", ">=", "=", "!=", "-", "(", ")", "[", "]", ",", "@"})
_LITERALS = {"true": True, "false": False, "null": None}
_NAMES = frozenset({"not", "date", "duration", *_LITERALS})
_ORDERS_TEXTS = frozenset({"..", "<", "<=", ">", ">="})
_MOST_STRETCHES = 5_000
_OTHER = "another text"
_WHOLE = frozenset({"integer", "int", "long"})


@dataclass(frozen=True)
class Overlap:
    """Two rows that fit the same values."""

    first: int
    second: int
    example: str  # values that fit both


@dataclass(frozen=True)
class Coverage:
    """What is wrong with the rows of one table."""

    overlaps: tuple[Overlap, ...] = ()  # where only one row may fit
    gap: str | None = None  # values that no row fits, though the table has no default
    never: tuple[tuple[int, int], ...] = ()  # a row, and the earlier one that always comes first
    trials: int = field(default=0, compare=False)  # how many comparisons that took
    is_cut_short: bool = False  # it would take too many: what is not told here may still be so


class _TooMuch(Exception):
    """More would have to be compared than is for one table."""


@dataclass(frozen=True)
class _Points:
    """A column: the values that stand for all values, and for each row those that pass."""

    name: str
    values: tuple[Any, ...]
    rows: tuple[int | None, ...]  # bits of the values; None: not known
    is_asked: bool  # whether any row looks at it
    is_open: bool  # whether there are other texts than those that the cells name

    @property
    def everything(self) -> int:
        return (1 << len(self.values)) - 1


def coverage_of(decision: Decision, most: int = MOST_TRIALS) -> Coverage:
    """Look at a table's rows; of an expression, or of a table that cannot be known, nothing.

    Of a table that takes more than `most` comparisons it is said that this was cut short.
    """
    table = decision.table
    if table is None or not table.rows or not _are_independent(table):
        return Coverage()
    made = {name for each in decision.needs for name in (*each.outputs, each.variable)}
    trials = len(table.rows) ** 2 * len(table.columns)
    if trials > most:
        return Coverage(is_cut_short=True)
    columns = []
    for n, column in enumerate(table.columns):
        cells = [rule.inputs[n] for rule in decision.rules]
        try:
            points = _points(column, cells, most - trials)
        except _TooMuch:
            return Coverage(trials=trials, is_cut_short=True)
        if points is None:
            return Coverage(trials=trials)
        columns.append(points)
        trials += len(points.values) * len(cells)
        if trials > most:
            return Coverage(trials=trials, is_cut_short=True)
    gap, is_cut_short = None, False
    try:
        gap = None if made & {each.text for each in table.columns} else _gap(table, columns)
    except _TooMuch:
        is_cut_short = True
    return Coverage(
        overlaps=tuple(_overlaps(decision, table, columns)),
        gap=gap,
        never=tuple(_never(columns)) if table.policy == "FIRST" else (),
        trials=trials,
        is_cut_short=is_cut_short,
    )


def _are_independent(table: Table) -> bool:
    """Whether each column is a variable of its own, so that any values may come together."""
    texts = [column.text for column in table.columns]
    plain = all(text.replace(".", "_").isidentifier() for text in texts)
    return plain and len({text.partition(".")[0] for text in texts}) == len(texts)


def _overlaps(decision: Decision, table: Table, columns: list[_Points]) -> Iterator[Overlap]:
    if table.policy not in ("UNIQUE", "ANY"):
        return
    for second in range(len(table.rows)):
        for first in range(second):
            both = _both(columns, first, second)
            if both is None:
                continue
            if table.policy == "UNIQUE" or _differ(decision, first, second):
                yield Overlap(first + 1, second + 1, _said(columns, both))


def _both(columns: list[_Points], first: int, second: int) -> list[Any] | None:
    """Values that fit both rows; None if there are none, or it is not known."""
    values = []
    for column in columns:
        one, other = column.rows[first], column.rows[second]
        if one is None or other is None or not one & other:
            return None
        common = one & other
        values.append(column.values[(common & -common).bit_length() - 1])
    return values


def _differ(decision: Decision, first: int, second: int) -> bool:
    """Whether the outputs of two rows are written out, and not the same."""
    for one, other in zip(
        decision.rules[first].outputs, decision.rules[second].outputs, strict=True
    ):
        try:
            left, right = compile_feel(one or "null"), compile_feel(other or "null")
            if not (left.names or right.names) and left.evaluate({}) != right.evaluate({}):
                return True
        except (ExpressionRefused, ExpressionFailed):
            continue
    return False


def _gap(table: Table, columns: list[_Points]) -> str | None:
    """Values that no row fits; None if there are none, or nothing has to fit.

    :raises _TooMuch: there are too many ways in which rows fit together
    """
    if table.policy not in SINGLE or any(output.default for output in table.outputs):
        return None
    if any(mask is None for column in columns for mask in column.rows):
        return None
    everyone = (1 << len(table.rows)) - 1
    passing = [list(_rows_by_value(column)) for column in columns]
    waiting: list[tuple[int, tuple[Any, ...]]] = [(everyone, ())]
    seen: set[tuple[int, int]] = set()
    while waiting:
        rows, chosen = waiting.pop()
        if not rows and all(passing):
            rest = [values[0][0] for values in passing[len(chosen) :]]
            return _said(columns, [*chosen, *rest])
        if len(chosen) == len(columns) or (len(chosen), rows) in seen:
            continue
        seen.add((len(chosen), rows))
        if len(seen) > _MOST_STRETCHES:
            raise _TooMuch
        for value, fitting in reversed(passing[len(chosen)]):
            waiting.append((rows & fitting, (*chosen, value)))
    return None


def _rows_by_value(column: _Points) -> Iterator[tuple[Any, int]]:
    """The rows that each value passes, as bits; null and texts that no cell names are left out."""
    for n, value in enumerate(column.values):
        if value is None or (column.is_open and value == _OTHER):
            continue
        rows = sum(1 << row for row, mask in enumerate(column.rows) if mask and mask >> n & 1)
        yield value, rows


def _never(columns: list[_Points]) -> Iterator[tuple[int, int]]:
    for later in range(len(columns[0].rows)):
        for earlier in range(later):
            if all(_covers(column, earlier, later) for column in columns):
                yield later + 1, earlier + 1
                break


def _covers(column: _Points, earlier: int, later: int) -> bool:
    one, other = column.rows[earlier], column.rows[later]
    if one == column.everything:
        return True
    return one is not None and other is not None and not other & ~one


def _points(column: Column, cells: Sequence[str], most: int) -> _Points | None:
    """The points of a column; None if its cells name values of several kinds.

    :raises _TooMuch: they name too many
    """
    named: set[Any] = set()
    known = []
    for cell in cells:
        constants = _constants(cell)
        known.append(constants is not None)
        named |= constants or set()
        if 2 * len(named) * len(cells) > most:
            raise _TooMuch
    allowed = _constants(column.allowed) if column.allowed else None
    named = (named | (allowed or set())) - {None}
    if len({kind(value) for value in named}) > 1:
        return None
    values = _around(named, column.kind in _WHOLE)
    if allowed is not None and column.allowed:
        values = [value for value in values if _passes(column.allowed, value)]
    is_open = bool(named) and _OTHER in values
    values.append(None)
    rows = tuple(
        sum(1 << n for n, value in enumerate(values) if _passes(cell, value)) if is_known else None
        for cell, is_known in zip(cells, known, strict=True)
    )
    is_asked = any(cell.strip() not in ("", "-") for cell in cells)
    return _Points(column.text, tuple(values), rows, is_asked, is_open)


def _around(named: set[Any], only_whole: bool) -> list[Any]:
    """The named values, and one from each stretch between and beside them."""
    if not named or isinstance(next(iter(named)), str):
        return [*sorted(named), _OTHER]
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


def _constants(cell: str) -> set[Any] | None:
    """The values that a cell names; None if it computes, or asks for the order of texts."""
    if cell.strip() in ("", "-"):
        return set()
    try:
        tokens = tokens_of(cell)[:-1]
    except ExpressionRefused:
        return None
    found: set[Any] = set()
    signs = {token.value for token in tokens if token.kind in ("sign", "dot")}
    for n, token in enumerate(tokens):
        if not _is_plain(token):
            return None
        before = tokens[n - 1].value if n else ""
        if token.kind == "number":
            if before == "-" and n > 1 and tokens[n - 2].kind not in ("sign",):
                return None
            amount = number(Decimal(token.value))
            found.add(-amount if before == "-" else amount)
        elif token.kind == "text":
            caller = tokens[n - 2].value if n > 1 and before == "(" else before
            called = caller in ("date", "duration", "date and time", "@")
            if not called and signs & _ORDERS_TEXTS:
                return None
            quoted = '"' + token.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
            made = f"@{quoted}" if caller == "@" else f"{caller}({quoted})"
            found.add(_value(made) if called else token.value)
        elif token.value in _LITERALS:
            found.add(_LITERALS[token.value])
    return found


def _is_plain(token: Token) -> bool:
    if token.kind in ("number", "text"):
        return True
    if token.kind == "sign":
        return token.value in _SIGNS
    return token.value in _NAMES or token.value == "date and time"


def _value(text: str) -> Any:
    return compile_feel(text).compute({}, FeelRun())


def _passes(cell: str, value: Any) -> bool:
    test = compile_unary_test(cell).test
    return test is None or test(value, {}, FeelRun()) is True


def _said(columns: list[_Points], values: Sequence[Any]) -> str:
    """The values as a designer would write them."""
    said = (
        f"{column.name} = {_shown(value)}"
        for column, value in zip(columns, values, strict=True)
        if column.is_asked
    )
    return ", ".join(said)


def _shown(value: Any) -> str:
    if value == _OTHER:
        return "…"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Months):
        return value.iso()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g} h"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
