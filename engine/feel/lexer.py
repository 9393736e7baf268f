"""Cuts a FEEL text into tokens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.expressions.exceptions import ExpressionRefused
from engine.expressions.source import MAX_SOURCE
from engine.feel.functions import FUNCTIONS
from engine.feel.names import NO_NAMES, Names
from engine.half_characters import holds_half

MAX_TOKENS = 600

_MANY_WORDS = "|".join(
    name.replace(" ", r"\s+") for name in sorted(FUNCTIONS, key=len, reverse=True) if " " in name
)
_BETWEEN = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_TOKEN = re.compile(
    rf"""(?P<function>{_MANY_WORDS})(?=\s*\()
      | (?P<foreign>==|&&|\|\||!(?!=)|[%;'])
      | (?P<sign>\.\.|\*\*|<=|>=|!=|[-+*/()\[\]{{}}:,<>=?@])
      | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
      | (?P<dot>\.)
      | "(?P<text>(?:[^"\\]|\\.)*)"
      | (?P<name>[^\W\d]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_INSTEAD: Mapping[str, str] = {
    "==": "=",
    "&&": "and",
    "||": "or",
    "!": "not(...)",
    "%": "modulo(a, b)",
    ";": ",",
    "'": '"',
}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Token:
    """kind: function, sign, number, dot, text, name or end; `at` is its place in the text."""

    kind: str
    value: str
    at: int


def tokens_of(text: str, named: Names = NO_NAMES) -> list[Token]:
    """Return the tokens of a text, the last one of kind "end"; comments are none.

    :raises ExpressionRefused: something in it is no token of FEEL
    """
    if len(text) > MAX_SOURCE:
        raise ExpressionRefused(f"longer than {MAX_SOURCE} characters")
    tokens: list[Token] = []
    at = _after_spaces(text, 0)
    while at < len(text):
        token, ends_at = _token(text, at, named)
        tokens.append(token)
        if len(tokens) > MAX_TOKENS:
            raise ExpressionRefused("too many parts")
        at = _after_spaces(text, ends_at)
    tokens.append(Token("end", "", len(text.rstrip())))
    return tokens


def refused(reason: str, text: str, at: int) -> ExpressionRefused:
    """The refusal of a text, with the place where the reason stands."""
    line_start = text.rfind("\n", 0, at) + 1
    return ExpressionRefused(reason, text.count("\n", 0, at) + 1, at - line_start + 1)


def _token(text: str, at: int, named: Names) -> tuple[Token, int]:
    """The token that stands there, and where it ends; a name of the file goes before others."""
    found = _TOKEN.match(text, at)
    known = named.pattern.match(text, at) if named.pattern else None
    if known is not None and (found is None or found.lastgroup != "function"):
        return Token("name", named.word(known[0]), at), known.end()
    if found is None or found.lastgroup is None:
        raise refused("this cannot be read", text, at)
    kind, value = found.lastgroup, found[found.lastgroup]
    if kind == "foreign":
        raise refused(f"write {_INSTEAD[value]} for {value}", text, at)
    if kind == "number" and text[found.end() : found.end() + 1].isalpha():
        raise refused("write the number out, with digits alone", text, at)
    if kind == "text":
        value = _ESCAPE.sub(_unescaped, value)
        if holds_half(value):
            value = _whole(value, text, at)
    elif kind == "function":
        value = " ".join(value.split())
    return Token(kind, value, found.start(found.lastgroup)), found.end()


def _after_spaces(text: str, at: int) -> int:
    """Where the next token stands, behind spaces and comments."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


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
