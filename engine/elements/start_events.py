"""What can begin a process: read from the drawing, for the engine that waits on its behalf.

A start event never waits inside an instance (see `start`): messages, signals and timers that start
a process are watched for by the engine, which then makes the instance.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent

from engine.elements.event_kinds import kind_of_definition
from engine.elements.iso_time import Cycle, Duration, add, parse_cycle, parse_duration, parse_moment
from engine.elements.timers import CycleTimer, DateTimer, Timer, unquoted


@dataclass(frozen=True, slots=True)
class ProcessStart:
    """One way in which a process begins."""

    element_id: str
    kind: str
    """none, message, signal or timer."""
    name: str | None = None
    """Of the message or signal."""
    time: datetime | Duration | Cycle | None = None
    """Of the timer; always a literal, since there are no variables yet."""

    def due_after(
        self, moment: datetime, *, in_force_at: datetime, zone: tzinfo
    ) -> datetime | None:
        """When the timer next begins an instance, after this moment; None: never again.

        Durations, and cycles without a start of their own, count from when the drawing came into
        force.
        """
        if isinstance(self.time, Cycle):
            return _next_of_cycle(self.time, moment, in_force_at, zone)
        due = self.time
        if isinstance(due, Duration):
            due = add(in_force_at, due, zone=zone)
        return due if due is not None and due > moment else None


def start_events(spec: Any) -> list[ProcessStart]:
    """What can begin this process."""
    return [_read(output) for output in spec.start.outputs if isinstance(output, StartEvent)]


def _read(task_spec: Any) -> ProcessStart:
    definition = task_spec.event_definition
    kind = kind_of_definition(definition)
    if isinstance(definition, Timer):
        return ProcessStart(task_spec.bpmn_id, kind, time=_time_of(definition))
    name = definition.name if kind in ("message", "signal") else None
    return ProcessStart(task_spec.bpmn_id, kind, name=name)


def _time_of(definition: Any) -> datetime | Duration | Cycle:
    text = unquoted(definition.expression) or definition.expression
    if isinstance(definition, DateTimer):
        return parse_moment(text)
    return parse_cycle(text) if isinstance(definition, CycleTimer) else parse_duration(text)


def _next_of_cycle(
    cycle: Cycle, moment: datetime, in_force_at: datetime, zone: tzinfo
) -> datetime | None:
    anchor = cycle.start or in_force_at
    first = 0 if cycle.start else 1
    number = max(first, (moment - anchor) // _longest(cycle.period))
    while (due := add(anchor, cycle.period, zone=zone, times=number)) <= moment:
        number += 1
    is_over = cycle.repetitions is not None and number - first >= cycle.repetitions
    return None if is_over else due


def _longest(period: Duration) -> timedelta:
    """No period is longer, so that counting may begin near the moment asked for."""
    return timedelta(days=31 * period.months + period.days, seconds=period.seconds) + timedelta(
        hours=2 * (period.months + period.days)
    )
