"""What a text in the habits of another engine would be in our language, if that is plain to see."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.elements.iso_time import NotATime, moment_of, parse_cycle, parse_duration, parse_moment
from engine.expressions import ExpressionRefused, compile_expression
from engine.feel import compile_feel
from engine.law import KOLKATA

Fix = Mapping[str, str]
Parse = Callable[[str], object]

TIMES: Mapping[str, Parse] = {
    "timeDate": parse_moment,
    "timeDuration": parse_duration,
    "timeCycle": parse_cycle,
}
"""What reads the text of each kind of timer."""

_WORDS: Mapping[str, str] = {
    "true": "True",
    "false": "False",
    "null": "None",
    "&&": " and ",
    "||": " or ",
    "!": "not ",
    "=": "==",
}
_FOREIGN = re.compile(
    r"""("[^"]*"|'[^']*')|(\btrue\b|\bfalse\b|\bnull\b|&&|\|\||!(?!=)|(?<![=!<>])=(?!=))"""
)
_WORDS_OF_FEEL: Mapping[str, str] = {
    "True": "true",
    "False": "false",
    "None": "null",
    "&&": " and ",
    "||": " or ",
    "==": "=",
}
_FOREIGN_TO_FEEL = re.compile(r"""("[^"]*")|'([^'"]*)'|(\bTrue\b|\bFalse\b|\bNone\b|&&|\|\||==)""")
_CALLED = re.compile(r"(?:duration|date and time|date|cycle)\s*\((.*)\)", re.DOTALL)
_QUOTES = "\"'“”„‟‘’‚«»`"
_SURE = 0.8


def mending(text: str) -> Fix | None:
    """The fix for `${x > 5}`, `=x = true` and the like; None if there is none."""
    inner = unwrapped(text)
    for mended in (inner, _FOREIGN.sub(_translated, inner).replace("  ", " ")):
        if mended != text.strip() and _compiles(mended):
            return {"text": text, "value": mended}
    return None


def mending_feel(text: str) -> Fix | None:
    """The same for a condition of a form."""
    inner = unwrapped(text)
    for mended in (inner, _FOREIGN_TO_FEEL.sub(_translated_to_feel, inner).replace("  ", " ")):
        if mended != text:
            try:
                compile_feel(mended)
            except ExpressionRefused:
                continue
            return {"text": text, "value": mended}
    return None


def mending_time(text: str, tag: str) -> Fix | None:
    """The fix for the time of a timer: without what other engines put around it.

    A duration in the place of a date becomes a duration.
    """
    bare = _bare_time(text)
    for value in (bare, f"{bare}+05:30"):
        if value != text and _reads(TIMES[tag], value):
            return {"text": text, "value": value}
    for other, parse in TIMES.items():
        if other != tag and bare == text and _reads(parse, text):
            return {"tag": tag, "value": other}
    return mending(text)


def mending_due_date(text: str) -> Fix | None:
    """The same for the due date of a task, which is a moment or a length of time."""
    bare = _bare_time(text)
    for value in (bare, f"{bare}+05:30"):
        if value != text and (_reads(parse_duration, value) or _reads(_moment_here, value)):
            return {"text": text, "value": value}
    return mending(text)


def nearest(node: Any, word: str, names: Iterable[str] | None) -> Fix | None:
    """The fix for a name that is misspelt: the one that it can only stand for.

    None if several come near, or the element does not say the name as it stands.
    """
    close = difflib.get_close_matches(word.strip(), set(names or ()), n=2, cutoff=_SURE)
    is_said = any(word in each.attrib.values() for each in node.iter("*"))
    return {"text": word, "value": close[0]} if len(close) == 1 and is_said else None


def unwrapped(text: str) -> str:
    """A text without the `${...}`, `#{...}` or `=` of other engines."""
    inner = text.strip()
    if inner.startswith(("${", "#{")) and inner.endswith("}"):
        inner = inner[2:-1].strip()
    return inner.removeprefix("=").strip()


def _bare_time(text: str) -> str:
    inner = unwrapped(text)
    called = _CALLED.fullmatch(inner)
    bare = (called[1] if called else inner).strip().strip(_QUOTES).strip()
    return re.sub(r"\s+", "", bare.upper()) if bare[:1] in "PpRr" else bare


def _translated(found: re.Match[str]) -> str:
    return found[1] or _WORDS[found[2]]


def _translated_to_feel(found: re.Match[str]) -> str:
    if found[2] is not None:
        return f'"{found[2]}"'
    return found[1] or _WORDS_OF_FEEL[found[3]]


def _compiles(text: str) -> bool:
    try:
        compile_expression(text)
    except ExpressionRefused:
        return False
    return True


def _moment_here(text: str) -> object:
    return moment_of(text, zone=KOLKATA)


def _reads(parse: Parse, text: str) -> bool:
    try:
        parse(text)
    except NotATime:
        return False
    return True
