"""The variables of branches that meet: a three-way merge.

Each branch counts with what it *changed* since it left the others, so that an unchanged copy never
overwrites a neighbour's change. The base is the last task the branches have in common; branches
that split later are merged first. Of two changes to one variable the later arrival wins.
"""

from collections import Counter
from typing import Any

from engine.elements.isolation import merge


def merged(arrivals: list[Any]) -> dict[str, Any]:
    """The variables of the token that goes on in place of these, given in the order of arrival."""
    if len(arrivals) == 1:
        return dict(arrivals[0].data)
    fork, ways = where_they_parted(arrivals)
    branches: dict[Any, list[Any]] = {}
    for arrival, way in zip(arrivals, ways, strict=True):
        branch = way[0].id
        # the branch whose last token came later is merged later
        branches[branch] = [*branches.pop(branch, []), arrival]
    result = dict(fork.data)
    for together in branches.values():
        merge(fork.data, result, merged(together))
    return result


def merged_pair(earlier: Any, later: Any) -> tuple[dict[str, Any], Any]:
    """The merged variables of two arrivals, and the one that goes on: the deeper in the tree."""
    _, (way, later_way) = where_they_parted([earlier, later])
    return merged([earlier, later]), earlier if len(way) > len(later_way) else later


def where_they_parted(arrivals: list[Any]) -> tuple[Any, list[list[Any]]]:
    """The last task that all these have in common, and the way from it down to each.

    All go up side by side, so that a long history above costs nothing.
    """
    ways = [[arrival] for arrival in arrivals]
    passed: Counter[Any] = Counter()
    while True:
        for way in ways:
            above = way[-1].parent
            if above is None:
                continue
            way.append(above)
            passed[above.id] += 1
            if passed[above.id] == len(ways):
                return above, [way_below(above, way) for way in ways]


def way_below(fork: Any, way: list[Any]) -> list[Any]:
    """The tasks of a way up that lie below the fork, from there down."""
    below = []
    for task in way:
        if task is fork:
            break
        below.append(task)
    below.reverse()
    return below
