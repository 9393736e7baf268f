"""One compiled expression: a condition, the time of a timer, a count, a correlation key."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from engine.expressions.budget import FindCalendar, Run
from engine.expressions.compiler import Compiler, Compute, Variables
from engine.expressions.exceptions import ExpressionFailed
from engine.expressions.source import read_expression
from engine.expressions.values import plain

UNFORESEEN = (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What a value of an odd size may still raise; its message could repeat the value, so it ends
here."""


class Expression:
    """A text of the language, compiled; it holds no state and may be shared by all threads."""

    __slots__ = ("_compute", "calls", "names", "text")

    def __init__(
        self, text: str, names: frozenset[str], calls: frozenset[str], compute: Compute
    ) -> None:
        self.text = text
        self.names = names
        """The variables that the expression reads, those of get() included."""
        self.calls = calls
        """The functions that it calls."""
        self._compute = compute

    def evaluate(
        self,
        variables: Variables,
        *,
        now: datetime | None = None,
        zone: tzinfo | None = None,
        calendar: FindCalendar | None = None,
    ) -> Any:
        """Compute the value: JSON values, dates, aware datetimes and timedeltas, nothing else.

        `now` and `zone` are what now(), today() and after() go by, `calendar` is for
        working_days() and working_hours().

        :raises ExpressionFailed: it cannot be computed from these variables
        """
        run = Run(now, zone, calendar)
        try:
            return plain(self._compute(variables, run), run)
        except ExpressionFailed as failed:
            failed.text = failed.text or self.text
            raise
        except UNFORESEEN as error:
            raise ExpressionFailed(f"it cannot be computed ({type(error).__name__})") from None


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """Compile a text, or return what it was compiled to before.

    :raises ExpressionRefused: the text is not of the language; names the place
    """
    compiler = Compiler()
    compute = compiler.compile(read_expression(text))
    return Expression(text, frozenset(compiler.reads), frozenset(compiler.calls), compute)
