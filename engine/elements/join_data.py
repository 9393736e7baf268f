"""The variables of branches that meet: a three-way merge.

Each branch counts with what it *changed* since it left the others, so that an unchanged copy never
overwrites a neighbour's change. The base is the last task the branches have in common; branches
that split later are merged first. Of two changes to one variable the later arrival wins.
"""

from collections import Counter
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from engine.elements.growth import TOKEN
from engine.elements.isolation import merge


def merged(
    arrivals: list[Any], held_by: Callable[[Any], dict[str, Any]] = attrgetter("data")
) -> dict[str, Any]:
    """The variables of the token that goes on in place of these, given in the order of arrival."""
    if len(arrivals) == 1:
        return dict(held_by(arrivals[0]))
    fork, ways = where_they_parted(arrivals)
    branches: dict[Any, list[Any]] = {}
    for arrival, way in zip(arrivals, ways, strict=True):
        branch = way[0].id
        # the branch whose last token came later is merged later
        branches[branch] = [*branches.pop(branch, []), arrival]
    result = dict(fork.data)
    for together in branches.values():
        merge(fork.data, result, merged(together, held_by))
    return result


def merged_pair(earlier: Any, later: Any) -> tuple[dict[str, Any], Any]:
    """The merged variables of two arrivals, and the one that goes on.

    That is the one whose way parted later from those of the other tokens, so that the base of its
    next merge is as young as can be. Only points where open ways part are compared: the length of a
    way says nothing, since its finished steps may have been pruned.
    """
    data = merged([earlier, later])
    others = _ways_of_others(earlier, later)
    parting, other = _first_on(earlier, others), _first_on(later, others)
    is_younger = other is not None and parting is not None and parting.is_descendant_of(other)
    return data, earlier if is_younger else later


def _ways_of_others(*but: Any) -> set[Any]:
    """Ids of the other open tasks of the scope and of all above them."""
    tasks = but[0].workflow.tasks
    found: set[Any] = set()
    for task in tasks.values():
        if task._state & TOKEN and task not in but:
            while task is not None and task.id not in found:
                found.add(task.id)
                task = task.parent
    return found


def _first_on(task: Any, ways: set[Any]) -> Any | None:
    """The nearest task above that lies on one of these ways."""
    above = task.parent
    while above is not None and above.id not in ways:
        above = above.parent
    return above


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
