"""No limit by depth: the tree is walked with a stack.

Library: util/task.py:182 TaskIterator stops at max_depth=1000 without a word, so the tasks of a
long loop vanish; task.py:196 `is_descendant_of` and :211 `find_ancestor` recurse along the
history.
Rule: BPMN knows no such limits.
Approach: our Task and workflows walk with a stack (`Walk`) and up with loops. What runs often does
not walk at all: it looks into the flat table `workflow.tasks`. See `flat_parser` for drawings with
very many steps in a row.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator

from engine.elements.kit import Kit, Mixin


class Walk(BpmnTaskIterator):
    """The tree below a task, with its sub-processes, as deep as it goes."""

    def _next(self) -> Any:
        if not self.task_list:
            raise StopIteration
        task = self.task_list.pop() if self.depth_first else self.task_list.pop(0)
        inner = task.workflow.top_workflow.subprocesses.get(task.id)
        if task.task_spec.name == self.end_at_spec:
            return task
        following = [child for child in task.children if child is not None]
        inside = [] if inner is None or self.skip_subprocesses else [inner.task_tree]
        if self.depth_first:
            self.task_list.extend(reversed(inside + following))
        else:
            self.task_list.extend(following + inside)
        return task


class WalksTask(Mixin):
    """Task."""

    def __iter__(self) -> Iterator[Any]:
        return Walk(self)

    def is_descendant_of(self, task: Any) -> bool:
        above = self.parent
        while above is not None and above is not task:
            above = above.parent
        return above is not None

    def find_ancestor(self, spec_name: str) -> Any | None:
        above = self.parent
        while above is not None and above.task_spec.name != spec_name:
            above = above.parent
        return above


class WalksWorkflow(Mixin):
    """Workflow and sub-workflow."""

    def get_tasks_iterator(self, first_task: Any = None, **kwargs: Any) -> Iterator[Any]:
        return Walk(first_task or self.task_tree, **kwargs)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_mixins.append(WalksTask)
    kit.workflow_mixins.append(WalksWorkflow)
    kit.subworkflow_mixins.append(WalksWorkflow)
