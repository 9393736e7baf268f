"""Every token has its own view of the variables, and no value is ever edited in place.

Library: task.py:329 `_inherit_data` merges the parent's data into the task's at *every* update
(util/deep_merge.py:34), handing nested values on by reference; DeepMerge and scripts then edit
them in place: in the sibling branch too, and in the history of completed tasks.
Rule: BPMN leaves the scope between branches to the engine. Ours: a change stays in its branch
until the branches meet.
Approach: a task takes its parent's variables once, when its token arrives, by reference; whoever
changes a value replaces it. Scripts get private copies from their environment; `merge` replaces
containers. The library's DeepMerge is not used.
Not covered: handlers in Python that edit `data` in place. The engine hands them a copy.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.kit import Kit, Mixin

ARRIVING = TaskState.FUTURE | TaskState.PREDICTED_MASK


class InheritsOnce(Mixin):
    """Task."""

    data: dict[str, Any]

    def _inherit_data(self) -> None:
        if self._state & ARRIVING:
            self.data = {**self.parent.data, **self.data} if self.data else dict(self.parent.data)


def merge(
    base: Mapping[str, Any], target: dict[str, Any], changed: Mapping[str, Any]
) -> dict[str, Any]:
    """Apply to `target` what `changed` has otherwise than `base`, and return `target`.

    Mappings are merged key by key, everything else (lists too) is taken whole. No value is edited:
    a nested mapping that changes is replaced by a new one.
    """
    for key, value in changed.items():
        if key in base:
            old = base[key]
            if value is old or value == old:
                continue
            current = target.get(key)
            if isinstance(value, dict) and isinstance(old, dict) and isinstance(current, dict):
                target[key] = merge(old, dict(current), value)
                continue
        target[key] = value
    for key in base:
        if key not in changed:
            target.pop(key, None)
    return target


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_mixins.append(InheritsOnce)
