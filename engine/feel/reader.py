"""The tokens of one FEEL text, taken one after the other."""

from abc import ABC, abstractmethod
from itertools import takewhile

from engine.expressions.exceptions import ExpressionRefused
from engine.feel.lexer import Token, refused, tokens_of
from engine.feel.names import NO_NAMES, Names
from engine.feel.node import Node

MAX_DEPTH = 40
LITERALS = {"true": True, "false": False, "null": None}
RESERVED = frozenset(
    {"and", "or", "in", "between", "if", "then", "else", "for", "some", "every", "return"}
    | {"satisfies", "function", "instance"}
)


class Reader(ABC):
    """Reads one text, and collects the variables it reads."""

    def __init__(self, text: str, named: Names = NO_NAMES) -> None:
        self.text = text
        self.names: set[str] = set()
        self._tokens = tokens_of(text, named)
        self._at = 0
        self._depth = 0
        self._in_range = False
        self._bound: list[str] = []
        self._listed = 0

    def asks_input(self, begun: int) -> bool:
        """Whether `?` stands among what was read since that token."""
        read = self._tokens[begun : self._at]
        return any(each.kind == "sign" and each.value == "?" for each in read)

    def lets_all_pass(self) -> bool:
        """Whether nothing stands here but a dash, or only comments."""
        return [each.value for each in self._tokens[:-1]] in ([], ["-"])

    def peek(self, *values: str) -> bool:
        """Whether one of these signs or words comes next."""
        token = self._tokens[self._at]
        return token.kind in ("sign", "name", "dot") and token.value in values

    def take(self, *values: str) -> Token:
        """The next token, which must be one of these.

        :raises ExpressionRefused: it is another
        """
        if not self.peek(*values):
            self._refuse_words()
            raise self.refused(f"expected {' or '.join(values)}")
        self._at += 1
        return self._tokens[self._at - 1]

    def refused(self, reason: str) -> ExpressionRefused:
        """A refusal that points at the next token."""
        return refused(reason, self.text, self._tokens[self._at].at)

    def end(self) -> None:
        """:raises ExpressionRefused: something is left over"""
        if self._tokens[self._at].kind != "end":
            self._refuse_words()
            raise self.refused("this does not belong here; join two values by a sign or a comma")

    def _refuse_words(self) -> None:
        """:raises ExpressionRefused: a name has just ended, and a further word follows it"""
        if not self._at or not _is_word(self._tokens[self._at - 1]):
            return
        words = [each.value for each in takewhile(_is_word, self._tokens[self._at - 1 :])]
        if len(words) > 1:
            if self._tokens[self._at - 1 + len(words)].value == "(":
                raise self.refused(f"there is no function {' '.join(words)}")
            word = "_".join(words)
            raise self.refused(f"write {word} as one word, or draw an input with that name")

    @abstractmethod
    def expression(self) -> Node:
        """Read one expression, as far as it goes."""


def _is_word(token: Token) -> bool:
    return token.kind == "name" and token.value not in RESERVED and token.value not in LITERALS
