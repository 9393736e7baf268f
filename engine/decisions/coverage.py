"""What the rows of a table leave out and what they say twice, exactly, where it can be known.

`engine.decisions.points` makes a few values of each column that stand for all. What depends on a
cell that computes is not told. Where it would take too long it is said that not all was looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import and_
from typing import Any, TypeVar

from engine.decisions.decision import Decision
from engine.decisions.effort import Effort, TooMuch
from engine.decisions.kinds import COMPUTED, Misfit, misfits, written_out
from engine.decisions.points import Points, points_of
from engine.decisions.related import bits, covering, meeting, rows_by_value
from engine.decisions.showing import said
from engine.decisions.table import SINGLE, Table

MOST_TRIALS = 1_000_000
"""How many comparisons are made for one table at most."""

MOST_TOLD = 20
"""Of a table whose rows all overlap, more would hide everything else."""

T = TypeVar("T")


@dataclass(frozen=True)
class Overlap:
    """Two rows that fit the same values."""

    first: int
    second: int
    example: str  # values that fit both


@dataclass(frozen=True)
class Coverage:
    """What is wrong with the rows of one table, the first of each kind."""

    overlaps: tuple[Overlap, ...] = ()  # where only one row may fit
    gap: str | None = None  # values that no row fits, though the table has no default
    gap_of_others: str | None = None  # the same, where a text is another than the cells name
    never: tuple[tuple[int, int], ...] = ()  # a row, and the earlier one that always comes first
    misfits: tuple[Misfit, ...] = ()  # of another kind than their column
    trials: int = field(default=0, compare=False)  # how many comparisons that took
    is_cut_short: bool = False  # it would take too many: what is not told here may still be so


def coverage_of(decision: Decision, most: int = MOST_TRIALS) -> Coverage:
    """Look at a table's rows; of an expression, or of a table that cannot be known, nothing.

    Of a table that takes more than `most` comparisons it is said that this was cut short.
    """
    table = decision.table
    if table is None:
        return Coverage()
    effort, cut = Effort(most), list[TooMuch]()
    told = tuple(_so_far(misfits(decision, table, effort), cut))
    columns = (
        _so_far(_columns(decision, table, effort), cut, None) if _are_independent(table) else []
    )
    known = [column for column in columns if column is not None]
    if not table.rows or len(known) < len(table.columns):
        return Coverage(misfits=told, trials=effort.spent, is_cut_short=bool(cut))
    overlaps = _so_far(_overlaps(decision, table, known, effort), cut)
    never = _so_far(_never(table, known, effort), cut)
    gaps = _so_far(_gaps(decision, table, known, effort), cut)
    return Coverage(
        overlaps=tuple(overlaps),
        gap=next((each for each, is_of_others in gaps if not is_of_others), None),
        gap_of_others=next((each for each, is_of_others in gaps if is_of_others), None),
        never=tuple(never),
        trials=effort.spent,
        misfits=told,
        is_cut_short=bool(cut),
    )


def _columns(decision: Decision, table: Table, effort: Effort) -> Iterator[Points | None]:
    for n, column in enumerate(table.columns):
        yield points_of(column, [rule.inputs[n] for rule in decision.rules], effort)


def _so_far(found: Iterator[T], cut: list[TooMuch], most: int | None = MOST_TOLD) -> list[T]:
    """The first of what is found, until that would take too much."""
    told: list[T] = []
    try:
        for each in islice(found, most):
            told.append(each)
    except TooMuch as too_much:
        cut.append(too_much)
    return told


def _are_independent(table: Table) -> bool:
    """Whether each column is a variable of its own, so that any values may come together."""
    texts = [column.text for column in table.columns]
    plain = all(text.replace(".", "_").isidentifier() for text in texts)
    return plain and len({text.partition(".")[0] for text in texts}) == len(texts)


def _overlaps(
    decision: Decision, table: Table, columns: list[Points], effort: Effort
) -> Iterator[Overlap]:
    """Two rows that fit the same values, where one row alone may fit or all must agree."""
    if table.policy not in ("UNIQUE", "ANY"):
        return
    met = [meeting(column, effort) for column in columns]
    answers = _answers(decision) if table.policy == "ANY" else None
    for second in range(len(table.rows)):
        for first in bits(_together(met, second) & ((1 << second) - 1)):
            effort.spend(1)
            if answers is None or _differ(answers[first], answers[second]):
                yield Overlap(first + 1, second + 1, _example(columns, first, second))


def _never(table: Table, columns: list[Points], effort: Effort) -> Iterator[tuple[int, int]]:
    """A row, and the earlier one that fits all that it fits, where the first row decides."""
    if table.policy != "FIRST":
        return
    covered = [covering(column, effort) for column in columns]
    for later in range(len(table.rows)):
        for earlier in islice(bits(_together(covered, later) & ((1 << later) - 1)), 1):
            yield later + 1, earlier + 1


def _together(of_columns: list[tuple[int, ...]], row: int) -> int:
    """The rows of which that holds in every column."""
    return reduce(and_, (rows[row] for rows in of_columns), -1)


def _example(columns: list[Points], first: int, second: int) -> str:
    """Values that fit both rows."""
    common = ((column.rows[first] or 0) & (column.rows[second] or 0) for column in columns)
    return said(columns, [c.values[next(bits(m))] for c, m in zip(columns, common, strict=True)])


def _answers(decision: Decision) -> list[list[Any]]:
    """The outputs of each row, where they are written out."""
    return [[written_out(cell) for cell in rule.outputs] for rule in decision.rules]


def _differ(one: list[Any], other: list[Any]) -> bool:
    return any(
        left != right and COMPUTED not in (left, right)
        for left, right in zip(one, other, strict=True)
    )


def _gaps(
    decision: Decision, table: Table, columns: list[Points], effort: Effort
) -> Iterator[tuple[str, bool]]:
    """Values that no row fits, though one has to; if the cells name them all, then other texts."""
    made = {name for each in decision.needs for name in (*each.outputs, each.variable)}
    if (
        table.policy not in SINGLE
        or any(output.default for output in table.outputs)
        or any(mask is None for column in columns for mask in column.rows)
        or made & {each.text for each in table.columns}
    ):
        return
    gap = _gap(columns, effort, rows_of_table=len(table.rows), with_others=False)
    if gap is not None:
        yield gap, False
    elif any(column.is_open for column in columns):
        gap = _gap(columns, effort, rows_of_table=len(table.rows), with_others=True)
        if gap is not None:
            yield gap, True


def _gap(
    columns: list[Points], effort: Effort, *, rows_of_table: int, with_others: bool
) -> str | None:
    everyone = (1 << rows_of_table) - 1
    passing = [rows_by_value(column, effort, with_others=with_others) for column in columns]
    waiting: list[tuple[int, tuple[Any, ...]]] = [(everyone, ())]
    seen: set[tuple[int, int]] = set()
    while waiting:
        rows, chosen = waiting.pop()
        if not rows and all(passing):
            rest = [values[0][0] for values in passing[len(chosen) :]]
            return said(columns, [*chosen, *rest])
        if len(chosen) == len(columns) or (len(chosen), rows) in seen:
            continue
        seen.add((len(chosen), rows))
        effort.spend(len(passing[len(chosen)]))
        for value, fitting in reversed(passing[len(chosen)]):
            waiting.append((rows & fitting, (*chosen, value)))
    return None
