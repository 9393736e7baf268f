"""Pruning: which tasks of an instance are still needed, so that a loop costs the same in every round.

Our elements look at tokens, that is at open tasks (WAITING, READY, STARTED; see `elements.growth`).
Of what is finished they read again only this, and each rule below follows from the lines that read it:

1. the root of a scope: `Workflow.task_tree`; listeners of event sub-processes hang below it;
2. a finished task with open ones below it in two or more branches, with its variables: when the
   branches meet, it is the base of the merge (`elements.join_data._merged` goes down from the root to
   where the paths part). These are the lowest common ancestors of the open tasks, so any chain of
   finished tasks between them is one edge;
3. the parent of an open task where that parent's spec has `holds_siblings`, the split before an
   activity with boundary events or an event-based gateway: its children are looked at together;
4. under an open task, or under a parent of rule 3, the child that leads to another kept task. If it
   went, a later step would move up into its place and be taken for a sibling, for an instance of the
   loop, or for the way the token has already gone (`elements.growth.Grows._has_chosen`).

Everything else goes: finished rounds, finished instances of loops (counted in `internal_data`),
consumed arrivals, and with its task a sub-process. Tasks that stay hang below their nearest ancestor
that stays. Only open tasks and those of rule 2 keep their variables.

Nothing is lost by it: who did what and when is written to the history as it happens.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from SpiffWorkflow.util.task import TaskState

OPEN = TaskState.NOT_FINISHED_MASK

Task = Any  # the library's task, its spec and its workflow have no types
Scope = Any


class Kept(NamedTuple):
    """A task that stays: the row of the one it hangs below (-1: none), and if its data are read."""

    task: Task
    parent: int
    is_whole: bool


def open_scopes(workflow: Scope) -> Iterator[Scope]:
    """Yield the sub-processes that are still running, outer ones first."""
    for scope in workflow.subprocesses.values():
        if not scope.completed:
            task = workflow.find_task(scope.parent_task_id)
            if task is not None and task._state & OPEN:
                yield scope


def needed(scope: Scope) -> list[Kept]:
    """The tasks of one scope that later steps read, in the order in which they were made.

    A task stands after the one it hangs below.
    """
    tasks: dict[Any, Task] = scope.tasks
    open_ids = [task_id for task_id, task in tasks.items() if task._state & OPEN]
    branches = _open_branches(tasks, open_ids)
    root_id = scope.task_tree.id
    keep = {root_id, *open_ids}
    keep.update(task_id for task_id, count in branches.items() if count > 1)
    for task_id in open_ids:
        parent_id = tasks[task_id]._parent
        if parent_id is not None and _holds_siblings(tasks[parent_id]):
            keep.add(parent_id)
    above = _nearest_kept(tasks, keep)

    rows: dict[Any, int] = {}
    kept = []
    for task_id, task in tasks.items():
        if task_id in keep:
            rows[task_id] = len(kept)
            is_whole = bool(task._state & OPEN) or branches.get(task_id, 0) > 1
            parent = -1 if task_id == root_id else rows[above[task_id]]
            kept.append(Kept(task, parent, is_whole))
    return kept


def _open_branches(tasks: dict[Any, Task], open_ids: list[Any]) -> dict[Any, int]:
    """Under how many of its children each ancestor of an open task has open ones."""
    branches: dict[Any, int] = {}
    counted: set[Any] = set()  # tasks that their parent has been told of
    for task_id in open_ids:
        while task_id not in counted:
            counted.add(task_id)
            parent_id = tasks[task_id]._parent
            if parent_id is None:
                break
            branches[parent_id] = branches.get(parent_id, 0) + 1
            task_id = parent_id
    return branches


def _nearest_kept(tasks: dict[Any, Task], keep: set[Any]) -> dict[Any, Any]:
    """For each kept task the nearest ancestor that stays. Adds to `keep` by rule 4."""
    above: dict[Any, Any] = {}
    todo = list(keep)
    while todo:
        task_id = todo.pop()
        child_id, parent_id = task_id, tasks[task_id]._parent
        while parent_id is not None and parent_id not in keep:
            child_id, parent_id = parent_id, tasks[parent_id]._parent
        if parent_id is None:
            continue
        if child_id != task_id and _is_looked_under(tasks[parent_id]):
            keep.add(child_id)
            above[child_id] = parent_id
            todo.append(task_id)
        else:
            above[task_id] = parent_id
    return above


def _is_looked_under(task: Task) -> bool:
    return bool(task._state & OPEN) or _holds_siblings(task)


def _holds_siblings(task: Task) -> bool:
    return getattr(task.task_spec, "holds_siblings", False)
