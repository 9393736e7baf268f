"""FEEL's functions of patterns, matched in time proportional to the text.

Patterns are those of form fields: without back-references and look-around.
"""

from typing import Any

from engine.expressions.budget import MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.feel.lists import made
from engine.feel.texts import counted
from engine.feel.values import TEXT, kind
from engine.forms.patterns import PatternRefused, compiled_pattern

_FLAGS = frozenset("ims")
_A_LETTER, _A_MATCH = 2, 8  # in steps: even the slowest pattern ends in about a second


def finds(run: Run, value: Any, pattern: Any, flags: Any = None) -> Any:
    """matches("abracadabra", "bra"): whether the pattern occurs; `^` and `$` tie it to the ends."""
    found = _compiled(run, value, pattern, flags)
    return None if found is None else found.search(value) is not None


def replace(run: Run, value: Any, pattern: Any, by: Any, flags: Any = None) -> Any:
    """replace("abcd", "(ab)|(a)", "[$1]"): `$1` is what the first brackets hold, `$0` all of it."""
    found = _compiled(run, value, pattern, flags)
    if found is None or kind(by) != TEXT or found.search("") is not None:
        return None
    parts, at, length = [], 0, 0
    for each in found.finditer(value):
        put = _filled(by, each)
        if put is None:
            return None
        parts += [value[at : each.start()], put]
        at, length = each.end(), length + each.start() - at + len(put)
        if length > MAX_TEXT:
            raise ExpressionFailed("a text grows too long")
        run.spend(_A_MATCH)
    return counted(run, "".join([*parts, value[at:]]))


def split(run: Run, value: Any, pattern: Any) -> Any:
    """split("a;b", ";") is ["a", "b"]."""
    found = _compiled(run, value, pattern, None)
    if found is None or found.search("") is not None:
        return None
    parts, at = [], 0
    for each in found.finditer(value):
        run.spend(_A_MATCH)
        parts.append(value[at : each.start()])
        at = each.end()
    return made(run, [*parts, value[at:]])


def can_be_run(pattern: Any) -> bool:
    """Whether a text is a pattern that can be run."""
    try:
        compiled_pattern(pattern)
    except PatternRefused:
        return False
    return True


def _compiled(run: Run, value: Any, pattern: Any, flags: Any) -> Any:
    flags = "" if flags is None else flags
    if not kind(value) == kind(pattern) == kind(flags) == TEXT or set(flags) - _FLAGS:
        return None
    run.spend(_A_LETTER * (len(value) + len(pattern)))
    try:
        return compiled_pattern(f"(?{flags}){pattern}" if flags else pattern)
    except PatternRefused:
        return None


def _filled(by: str, found: Any) -> str | None:
    """The replacement with what was found in the place of `$1`; null if it cannot be read."""
    text, at = "", 0
    while at < len(by):
        letter, following = by[at], by[at + 1 : at + 2]
        if letter == "$" and following.isdecimal():
            group = int(following)
            text += (found[group] or "") if group <= found.re.groups else ""
            at += 2
        elif letter == "\\" and following in ("\\", "$") and following:
            text += following
            at += 2
        elif letter in ("$", "\\"):
            return None
        else:
            text += letter
            at += 1
    return text
