"""What a text in the habits of another engine would be in our language, if that is plain to see."""

import re
from collections.abc import Mapping

from engine.expressions import ExpressionRefused, compile_expression

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


def mending(text: str) -> Mapping[str, str] | None:
    """The fix for `${x > 5}`, `=x = true` and the like; None if there is none."""
    inner = text.strip()
    if inner.startswith(("${", "#{")) and inner.endswith("}"):
        inner = inner[2:-1]
    inner = inner.removeprefix("=").strip()
    for mended in (inner, _in_our_words(inner)):
        if mended != text.strip() and _compiles(mended):
            return {"text": text, "value": mended}
    return None


def _in_our_words(text: str) -> str:
    return _FOREIGN.sub(_translated, text).replace("  ", " ")


def _translated(found: re.Match[str]) -> str:
    return found[1] or _WORDS[found[2]]


def _compiles(text: str) -> bool:
    try:
        compile_expression(text)
    except ExpressionRefused:
        return False
    return True
