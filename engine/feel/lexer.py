"""Cuts a FEEL text into tokens."""

import re
from dataclasses import dataclass

from engine.expressions.exceptions import ExpressionRefused
from engine.expressions.source import MAX_SOURCE
from engine.feel.functions import FUNCTIONS
from engine.half_characters import holds_half

MAX_TOKENS = 600

_MANY_WORDS = "|".join(
    name.replace(" ", r"\s+") for name in sorted(FUNCTIONS, key=len, reverse=True) if " " in name
)
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<function>{_MANY_WORDS})(?=\s*\()
      | (?P<sign>\.\.|\*\*|<=|>=|!=|[-+*/()\[\],<>=?@])
      | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
      | (?P<dot>\.)
      | "(?P<text>(?:[^"\\]|\\.)*)"
      | (?P<name>[^\W\d]\w*)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Token:
    """kind: function, sign, number, dot, text, name or end; `at` is its place in the text."""

    kind: str
    value: str
    at: int


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text, the last one of kind "end".

    :raises ExpressionRefused: something in it is no token of FEEL
    """
    if len(text) > MAX_SOURCE:
        raise ExpressionRefused(f"longer than {MAX_SOURCE} characters")
    tokens: list[Token] = []
    at, length = 0, len(text.rstrip())
    while at < length:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise refused("this cannot be read", text, at)
        kind, value = found.lastgroup, found[found.lastgroup]
        if kind == "text":
            value = _ESCAPE.sub(_unescaped, value)
            if holds_half(value):
                value = _whole(value, text, at)
        elif kind == "function":
            value = " ".join(value.split())
        tokens.append(Token(kind, value, found.start(found.lastgroup)))
        if len(tokens) > MAX_TOKENS:
            raise ExpressionRefused("too many parts")
        at = found.end()
    tokens.append(Token("end", "", length))
    return tokens


def refused(reason: str, text: str, at: int) -> ExpressionRefused:
    """The refusal of a text, with the place where the reason stands."""
    line_start = text.rfind("\n", 0, at) + 1
    return ExpressionRefused(reason, text.count("\n", 0, at) + 1, at - line_start + 1)


def _whole(value: str, text: str, at: int) -> str:
    """The text with the two halves of a character put together.

    :raises ExpressionRefused: one stands there without the other
    """
    try:
        return value.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise refused("the text holds a character that cannot be written", text, at) from None


def _unescaped(found: re.Match[str]) -> str:
    letter = found[1]
    if len(letter) > 1:
        return chr(int(letter[1:], 16))
    return _ESCAPES.get(letter, letter)
