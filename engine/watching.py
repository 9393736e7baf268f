"""Watching: which way a token went, told to whoever replays a drawing; nothing is stored."""

from typing import Any

from engine.instance import Instance

_SPLIT = ".BoundaryEventSplit"
_INNER = " [child]"


def tell(instance: Instance, task: Any) -> None:
    """Tell the registry's watcher that an element was passed, and where its token went on."""
    watch = instance.registry.watch
    if watch is None:
        return
    ahead = tuple(_element(child) for child in task.children if child is not None)
    watch(instance.definition.name, _element(task), ahead)


def _element(task: Any) -> str:
    """The id in the drawing; the engine's own steps around an element count as the element."""
    name: str = task.task_spec.bpmn_id or task.task_spec.name
    return name.removesuffix(_SPLIT).removesuffix(_INNER)
