"""The variables of a scope while it runs: what its tokens hold together.

Library: a token of an interrupted sub-process is dropped with all it has changed, and an event
sub-process sees the variables of the scope's start.
Rule 10.4.1, 10.5.6: a sub-process works on the data of the process around it, so what was done
before an interruption has been done; an event sub-process sees the data of its scope.
Approach: each token's changes, counted from what the scope was given, are merged in the order in
which the tokens last moved; a sub-process moves with the tokens in it. A called process keeps its
variables to itself until it ends.
What is shared counts as if the scope had begun with it: where branches meet, and where a handler
ends, it is no branch's own change. So it stays, unless a branch changes it afterwards.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity
from SpiffWorkflow.util.task import TaskState

from engine.elements.isolation import merge
from engine.elements.multi_instance import CHANGES

OPEN = TaskState.NOT_FINISHED_MASK


def scope_variables(workflow: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the tokens of a running scope hold now, those in its embedded sub-processes included.

    `given` are the variables it began with.
    """
    variables = dict(given)
    for task in sorted(_tokens(workflow), key=_moved_last):
        merge(given, variables, token_variables(task))
    return variables


def token_variables(task: Any) -> dict[str, Any]:
    """What a token holds: inside an embedded sub-process it is what the tokens there hold."""
    inner = embedded_scope(task)
    data: dict[str, Any] = task.data
    return data if inner is None else scope_variables(inner, data)


def embedded_scope(task: Any) -> Any | None:
    """The running scope of a sub-process that shares the variables around it; None for others."""
    if isinstance(task.task_spec, CallActivity):
        return None
    inner = task.workflow.top_workflow.subprocesses.get(task.id)
    return None if inner is None or inner.completed else inner


def is_token(task: Any) -> bool:
    """Is this open task a token, and not an event armed beside an activity or a scope?"""
    if not task._state & OPEN:
        return False
    spec = task.task_spec
    is_beside = isinstance(spec, BoundaryEvent) or getattr(spec, "of_scope", False)
    return not (is_beside and task._state == TaskState.WAITING)


def share(workflow: Any, values: Mapping[str, Any]) -> None:
    """Give these values to every token of a scope, and to what its tokens are compared with.

    That is what stood where branches parted, and what instances of a loop that are done have left.
    """
    for task in workflow.tasks.values():
        task.data = {**task.data, **values}
        left = task.internal_data.get(CHANGES)
        if left:
            kept = {name: value for name, value in left.items() if name not in values}
            task.internal_data[CHANGES] = kept


def _tokens(workflow: Any) -> list[Any]:
    return [task for task in workflow.tasks.values() if is_token(task)]


def _moved_last(task: Any) -> float:
    inner = embedded_scope(task)
    moved = float(task.last_state_change)
    return moved if inner is None else max([moved, *map(_moved_last, _tokens(inner))])


def changes_of(my_task: Any) -> dict[str, Any]:
    """The variables a token has set or changed since its scope began."""
    workflow = my_task.workflow
    if workflow.parent_task_id is None:
        given = workflow.task_tree.data
    else:
        given = workflow.top_workflow.find_task(workflow.parent_task_id).data
    missing = object()
    return {
        name: value
        for name, value in my_task.data.items()
        if (old := given.get(name, missing)) is not value and (old is missing or old != value)
    }
