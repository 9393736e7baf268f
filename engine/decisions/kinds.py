"""Cells that hold another kind of value than their column says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.decisions.decision import Decision
from engine.decisions.effort import Effort
from engine.decisions.points import constants_of
from engine.decisions.table import AGGREGATIONS, Table
from engine.expressions.exceptions import ExpressionFailed, ExpressionRefused, PlaceUnknown
from engine.feel import compile_feel
from engine.feel.times import as_date, as_moment
from engine.feel.values import DAY, MOMENT, NUMBER, TEXT, TRUTH, FeelRun, kind

COMPUTED = object()
"""Stands for what an output gives that is not written out."""

_A_CELL = 10  # reading one, in comparisons
_NUMBERS = ("number", "integer", "int", "long", "double")
_KINDS = {
    **dict.fromkeys(_NUMBERS, NUMBER),
    "string": TEXT,
    "boolean": TRUTH,
    "date": DAY,
    "datetime": MOMENT,
    "date and time": MOMENT,
}
_CALLED = {
    NUMBER: "a number",
    TEXT: "a text",
    TRUTH: "a truth value",
    DAY: "a date",
    MOMENT: "a date and time",
}


@dataclass(frozen=True)
class Misfit:
    """A cell that can never be what its column says."""

    rule: str  # of the checker
    row: int
    column: str
    cell: str
    kind: str  # what the column says, in words


def misfits(decision: Decision, table: Table, effort: Effort) -> Iterator[Misfit]:
    """The cells of a table that are written out, and are of another kind than their column.

    :raises TooMuch: there are too many
    """
    is_sum = table.aggregation is AGGREGATIONS["SUM"]
    for row, rule in enumerate(decision.rules, 1):
        for column, cell in zip(table.columns, rule.inputs, strict=True):
            wanted = _KINDS.get(column.kind)
            if wanted is None:
                continue
            effort.spend(_A_CELL)
            named = (constants_of(cell) or set()) - {None}
            if any(kind(each) != wanted for each in named):
                yield Misfit("decision-cell-kind", row, column.text, cell, _CALLED[wanted])
        for output, cell in zip(table.outputs, rule.outputs, strict=True):
            wanted = _KINDS.get(output.kind)
            if wanted is None and not is_sum:
                continue
            effort.spend(_A_CELL)
            value = written_out(cell)
            if value is COMPUTED:
                continue
            if is_sum and kind(value) == TEXT:
                yield Misfit("decision-sum-of-texts", row, output.name, cell, _CALLED[NUMBER])
            elif wanted and not _is_of(wanted, value):
                yield Misfit("decision-output-kind", row, output.name, cell, _CALLED[wanted])


def written_out(cell: str) -> Any:
    """What an output gives whatever the case is; COMPUTED where that depends on it."""
    try:
        feel = compile_feel(cell or "null")
        return COMPUTED if feel.names else feel.compute({}, FeelRun())
    except (ExpressionRefused, ExpressionFailed):
        return COMPUTED


def _is_of(wanted: int, value: Any) -> bool:
    """Whether a value is of a kind; a day or moment may be written as a text of ISO 8601."""
    if kind(value) == TEXT and wanted in (DAY, MOMENT):
        try:
            return (as_date if wanted == DAY else as_moment)(FeelRun(), value) is not None
        except PlaceUnknown:
            return False
    return kind(value) in (wanted, 0)
