"""Patterns of form fields: regular expressions that cannot be made to run for ever.

A designer's pattern meets whatever a stranger types. RE2 matches in time proportional to the text,
where Python's own module may need years for `(a+)+b`; look-around and back-references are refused.
"""

from functools import lru_cache
from typing import Any

import re2

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False  # a refused pattern is a finding, not a line on the console


class PatternRefused(ValueError):
    """The pattern is no regular expression that can be run in bounded time."""


def check_pattern(pattern: str) -> None:
    """Whether the pattern can be used.

    :raises PatternRefused: it cannot
    """
    compiled_pattern(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the pattern's form.

    :raises PatternRefused: the pattern cannot be used
    """
    return compiled_pattern(pattern).fullmatch(text) is not None


@lru_cache(1024)
def compiled_pattern(pattern: str) -> Any:
    """The pattern, compiled by RE2.

    :raises PatternRefused: it cannot be used
    """
    try:
        return re2.compile(pattern, _OPTIONS)
    except re2.error:
        raise PatternRefused from None
