"""The variables of a scope while it runs: what its tokens hold together.

Library: a token of an interrupted sub-process is dropped with all it has changed, and an event
sub-process sees the variables of the scope's start.
Rule 10.4.1, 10.5.6: a sub-process works on the data of the process around it, so what was done
before an interruption has been done; an event sub-process sees the data of its scope.
Approach: it is what the scope would hold if its branches met now (`join_data`); of two changes the
one of the token that moved later counts, and a sub-process moves with the tokens in it. A called
process keeps its variables to itself until it ends: only who reads a case looks into it.
What is shared counts as if the scope had begun with it: where branches meet, and where a handler
ends, it is no branch's own change. So it stays, unless a branch changes it afterwards.
"""

from collections.abc import Callable, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity
from SpiffWorkflow.util.task import TaskState

from engine.elements.growth import TOKEN
from engine.elements.join_data import merged
from engine.elements.multi_instance import CHANGES

InnerOf = Callable[[Any], Any | None]


def running_scope(task: Any) -> Any | None:
    """The scope of a sub-process or called process that runs; None for other tasks."""
    inner = task.workflow.top_workflow.subprocesses.get(task.id)
    return None if inner is None or inner.completed else inner


def embedded_scope(task: Any) -> Any | None:
    """The running scope of a sub-process that shares the variables around it; None for others."""
    return None if isinstance(task.task_spec, CallActivity) else running_scope(task)


def scope_variables(
    workflow: Any, given: Mapping[str, Any], inner_of: InnerOf = embedded_scope
) -> dict[str, Any]:
    """What the tokens of a running scope hold now, those in the scopes inside it included.

    `given` are the variables of a scope without a token.
    """
    tokens = sorted(_tokens(workflow), key=lambda task: _moved_last(task, inner_of))
    if not tokens:
        return dict(given)
    return merged(tokens, lambda task: token_variables(task, inner_of))


def token_variables(task: Any, inner_of: InnerOf = embedded_scope) -> dict[str, Any]:
    """What a token holds: with a scope inside it, what it would if that ended now."""
    inner = inner_of(task)
    data: dict[str, Any] = task.data
    if inner is None:
        return data
    left: dict[str, Any] = task.task_spec.left_by(task, scope_variables(inner, data, inner_of))
    return left


def is_token(task: Any) -> bool:
    """Is this task a token, and not an event armed beside an activity or a scope?"""
    if not task._state & TOKEN:
        return False
    spec = task.task_spec
    is_beside = isinstance(spec, BoundaryEvent) or getattr(spec, "of_scope", False)
    return not (is_beside and task._state == TaskState.WAITING)


def _tokens(workflow: Any) -> list[Any]:
    """The tokens of a scope; in place of a loop those of its instances."""
    tokens = [task for task in workflow.tasks.values() if is_token(task)]
    above = {task._parent for task in tokens}
    return [task for task in tokens if task.id not in above]


def _moved_last(task: Any, inner_of: InnerOf) -> float:
    inner = inner_of(task)
    moved = float(task.last_state_change)
    if inner is None:
        return moved
    return max([moved, *(_moved_last(each, inner_of) for each in _tokens(inner))])


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
