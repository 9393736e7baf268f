"""Save and load an instance between all steps, keeping only what the corrected joins still read.

A second, simpler account of the rules in `engine/elements/joins.py`, independent of the engine's
own store: a test that passes live and fails reloaded has found a step that reads forgotten
history.
"""

import pickle
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from engine.elements import empty_workflow, kit

OPEN = TaskState.NOT_FINISHED_MASK | TaskState.ERROR


def reloaded(workflow: Any) -> Any:
    """The same instance, made anew from bytes."""
    content = pickle.dumps(_save(workflow))
    loaded = empty_workflow(
        workflow.spec,
        workflow.subprocess_specs,
        script_engine=workflow.script_engine,
        now=workflow.now,
        zone=workflow.zone,
    )
    for name in ("service", "decide", "send"):
        if hasattr(workflow, name):
            setattr(loaded, name, getattr(workflow, name))
    _load(pickle.loads(content), loaded)
    return loaded


def _save(workflow: Any) -> dict[str, Any]:
    live = {key: sub for key, sub in workflow.subprocesses.items() if not sub.completed}
    return {
        "top": _save_scope(workflow),
        "subprocesses": {key: _save_scope(sub) for key, sub in live.items()},
    }


def _save_scope(scope: Any) -> dict[str, Any]:
    kept = _kept(scope)
    rows = [_row(task, kept) for task in scope.tasks.values() if task.id in kept]
    return {
        "rows": rows,
        "data": scope.data,
        "success": scope.success,
        "completed": scope.completed,
        "parent": scope.parent_task_id,
        "root": scope.task_tree.id,
    }


def _row(task: Any, kept: set[Any]) -> dict[str, Any]:
    parent = task.parent
    while parent is not None and parent.id not in kept:
        parent = parent.parent
    return {
        "id": task.id,
        "parent": None if parent is None else parent.id,
        "state": task._state,
        "spec": task.task_spec.name,
        "triggered": task.triggered,
        "changed": task.last_state_change,
        "internal": task.internal_data,
        "data": task.data,
    }


def _kept(scope: Any) -> set[Any]:
    kept = {scope.task_tree.id}
    branches: dict[Any, set[Any]] = {}
    for task in scope.tasks.values():
        if not task._state & OPEN:
            continue
        kept.add(task.id)
        while task.parent is not None:
            branches.setdefault(task.parent.id, set()).add(task.id)
            task = task.parent
    return kept | {task_id for task_id, below in branches.items() if len(below) > 1}


def _load(saved: dict[str, Any], workflow: Any) -> None:
    _load_scope(saved["top"], workflow)
    for key, scope in saved["subprocesses"].items():
        spec_name = workflow.find_task(key).task_spec.spec
        sub = kit().subworkflow_class(
            workflow.subprocess_specs[spec_name], key, workflow, deserializing=True
        )
        workflow.subprocesses[key] = sub
        _load_scope(scope, sub)


def _load_scope(saved: dict[str, Any], scope: Any) -> None:
    for row in saved["rows"]:
        parent = scope.tasks.get(row["parent"])
        spec = scope.spec.task_specs[row["spec"]]
        task = scope.top_workflow.task_class(scope, spec, parent, row["state"], row["id"])
        task.triggered = row["triggered"]
        task.last_state_change = row["changed"]
        task.internal_data = row["internal"]
        task.data = row["data"]
        if task._state == TaskState.WAITING and isinstance(spec, CatchingEvent):
            scope.top_workflow.event_manager.add_task(task)
    scope.task_tree = scope.tasks[saved["root"]]
    scope.data = saved["data"]
    scope.success = saved["success"]
    scope.completed = saved["completed"]
