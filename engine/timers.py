"""Timers: fires those of an opened instance that are due, in the order in which they fell due."""

from datetime import datetime
from typing import Any

from engine.instance import Instance
from engine.runner import advance
from models import EventKind, JobStatus

#: So many new timers of one instance fire in one step; the next step goes on.
LIMIT = 1_000


def fire(instance: Instance, token: str) -> bool:
    """Fire a timer and advance; False if it was withdrawn meanwhile.

    :raises StepFailed: what follows from it cannot run
    """
    instance.current = instance.workflow.event_manager.tasks.get(token)
    if not instance.workflow.fire(token):
        return False
    instance.occurred[token] = EventKind.TIMER_FIRED
    instance.settled[token] = JobStatus.DONE
    instance.action = "timer"
    instance.audit_facts["fired"] = instance.audit_facts.get("fired", 0) + 1
    advance(instance)
    return True


def fire_new(instance: Instance, *, until: datetime) -> None:
    """Fire the timers that arose in this very step and have fallen due by `until`, in order.

    So a cycle catches up after an outage. Timers that waited before the step have jobs of their
    own, and may have failed: they are left alone.
    """
    for _ in range(LIMIT):
        due = _next_new(instance, until)
        if due is None:
            return
        fire(instance, due.id)


def _next_new(instance: Instance, until: datetime) -> Any | None:
    waiting: list[tuple[datetime, Any]] = instance.workflow.timers()
    for due_at, task in waiting:
        if due_at > until:
            return None
        if task.id not in instance.timers_before:
            return task
    return None
