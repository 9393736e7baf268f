"""Joins look at tokens only.

Library: mixins/parallel_gateway.py:44 and mixins/inclusive_gateway.py:71 look at all tasks of the
gateway in the whole history, so a finished round stands in for a missing token of the next;
mixins/unstructured_join.py:35 cancels waiting arrivals; :52 merges every finished arrival, earlier
rounds' too, and lets the last branch's unchanged copies overwrite what others changed.
Rules: 13.4.1 a parallel join takes one token from each incoming flow and leaves excess ones;
13.4.3 an inclusive join fires when no token elsewhere in the scope can reach an empty incoming
flow (unless it can also reach a full one) without passing the join itself; 13.2 a scope ends with
its last token.
Approach: an arrival is a WAITING task of the join that stays until it is consumed. It remembers
the flow it came by and holds the variables it brought. When the join fires, one arrival goes on
with the merged variables, the others are CANCELLED: consumed. See `join_data` for the merge.

**What finished tasks are still read** (whoever prunes the history keeps these, and nothing else):

1. the root of every scope (`workflow.task_tree`);
2. a finished task that has open tasks below it in two or more of its branches: its `data` is the
   base of the merge when those branches meet (`join_data.merged` walks up `parent` to it).

All else may go, and open tasks may be hung below the nearest ancestor that stays. No corrected
spec reads the parent of an arrival, finished instances of loops (they are counted in
`internal_data`), finished sub-processes (their variables are handed on as they end), `last_task`,
or earlier rounds.
"""

from collections import Counter
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import NoBranchTaken
from engine.elements.growth import TOKEN, choose
from engine.elements.join_data import merged, merged_pair
from engine.elements.kit import Kit, Mixin

WAITING = TaskState.WAITING


class TokenJoin(Mixin):
    """What parallel, inclusive and end joins share."""

    def test(self) -> None:
        """The library's tests of a join ask for a split."""

    def arrive(self, my_task: Any) -> None:
        """Note how the token came, and take over its variables."""
        parent = my_task.parent
        my_task.internal_data["came_from"] = parent.task_spec.name
        my_task.data = dict(parent.data)
        my_task._set_state(WAITING)

    def arrivals(self, my_task: Any) -> list[Any]:
        """Tokens standing here, in the order of arrival."""
        waiting = [
            task
            for task in my_task.workflow.tasks.values()
            if task._state == WAITING and task.task_spec is self
        ]
        waiting.sort(key=lambda task: task.last_state_change)
        return waiting

    def consume(self, my_task: Any, taken: list[Any]) -> bool:
        """Let one token go on in place of these."""
        my_task.data = merged(taken)
        for task in taken:
            if task is not my_task:
                task._set_state(TaskState.CANCELLED)
        return True


class ParallelJoin(TokenJoin):
    """Parallel gateway: decided when a token arrives, the oldest of each flow."""

    def _update_hook(self, my_task: Any) -> bool:
        if my_task._state == WAITING:
            return False
        if len(self._inputs) == 1:
            my_task.data = dict(my_task.parent.data)
            return True
        self.arrive(my_task)
        missing: Counter[str] = Counter(self._inputs)
        taken = []
        for task in self.arrivals(my_task):
            flow = task.internal_data["came_from"]
            if missing[flow] > 0:
                missing[flow] -= 1
                taken.append(task)
        complete = my_task in taken and len(taken) == len(self._inputs)
        return complete and self.consume(my_task, taken)

    def _run_hook(self, my_task: Any) -> bool:
        return True


class InclusiveJoin(TokenJoin):
    """Inclusive gateway: decided when a token arrives and whenever others have moved."""

    rechecks = True

    def _update_hook(self, my_task: Any) -> bool:
        if len(self._inputs) == 1:
            my_task.data = dict(my_task.parent.data)
            return True
        if my_task._state != WAITING:
            self.arrive(my_task)
            return False  # others may be about to arrive; looked at when all is quiet
        first: dict[str, Any] = {}
        for task in self.arrivals(my_task):
            first.setdefault(task.internal_data["came_from"], task)
        if my_task not in first.values() or self.is_awaited(my_task, set(first)):
            return False
        return self.consume(my_task, list(first.values()))

    def is_awaited(self, my_task: Any, full: set[str]) -> bool:
        """May a token elsewhere still come by a flow that is empty?"""
        reaches_full: set[str] = set().union(*(upstream(self, name) for name in full))
        empty = [name for name in self._inputs if name not in full]
        reaches_empty: set[str] = set().union(*(upstream(self, name) for name in empty))
        awaited = reaches_empty - reaches_full
        return any(
            task._state & TOKEN and task.task_spec.name in awaited
            for task in my_task.workflow.tasks.values()
        )

    def _run_hook(self, my_task: Any) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        if not (matches or defaults):
            raise NoBranchTaken("no condition is true, and no default", task=my_task)
        choose(my_task, matches or defaults)
        return True


def upstream(join: Any, source: str) -> set[str]:
    """Names of the steps from which a flow into the join can be reached without passing the join.

    Read from the drawing once and kept on the spec.
    """
    known: dict[str, set[str]] = join.__dict__.setdefault("upstream_of", {})
    if source not in known:
        found, todo = {source}, [source]
        while todo:
            for name in join._wf_spec.task_specs[todo.pop()]._inputs:
                if name != join.name and name not in found:
                    found.add(name)
                    todo.append(name)
        known[source] = found
    return known[source]


class ScopeEnd(TokenJoin):
    """The join behind all end events: fires when no other token is left in the scope.

    At most one arrival waits, so that a scope whose reminders end every week does not grow: a new
    one is merged with it at once (see `join_data.merged_pair` for which of the two stays).
    """

    rechecks = True

    def _update_hook(self, my_task: Any) -> bool:
        if my_task._state != WAITING:
            earlier = self.arrivals(my_task)
            self.arrive(my_task)
            if earlier:
                my_task = self.absorb(earlier[0], my_task)
        others = (task for task in my_task.workflow.tasks.values() if task is not my_task)
        if any(task._state & TOKEN and self.waits_for(task) for task in others):
            return False
        if my_task._state == WAITING:
            my_task._ready()
        return False

    def waits_for(self, task: Any) -> bool:
        """Does this open task keep the scope open?"""
        return True

    def absorb(self, earlier: Any, later: Any) -> Any:
        """Make one arrival of two, and return it."""
        data, stays = merged_pair(earlier, later)
        stays.data = data
        (earlier if stays is later else later)._set_state(TaskState.CANCELLED)
        return stays

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.data.update(my_task.data)
        return True


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("parallelGateway", ParallelJoin)
    kit.extend_spec("inclusiveGateway", InclusiveJoin)
    kit.end_join_mixins.append(ScopeEnd)
