"""The tokens of one FEEL text, taken one after the other."""

from abc import ABC, abstractmethod

from engine.expressions.exceptions import ExpressionRefused
from engine.feel.lexer import Token, refused, tokens_of
from engine.feel.node import Node

MAX_DEPTH = 40


class Reader(ABC):
    """Reads one text, and collects the variables it reads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self._tokens = tokens_of(text)
        self._at = 0
        self._depth = 0
        self._in_range = False
        self._bound: list[str] = []
        self._listed = 0

    def asks_input(self, begun: int) -> bool:
        """Whether `?` stands among what was read since that token."""
        read = self._tokens[begun : self._at]
        return any(each.kind == "sign" and each.value == "?" for each in read)

    def peek(self, *values: str) -> bool:
        """Whether one of these signs or words comes next."""
        token = self._tokens[self._at]
        return token.kind in ("sign", "name", "dot") and token.value in values

    def take(self, *values: str) -> Token:
        """The next token, which must be one of these.

        :raises ExpressionRefused: it is another
        """
        if not self.peek(*values):
            raise self.refused(f"expected {' or '.join(values)}")
        self._at += 1
        return self._tokens[self._at - 1]

    def refused(self, reason: str) -> ExpressionRefused:
        """A refusal that points at the next token."""
        return refused(reason, self.text, self._tokens[self._at].at)

    def end(self) -> None:
        """:raises ExpressionRefused: something is left over"""
        if self._tokens[self._at].kind != "end":
            raise self.refused("this does not belong here")

    @abstractmethod
    def expression(self) -> Node:
        """Read one expression, as far as it goes."""
