"""What the new version adds around an open step or in an open scope: it begins to wait from now."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EventSubprocess
from SpiffWorkflow.util.task import TaskState

from engine.elements.catching import FAILURE, Catching
from engine.elements.event_subprocess import Listener
from engine.elements.growth import TOKEN
from engine.elements.scope_data import scope_variables
from engine.elements.timers import CYCLE, CycleTimer
from engine.migration.plan import Spec
from engine.migration.survey import Survey, split_around

Task = Any
Scope = Any


class Unreadable(Exception):
    """The time of a new timer cannot be worked out."""

    def __init__(self, element_id: str) -> None:
        super().__init__(element_id)
        self.element_id = element_id


def arm_new(workflow: Any, found: Survey) -> list[Task]:
    """Let the new boundary events, alternatives and event sub-processes wait; return them.

    :raises Unreadable: a timer among them has no time in this case
    """
    armed = []
    scopes = {parent: _scope(workflow, parent) for parent in found.scopes}
    for parent, known in found.listeners.items():
        armed += _arm_listeners(scopes[parent], known)
    for token, known in found.around.items():
        task = workflow.find_task(token)
        split = split_around(task.workflow.spec, task.task_spec)
        new = [] if split is None else _missing(split, task.task_spec, known)
        if split is not None and new:
            above = task.parent
            if above is None or above.task_spec is not split:
                above = insert_above(task, split)
            armed += [_arm(above, spec) for spec in new]
    return armed


def _scope(workflow: Any, parent: str | None) -> Scope:
    return workflow if parent is None else workflow.subprocesses[parent]


def _missing(split: Spec, own: Spec, known: frozenset[str]) -> list[Spec]:
    return [
        spec
        for spec in split.outputs
        if spec is not own and spec.name not in known and isinstance(spec, Catching)
    ]


def _arm_listeners(scope: Scope, known: frozenset[str]) -> list[Task]:
    """Let event sub-processes of a scope listen, unless one has interrupted the scope already."""
    root = scope.task_tree
    new = [s for s in root.task_spec.outputs if isinstance(s, Listener) and s.name not in known]
    if not new or _is_interrupted(scope):
        return []
    if not root.data:  # nothing was merged with it until now
        root.data = scope_variables(scope, {})
    return [_arm(root, spec) for spec in new]


def _is_interrupted(scope: Scope) -> bool:
    return any(
        task._state & TOKEN
        and isinstance(task.task_spec, EventSubprocess)
        and any(each.cancel_activity for each in task.task_spec.inputs)
        for task in scope.tasks.values()
    )


def adapt_cycles(workflow: Any) -> None:
    """Let a timer that has become a cycle ring when it would have rung, and again from then on.

    :raises Unreadable: the new version's cycle cannot be worked out in this case
    """
    for due_at, task in workflow.timers():
        definition = task.task_spec.event_definition
        if isinstance(definition, CycleTimer) and CYCLE not in task.internal_data:
            try:
                definition.begin_at(task, due_at)
            except Exception as error:
                raise Unreadable(task.task_spec.bpmn_id) from error


def _arm(above: Task, spec: Spec) -> Task:
    task = above._add_child(spec)
    spec._update(task)
    if FAILURE in task.internal_data:
        raise Unreadable(spec.bpmn_id)
    return task


def insert_above(task: Task, spec: Spec) -> Task:
    """A finished step directly above a token, as if it had come that way; return it.

    What the token holds now is what everything below the new step begins with.
    """
    scope, above = task.workflow, task.parent
    made = type(task)(scope, spec, None, TaskState.COMPLETED)
    made.data = dict(task.data)
    made.last_state_change = task.last_state_change
    made._parent = above.id
    above._children[above._children.index(task.id)] = made.id
    made._children = [task.id]
    task._parent = made.id
    in_order = list(scope.tasks.values())[:-1]
    in_order.insert(in_order.index(task), made)
    scope.tasks.clear()
    scope.tasks.update({each.id: each for each in in_order})
    return made
