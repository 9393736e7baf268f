"""Watching: which way a token went, told to whoever replays a drawing; nothing is stored."""

from typing import Any

from engine.instance import Instance

_SPLIT = ".BoundaryEventSplit"


def tell(instance: Instance, task: Any) -> None:
    """Tell the registry's watcher that an element was passed, and where its token went on.

    The engine's own steps are no elements: what stands before a step with boundary events is
    taken for the step where an arrow leads to it, and not told otherwise.
    """
    watch = instance.registry.watch
    if watch is None:
        return
    passed = _element(task)
    if passed not in instance.definition.elements:
        return
    ahead = (_element(child).removesuffix(_SPLIT) for child in task.children if child is not None)
    known = tuple(each for each in ahead if each in instance.definition.elements)
    watch(instance.definition.name, passed, known)


def _element(task: Any) -> str:
    name: str = task.task_spec.bpmn_id or task.task_spec.name
    return name
