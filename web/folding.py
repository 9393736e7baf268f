"""Folding: what is alike in a long list, taken together."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Row = TypeVar("Row")

#: From so many on, rows that are alike are folded.
MANY = 3


def folded(rows: Sequence[Row], alike: Callable[[Row], Hashable]) -> list[list[Row]]:
    """The rows in their order: each alone, or with all that are like it, in the first one's place.

    Rows are alike of which `alike` says the same.
    """
    together: dict[Hashable, list[Row]] = {}
    for row in rows:
        together.setdefault(alike(row), []).append(row)
    found = []
    for row in rows:
        group = together[alike(row)]
        if len(group) < MANY:
            found.append([row])
        elif group[0] is row:
            found.append(group)
    return found
