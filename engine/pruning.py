"""Pruning: which tasks of an instance are still needed, so that no round of a loop costs more.

Our elements look at tokens, that is at open tasks (WAITING, READY, STARTED; see `elements.growth`).
A step that failed is kept like an open one, until somebody mends it.
Of what is finished they read only this again, and each rule follows from the lines that read it:

1. the root of a scope: `workflow.task_tree`, under which the listeners of event sub-processes hang;
2. a finished task with open ones below it in two or more branches, with its variables: when the
   branches meet, or are read as if they did, it is the base of the merge (`elements.join_data`
   goes up to where the ways part). These are the lowest common ancestors of the open tasks, so any
   chain of finished tasks between two of them is one edge. The root is one of them wherever a
   handler runs or may run beside other work: then its variables are what the handler leaves, but
   for its own changes (`elements.event_subprocess`: `left_by`).

A split before an activity with events, or an event-based gateway, needs no rule of its own: while
one of its events waits, two of its ways are open, and when none waits nobody looks at it
(`elements.catching.siblings`, `elements.boundary.split_of`).

Everything else goes: finished rounds, finished instances of loops (they are counted in
`internal_data`), consumed arrivals, and with its task a sub-process. What stays hangs below its
nearest ancestor that stays. A step may so come to hang below a split it has left long ago;
`siblings` and `split_of` therefore ask the drawing which children a split has.

Nothing is lost by it: who did what and when is written to the history as it happens.
"""

from collections import Counter
from typing import Any, NamedTuple

from SpiffWorkflow.util.task import TaskState

OPEN = TaskState.NOT_FINISHED_MASK
STAYS = OPEN | TaskState.ERROR

Task = Any  # the library's tasks, specs and workflows have no types
Scope = Any


class Kept(NamedTuple):
    """A task that stays, where it hangs, and whether its variables are read again."""

    task: Task
    parent: int  # the place of the one above in the same list; -1 for the root
    is_whole: bool


class OpenScope(NamedTuple):
    """A scope that still runs, and the step it belongs to; the instance itself belongs to none."""

    scope: Scope
    step: Task | None


def open_scopes(workflow: Scope) -> list[OpenScope]:
    """The instance itself, and its sub-processes that still run, outer ones first."""
    found = [OpenScope(workflow, None)]
    steps = _started(workflow)
    for scope in workflow.subprocesses.values():
        step = steps.get(scope.parent_task_id)
        if step is not None and not scope.completed:
            found.append(OpenScope(scope, step))
            steps |= _started(scope)
    return found


def _started(scope: Scope) -> dict[Any, Task]:
    return {task.id: task for task in scope.tasks.values() if task._state == TaskState.STARTED}


def needed(scope: Scope) -> list[Kept]:
    """The tasks of one scope that later steps read, each behind the one it hangs below.

    They stand in the order in which they were made: that is the order in which they run.
    """
    tasks: dict[Any, Task] = scope.tasks
    staying = [task for task in tasks.values() if task._state & STAYS]
    parents = _ways_up(tasks, staying)
    branches = Counter(parents.values())
    whole = {*staying, *(task for task, count in branches.items() if count > 1)}
    keep = {scope.task_tree, *whole}

    places: dict[Task, int] = {None: -1}
    kept: list[Kept] = []
    for task in tasks.values():
        if task in keep:
            places[task] = len(kept)
            parent = parents.get(task)
            while parent is not None and parent not in keep:
                parent = parents.get(parent)
            kept.append(Kept(task, places[parent], task in whole))
    return kept


def _ways_up(tasks: dict[Any, Task], staying: list[Task]) -> dict[Task, Task]:
    """The parents of these tasks and of all above them, each task once, so that a task is there
    as often as it has children with something open at or below them."""
    parents: dict[Task, Task] = {}
    for task in staying:
        while task not in parents:
            parent = tasks.get(task._parent)
            if parent is None:
                break
            parents[task] = parent
            task = parent
    return parents
