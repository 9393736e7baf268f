"""One decision of a file, with those it needs."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from engine.decisions.table import Rule, Table
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.expression import UNFORESEEN
from engine.feel.node import Variables
from engine.feel.values import FeelRun, outward

Decide = Callable[[Variables, FeelRun], Mapping[str, Any]]


class Decision:
    """A decision, compiled; it holds no state and may be shared by all threads."""

    def __init__(
        self,
        decision_id: str,
        *,
        name: str,
        name_hi: str,
        variable: str,
        reads: frozenset[str],
        outputs: tuple[str, ...],
        rules: tuple[Rule, ...] = (),
        decide: Decide,
        table: Table | None = None,
        line: int | None,
    ) -> None:
        self.id = decision_id
        self.name = name
        self.name_hi = name_hi
        self.variable = variable
        """The name under which decisions that need this one find its result."""
        self.outputs = outputs
        """The names of what it gives."""
        self.rules = rules
        """The rows of its table as they are written, to be shown; an expression has none."""
        self.line = line
        self.needs: tuple[Decision, ...] = ()
        """All decisions that must be made before, in order."""
        self._reads = reads
        self._decide = decide
        self.table = table
        """Its table, compiled; an expression has none."""

    @property
    def inputs(self) -> frozenset[str]:
        """The variables that it, or a decision it needs, reads from the case."""
        made: set[str] = set()
        reads: set[str] = set()
        for each in (*self.needs, self):
            reads |= each._reads - made
            made |= {*each.outputs, each.variable}
        return frozenset(reads)

    def evaluate(
        self, variables: Variables, *, now: datetime | None = None, zone: tzinfo | None = None
    ) -> dict[str, Any]:
        """Return the outputs by name: a value for each, or a list if the policy gives many.

        A variable without a value is null, and null passes only the tests that name it.

        :raises DecisionFailed: more rows match than the hit policy allows
        :raises ExpressionFailed: a cell grows without bound
        """
        run = FeelRun(now, zone)
        try:
            return self._made(self._scope(variables, run), run)
        except UNFORESEEN as error:
            raise ExpressionFailed(f"it cannot be computed ({type(error).__name__})") from None

    def notes(
        self,
        variables: Variables,
        *,
        now: datetime | None = None,
        zone: tzinfo | None = None,
        language: str = "en",
    ) -> tuple[str, ...]:
        """The annotations of the rows that fit: why it answers as it does.

        In Hindi (`hi`) those that stand in Hindi.

        :raises ExpressionFailed: a cell grows without bound
        """
        if self.table is None:
            return ()
        run = FeelRun(now, zone)
        try:
            hits = self.table.matching(self._scope(variables, run), run)
        except UNFORESEEN as error:
            raise ExpressionFailed(f"it cannot be computed ({type(error).__name__})") from None
        rules = [self.rules[row.number - 1] for row in hits]
        notes = (rule.note_hi if language == "hi" else rule.note for rule in rules)
        return tuple(note for note in notes if note)

    def _scope(self, variables: Variables, run: FeelRun) -> Variables:
        """The variables, with what the decisions that this one needs make of them."""
        if not self.needs:
            return variables
        scope = dict(variables)
        for each in self.needs:
            outputs = each._made(scope, run)
            scope.update(outputs)
            scope[each.variable] = outputs if len(outputs) > 1 else next(iter(outputs.values()))
        return scope

    def _made(self, variables: Variables, run: FeelRun) -> dict[str, Any]:
        return {name: outward(value, run) for name, value in self._decide(variables, run).items()}
