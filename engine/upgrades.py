"""Upgrades of stored states: from the content of one format to that of the next.

A state is upgraded after its seal has been verified, when it is loaded, and stored in the newest
format at the next step. The workflow library's own migrations are never run: they parse first and
evaluate what they find.
"""

from collections.abc import Callable
from typing import Any

from engine.exceptions import StateRejected

#: From a format, the function that makes the content of the next one.
UPGRADERS: dict[int, Callable[[Any], Any]] = {}


def upgraded(content: Any, from_format: int, to_format: int) -> Any:
    """The content in the newest format.

    :raises StateRejected: no way leads from this format, or it is newer than this program
    """
    while from_format != to_format:
        upgrade = UPGRADERS.get(from_format)
        if upgrade is None:
            raise StateRejected(format=from_format)
        content = upgrade(content)
        from_format += 1
    return content
