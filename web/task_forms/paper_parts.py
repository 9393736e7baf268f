"""Paper parts: a dictionary as it is written in a PDF, read into Python's own kinds.

Only what a table of parts and a lock hold is told apart: names, strings, numbers, lists,
dictionaries and references to other parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: What a lock and a trailer hold is ten times smaller.
_LONGEST = 8_000
_TOKEN = re.compile(
    rb"(?P<blank>[\0\t\n\f\r ]+|%[^\r\n]*)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|\((?P<string>)"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<reference>[0-9]{1,10}\s{1,4}[0-9]{1,5}\s{1,4}R)\b"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)"
)
_SPECIAL = re.compile(rb"[()\\]")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 8


class NotReadable(Exception):
    """The bytes are no dictionary of a PDF."""


@dataclass(frozen=True)
class Reference:
    """Another part of the paper, by its number and edition."""

    number: int
    edition: int


def read_dictionary(content: bytes) -> dict[str, Any]:
    """The dictionary that these bytes begin with; what follows it is not looked at.

    :raises NotReadable: they begin with none, or it is cut off
    """
    tokens = _tokens(content[:_LONGEST])
    if next(tokens, None) != ("open", b"<<"):
        raise NotReadable
    return _dictionary(tokens, deep=0)


def _dictionary(tokens: Iterator[tuple[str, Any]], *, deep: int) -> dict[str, Any]:
    entries = _values(tokens, until=b">>", deep=deep)
    keys, values = entries[::2], entries[1::2]
    if len(keys) != len(values) or not all(isinstance(key, str) for key in keys):
        raise NotReadable
    return dict(zip(keys, values, strict=True))


def _values(tokens: Iterator[tuple[str, Any]], *, until: bytes, deep: int) -> list[Any]:
    values: list[Any] = []
    if deep > _DEEPEST:
        raise NotReadable
    for kind, value in tokens:
        if kind == "close":
            if value != until:
                break
            return values
        if kind != "open":
            values.append(value)
        elif value == b"[":
            values.append(_values(tokens, until=b"]", deep=deep + 1))
        else:
            values.append(_dictionary(tokens, deep=deep + 1))
    raise NotReadable


def _tokens(content: bytes) -> Iterator[tuple[str, Any]]:
    """Kind and value of each piece; names are texts, strings are bytes."""
    at = 0
    while token := _TOKEN.match(content, at):
        kind, at = token.lastgroup or "", token.end()
        if kind == "string":
            string, at = _string(content, at)
            yield kind, string
        elif kind != "blank":
            yield kind, _value(kind, token[kind])


def _value(kind: str, written: bytes) -> Any:
    if kind == "name":
        return written.decode("latin-1")
    if kind == "hex":
        digits = b"".join(written.replace(b"\0", b"").split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if kind == "reference":
        number, edition, _ = written.split()
        return Reference(int(number), int(edition))
    if kind == "word":
        return int(written) if re.fullmatch(rb"[+-]?[0-9]{1,10}", written) else _WORDS.get(written)
    return written


def _string(content: bytes, begins: int) -> tuple[bytes, int]:
    """The string that begins here, and where it ends: its own brackets come in pairs."""
    depth, at = 1, begins
    while sign := _SPECIAL.search(content, at):
        at = sign.end() + (sign[0] == b"\\")
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return _ESCAPED.sub(_unescaped, content[begins : sign.start()]), at
    raise NotReadable


def _unescaped(sign: re.Match[bytes]) -> bytes:
    octal, broken_line, other = sign.groups()
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    return b"" if broken_line else _LETTERS.get(other, other)
