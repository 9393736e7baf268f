"""The rows of a decision table, and what the hit policies make of those that match."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.decisions.exceptions import DecisionFailed
from engine.feel.node import Compute, Variables
from engine.feel.totals import largest, smallest, total
from engine.feel.unary_tests import Test
from engine.feel.values import FeelRun, compare, exact_or_feel

Values = list[Any]

SINGLE = frozenset({"UNIQUE", "FIRST", "ANY", "PRIORITY"})
"""Hit policies that give one row's outputs; the others give a list for each output."""

ORDERED = frozenset({"PRIORITY", "OUTPUT ORDER"})
"""Hit policies that go by the order of the output's allowed values."""

POLICIES = SINGLE | ORDERED | {"RULE ORDER", "COLLECT"}

AGGREGATIONS: Mapping[str, Callable[[FeelRun, Values], Any]] = {
    "SUM": total,
    "MIN": smallest,
    "MAX": largest,
    "COUNT": lambda run, values: len(values),
}


@dataclass(frozen=True, slots=True)
class Column:
    """An input: what computes its value, and what reads a text of the data as a date.

    `text`, `kind` and `allowed` are what is written: its expression, its type, the values that it
    may have.
    """

    compute: Compute
    cast: Callable[[FeelRun, Any], Any] | None
    text: str = ""
    kind: str = ""
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """An output: its name, what it is if no row matches, its allowed values in order, its type."""

    name: str
    default: Compute | None
    allowed: tuple[Any, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row as its designer wrote it: the texts of the cells, and the annotation.

    The annotation may stand in Hindi too, as the property `note_hi` of the row.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    note: str
    note_hi: str = ""
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A rule: the tests of the columns that have one, and what computes its outputs."""

    number: int
    tests: tuple[tuple[int, Test], ...]
    outputs: tuple[Compute, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, compiled."""

    policy: str
    aggregation: Callable[[FeelRun, Values], Any] | None
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]

    def decide(self, variables: Variables, run: FeelRun) -> dict[str, Any]:
        """Return the outputs by name.

        :raises DecisionFailed: more rows match than the hit policy allows
        """
        hits = self.matching(variables, run)
        if self.policy == "UNIQUE" and len(hits) > 1:
            raise DecisionFailed(f"rows {_numbers(hits)} match, but only one may")
        results = [[output(variables, run) for output in row.outputs] for row in hits]
        if self.policy == "ANY" and any(result != results[0] for result in results):
            raise DecisionFailed(f"rows {_numbers(hits)} match with different outputs")
        if self.policy in ORDERED:
            results.sort(key=lambda result: self._rank(result, run))
        if self.policy in SINGLE:
            values = results[0] if results else self._defaults(variables, run)
            return dict(zip(self._names(), values, strict=True))
        lists = [[result[n] for result in results] for n in range(len(self.outputs))]
        if self.aggregation is not None:
            return {self.outputs[0].name: self.aggregation(run, lists[0])}
        return dict(zip(self._names(), lists, strict=True))

    def matching(self, variables: Variables, run: FeelRun) -> list[Row]:
        """The rows that fit; of FIRST the first alone."""
        values = []
        for column in self.columns:
            value = column.compute(variables, run)
            values.append(column.cast(run, value) if column.cast else exact_or_feel(value))
        hits = []
        for row in self.rows:
            for n, test in row.tests:
                if not test(values[n], variables, run):
                    break
            else:
                hits.append(row)
                if self.policy == "FIRST":
                    break
        return hits

    def _defaults(self, variables: Variables, run: FeelRun) -> Values:
        defaults = [output.default for output in self.outputs]
        return [default(variables, run) if default else None for default in defaults]

    def _names(self) -> list[str]:
        return [output.name for output in self.outputs]

    def _rank(self, result: Values, run: FeelRun) -> tuple[int, ...]:
        """The places of a row's outputs among the allowed values; what is not there comes last."""
        return tuple(
            _place(value, output.allowed, run)
            for value, output in zip(result, self.outputs, strict=True)
        )


def _place(value: Any, allowed: tuple[Any, ...], run: FeelRun) -> int:
    for place, each in enumerate(allowed):
        if compare("=", value, each, run) is True:
            return place
    return len(allowed)


def _numbers(rows: list[Row]) -> str:
    return ", ".join(str(row.number) for row in rows)
