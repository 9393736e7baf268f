"""The clock: which timers wait, and how the due ones are fired.

Library: bpmn/specs/event_definitions/timer.py reads the machine's clock in six places;
bpmn/workflow.py:181 asks every waiting timer at each step, fires in the order of registration,
runs nothing between two timers (so one that the first has withdrawn fires all the same), and takes
one occurrence of a cycle per call.
Rule: BPMN leaves the clock to the engine; timers that fell due during an outage must act as if
they had been taken in the order in which they fell due (10.5.5).
Approach: `now` and `zone` are attributes of the workflow, set by the engine before it advances. No
timer ever fires by itself: the engine names the one to fire, or lets `catch_up` take one due
timer, run to rest, and take the next.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from engine.elements.catching import occur
from engine.elements.kit import Kit, Mixin
from engine.elements.timers import Timer

Callback = Callable[[Any], None]


class Clocked(Mixin):
    """Top workflow."""

    now: datetime

    def timers(self) -> list[tuple[datetime, Any]]:
        """Every waiting timer with the moment it is due, earliest first."""
        found = []
        for task in self.event_manager.tasks.values():
            definition = task.task_spec.event_definition
            if isinstance(definition, Timer):
                found.append((definition.due_at(task), task))
        found.sort(key=lambda pair: (pair[0], pair[1].last_state_change))
        return found

    def fire(self, task_id: str) -> bool:
        """Fire this timer if it still waits and is due; the engine then advances.

        False says that there was nothing to do: withdrawn meanwhile, or not yet due.
        """
        task = self.event_manager.tasks.get(task_id)
        if task is None or not isinstance(task.task_spec.event_definition, Timer):
            return False
        if task.task_spec.event_definition.due_at(task) > self.now:
            return False
        occur(task)
        return True

    def catch_up(
        self,
        will_complete_task: Callback | None = None,
        did_complete_task: Callback | None = None,
        *,
        limit: int = 10_000,
    ) -> int:
        """Advance, then take every due timer in order, advancing after each; return how many.

        After `limit` timers it stops at rest, so that a caller may save and call again.
        """
        fired = 0
        self.do_engine_steps(will_complete_task, did_complete_task)
        while fired < limit and not self.completed:
            pending = self.timers()
            if not pending or not self.fire(pending[0][1].id):
                break
            fired += 1
            self.do_engine_steps(will_complete_task, did_complete_task)
        return fired


def install(kit: Kit) -> None:
    """Plug in."""
    kit.workflow_mixins.append(Clocked)
