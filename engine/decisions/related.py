"""Which rows of a table share values in a column, as bits of the rows."""

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

from engine.decisions.effort import Effort
from engine.decisions.points import OTHER, Points


def meeting(column: Points, effort: Effort) -> tuple[int, ...]:
    """For each row those that share a value with it; for a cell that computes, none.

    :raises TooMuch: there are too many different cells
    """
    cells = _rows_by_cell(column)
    if _is_spread(column, cells, effort):
        met = {cell: _bits_of([bool(cell & each) for each in _known(column)]) for cell in cells}
    else:
        fitting = _fitting(cells)
        met = {cell: reduce(or_, (fitting[value] for value in bits(cell)), 0) for cell in cells}
    return tuple(0 if cell is None else met[cell] for cell in column.rows)


def covering(column: Points, effort: Effort) -> tuple[int, ...]:
    """For each row those that fit every value that it fits, as far as that is known.

    :raises TooMuch: there are too many different cells
    """
    cells = _rows_by_cell(column)
    whole = cells.get(column.everything, 0)
    if _is_spread(column, cells, effort):
        over = {cell: _bits_of([cell & each == cell for each in _known(column)]) for cell in cells}
    else:
        fitting, everyone = _fitting(cells), (1 << len(column.rows)) - 1
        over = {
            cell: reduce(and_, (fitting[value] for value in bits(cell)), everyone) for cell in cells
        }
    return tuple(whole if cell is None else over[cell] for cell in column.rows)


def rows_by_value(column: Points, effort: Effort, *, with_others: bool) -> list[tuple[Any, int]]:
    """The rows that each value fits; of values that fit the same rows the first one.

    Null is left out, and other texts than the cells name unless asked for.

    :raises TooMuch: there are too many values
    """
    cells = _rows_by_cell(column)
    changes = [0] * (len(column.values) + 1)
    for cell, rows in cells.items():
        edges = cell ^ cell << 1
        effort.spend(edges.bit_count())
        for value in bits(edges):
            changes[value] ^= rows
    found: dict[int, Any] = {}
    fitting = 0
    for value, changed in zip(column.values, changes, strict=False):
        fitting ^= changed
        if value is not None and (with_others or not column.is_open or value != OTHER):
            found.setdefault(fitting, value)
    return [(value, rows) for rows, value in found.items()]


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _rows_by_cell(column: Points) -> dict[int, int]:
    """The rows by the values that fit their cell."""
    found: dict[int, int] = defaultdict(int)
    for row, cell in enumerate(column.rows):
        if cell is not None:
            found[cell] |= 1 << row
    return dict(found)


def _is_spread(column: Points, cells: dict[int, int], effort: Effort) -> bool:
    """Whether cells fit so many values that it is cheaper to compare each with each."""
    by_cells, by_values = len(cells) * len(column.rows) // 4, 2 * sum(map(int.bit_count, cells))
    effort.spend(min(by_cells, by_values))
    return by_cells <= by_values


def _known(column: Points) -> list[int]:
    return [cell or 0 for cell in column.rows]


def _bits_of(rows: list[bool]) -> int:
    return int("".join("1" if row else "0" for row in reversed(rows)), 2)


def _fitting(cells: dict[int, int]) -> dict[int, int]:
    """The rows that each value fits."""
    found: dict[int, int] = defaultdict(int)
    for cell, rows in cells.items():
        for value in bits(cell):
            found[value] |= rows
    return found
