"""The variables of branches that meet: a three-way merge.

Each branch counts with what it *changed* since it left the others, so that an unchanged copy never
overwrites a neighbour's change. The base is the last task the branches have in common; branches
that split later are merged first. Of two changes to one variable the later arrival wins.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.isolation import merge

OPEN = TaskState.NOT_FINISHED_MASK


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
    """The merged variables of two arrivals, and the one that goes on.

    That is the one whose way parted later from those of the other tokens, so that the base of its
    next merge is as young as can be. Only points where open ways part are compared: the length of a
    way says nothing, since its finished steps may have been pruned.
    """
    data = merged([earlier, later])
    others = _ways_of_others(earlier, later)
    parting, other = _first_on(earlier, others), _first_on(later, others)
    is_younger = parting is not other and other in path_to(parting)
    return data, earlier if is_younger else later


def _ways_of_others(*but: Any) -> set[Any]:
    """Ids of the other open tasks of the scope and of all above them."""
    tasks = but[0].workflow.tasks
    found: set[Any] = set()
    for task in tasks.values():
        if task._state & OPEN and task not in but:
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
