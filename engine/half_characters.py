"""Half characters: `\\ud800` without its other half, which no page, file or database can hold."""

import re

_HALF = re.compile("[\ud800-\udfff]")


def holds_half(text: str) -> bool:
    """Whether half a character stands in the text."""
    return not text.isascii() and _HALF.search(text) is not None


def mended(text: str) -> str:
    """The text with the two halves of a character put together, and a sign for a lone one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escaped(text: str) -> str:
    """The text with its half characters written as escapes, so that it can be shown."""
    return text.encode("utf-8", "backslashreplace").decode()
