"""Reads calls of functions; what depends on constants alone is computed at once."""

from engine.expressions.exceptions import ExpressionFailed, PlaceUnknown
from engine.feel.functions import FUNCTIONS, HAS_PATTERN, MAKES_TIMES
from engine.feel.lexer import Token, refused
from engine.feel.node import Compute, Node, constant
from engine.feel.patterns import can_be_run
from engine.feel.reader import Reader
from engine.feel.values import FeelRun


class Calls(Reader):
    """Reads what stands in the brackets of a call."""

    def call(self, token: Token) -> Node:
        function = FUNCTIONS.get(token.value)
        if function is None:
            self._at -= 1
            raise self.refused(f"there is no function {token.value}")
        self.take("(")
        in_range, self._in_range = self._in_range, False
        parts: list[Node] = []
        before = self._at
        while not self.peek(")"):
            parts.append(self.expression())
            if not self.peek(")"):
                self.take(",")
        self.take(")")
        self._in_range = in_range
        if not function.least <= len(parts) <= function.most:
            raise refused(f"{token.value}() takes another number of arguments", self.text, token.at)
        if token.value in HAS_PATTERN and parts[1].constant:
            self._look_at_pattern(token, parts[1])
        call, computes = function.call, [part.compute for part in parts]
        made = Node(
            lambda names, run: call(run, *[compute(names, run) for compute in computes]),
            is_test=self.asks_input(before),
        )
        node = self.folded(made.compute, *parts) if function.fixed else made
        if not node.constant:
            return made
        if token.value in MAKES_TIMES and node.compute({}, FeelRun()) is None:
            raise refused(f"{token.value}() cannot read this", self.text, token.at)
        return node

    def read_as(self, name: str, text: str) -> Node:
        """What that function makes of a text that is written out."""
        call = FUNCTIONS[name].call
        return self.folded(lambda names, run: call(run, text))

    def _look_at_pattern(self, token: Token, part: Node) -> None:
        """:raises ExpressionRefused: a pattern that is written out cannot be run"""
        pattern = part.compute({}, FeelRun())
        if type(pattern) is str and not can_be_run(pattern):
            raise refused(f"{token.value}() cannot read this", self.text, token.at)

    def folded(self, compute: Compute, *parts: Node) -> Node:
        """The part, computed now if all that it is made of is constant, wherever it is read."""
        if not all(part.constant for part in parts):
            return Node(compute)
        try:
            return constant(compute({}, FeelRun()))
        except PlaceUnknown:
            return Node(compute)
        except ExpressionFailed as error:
            raise self.refused(str(error)) from None
