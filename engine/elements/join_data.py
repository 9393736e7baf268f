"""The variables of branches that meet: a three-way merge.

Each branch counts with what it *changed* since it left the others, so that an unchanged copy never
overwrites a neighbour's change. The base is the last task the branches have in common; branches
that split later are merged first. Of two changes to one variable the later arrival wins.
"""

from typing import Any

from engine.elements.isolation import merge


def path_to(task: Any) -> list[Any]:
    """The tasks from the root to this one."""
    path = []
    while task is not None:
        path.append(task)
        task = task.parent
    path.reverse()
    return path


def merged(arrivals: list[Any]) -> dict[str, Any]:
    """The variables of the token that goes on in place of these, given in the order of arrival."""
    if len(arrivals) == 1:
        return dict(arrivals[0].data)
    return _merged([(path_to(arrival), arrival) for arrival in arrivals], 0)


def _merged(arrivals: list[tuple[list[Any], Any]], depth: int) -> dict[str, Any]:
    if len(arrivals) == 1:
        data: dict[str, Any] = arrivals[0][1].data
        return data
    base: Any = None
    branches: dict[Any, list[tuple[list[Any], Any]]] = {}
    while len(branches) < 2:
        base = arrivals[0][0][depth]
        depth += 1
        branches = {}
        for path, arrival in arrivals:
            branch = path[depth].id
            # the branch whose last token came later is merged later
            branches[branch] = [*branches.pop(branch, []), (path, arrival)]
    result = dict(base.data)
    for branch in branches.values():
        merge(base.data, result, _merged(branch, depth))
    return result


def merged_pair(earlier: Any, later: Any) -> tuple[dict[str, Any], Any]:
    """The merged variables of two arrivals, and the one that goes on: the deeper in the tree."""
    data = merged([earlier, later])
    deeper = earlier if len(path_to(earlier)) > len(path_to(later)) else later
    return data, deeper
