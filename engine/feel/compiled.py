"""FEEL texts, compiled once: expressions, and the tests of decision cells."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from engine.expressions.exceptions import ExpressionFailed, ExpressionRefused
from engine.expressions.expression import UNFORESEEN
from engine.feel.names import NO_NAMES, Names
from engine.feel.node import Compute, Variables
from engine.feel.parser import Parser
from engine.feel.unary_tests import Test
from engine.feel.values import FeelRun, exact, outward


class Feel:
    """An expression in FEEL, compiled; it holds no state and may be shared by all threads."""

    __slots__ = ("compute", "names", "text")

    def __init__(self, text: str, names: frozenset[str], compute: Compute) -> None:
        self.text = text
        self.names = names
        """The variables that the expression reads."""
        self.compute = compute

    def evaluate(
        self, variables: Variables, *, now: datetime | None = None, zone: tzinfo | None = None
    ) -> Any:
        """Compute the value; what does not fit together, or has no value, is None.

        :raises ExpressionFailed: it grows without bound, or needs a moment that is not known
        """
        run = FeelRun(now, zone)
        try:
            return outward(self.compute(variables, run), run)
        except UNFORESEEN as error:
            raise ExpressionFailed(f"it cannot be computed ({type(error).__name__})") from None


class UnaryTest:
    """The text of a decision cell, compiled; `test` is None if every value passes."""

    __slots__ = ("names", "test", "text")

    def __init__(self, text: str, names: frozenset[str], test: Test | None) -> None:
        self.text = text
        self.names = names
        self.test = test

    def matches(
        self,
        value: Any,
        variables: Variables,
        *,
        now: datetime | None = None,
        zone: tzinfo | None = None,
    ) -> bool:
        """Whether the input has a value that passes.

        :raises ExpressionFailed: as for Feel.evaluate
        """
        if self.test is None:
            return True
        try:
            return self.test(exact(value), variables, FeelRun(now, zone)) is True
        except UNFORESEEN as error:
            raise ExpressionFailed(f"it cannot be computed ({type(error).__name__})") from None


@lru_cache(maxsize=4096)
def compile_feel(text: str, named: Names = NO_NAMES) -> Feel:
    """Compile an expression; the `=` that form-js writes before one is left out.

    `named` are the names of several words that its file gives.

    :raises ExpressionRefused: it is not FEEL, or more of FEEL than is covered
    """
    body = text.lstrip()
    body = " " + body[1:] if body.startswith("=") else text
    if not body.strip():
        raise ExpressionRefused("nothing is written here")
    parser = Parser(body, named)
    node = parser.expression()
    parser.end()
    return Feel(text, frozenset(parser.names), node.compute)


@lru_cache(maxsize=4096)
def compile_unary_test(text: str, named: Names = NO_NAMES) -> UnaryTest:
    """Compile the tests of a decision cell; empty and `-` let every value pass.

    `named` as for compile_feel.

    :raises ExpressionRefused: it is not FEEL, or more of FEEL than is covered
    """
    parser = Parser(text, named)
    if parser.lets_all_pass():
        return UnaryTest(text, frozenset(), None)
    test = parser.tests()
    parser.end()
    return UnaryTest(text, frozenset(parser.names), test)
