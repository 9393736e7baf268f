"""Timers: a date, a duration or a cycle, as one due time that is stored once.

Library: bpmn/specs/event_definitions/timer.py:34 turns months into day counts in UTC (31 January +
P1M = 3 March), :194 keeps a cycle's first interval in seconds (a month drifts), :71 lets "P0.5Y"
and "-PT1H" through or fails when a case gets there, :27 gives a naive date the server's zone; each
refresh reads the machine's clock and evaluates again what was not yet known.
Rule: ISO 8601 (BPMN 10.5.5, table 10.101); occurrence k of a cycle is anchor + k periods.
Approach: our definitions compute the due time when a token arrives (`arm`), in the workflow's
`now` and `zone`, and keep it in `internal_data["event_value"]`. Nothing is looked at again until
the engine fires the timer by name (see `clock`).

What may be written: bare ISO text (PT20H, P2M, R3/P7D, a date with its offset), the same in
quotes, or an expression. Literals are checked when the drawing is read, an expression's value when
the timer starts. A date timer takes a datetime, a day (its beginning, where the law counts) or an
ISO text of either, so that `after(recorded_at, "P2M")` counts from a date of the record.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions import timer as library

from engine.elements.iso_time import (
    NotATime,
    add,
    moment_of,
    parse_cycle,
    parse_duration,
    parse_moment,
)
from engine.elements.kit import Kit, Mixin

DUE = "event_value"
CYCLE = "cycle"

_LOOKS_LIKE_ISO = re.compile(r"[-+]?P[\dT-].*|[-+]?P|R-?\d*/.*|\d{4}-?\d\d.*", re.IGNORECASE)


class Timer(Mixin):
    """What the three kinds of timer share. Mixed in before the library's definitions."""

    expression: str

    def arm(self, my_task: Any) -> None:
        """Work out when the timer is due and keep it with the task; once."""
        if DUE not in my_task.internal_data:
            due = self._begin(my_task, my_task.workflow.top_workflow)
            my_task.internal_data[DUE] = due.isoformat()

    def due_at(self, my_task: Any) -> datetime:
        """When an armed timer is due."""
        return datetime.fromisoformat(my_task.internal_data[DUE])

    def next_occurrence(self, my_task: Any) -> dict[str, Any] | None:
        """What the task that waits for the next occurrence has to know; None: this was the last."""
        return None

    def follow(self, my_task: Any) -> bool:
        """Wait for another moment if a variable that a date counts from was corrected."""
        return False

    def _begin(self, my_task: Any, top: Any) -> datetime:
        raise NotImplementedError

    def _value(self, my_task: Any) -> Any:
        literal = unquoted(self.expression)
        if literal is not None:
            return literal
        return my_task.workflow.script_engine.evaluate(my_task, self.expression)

    def _text(self, my_task: Any) -> str:
        value = self._value(my_task)
        if not isinstance(value, str):
            raise NotATime(f"a value of type {type(value).__name__} is no ISO 8601 text")
        return value


class DateTimer(Timer, library.TimeDateEventDefinition):
    """Due at a date."""

    def _begin(self, my_task: Any, top: Any) -> datetime:
        value = self._value(my_task)
        if not isinstance(value, str | date):
            raise NotATime(f"a value of type {type(value).__name__} is no date")
        return moment_of(value, zone=top.zone).astimezone(top.zone)

    def follow(self, my_task: Any) -> bool:
        before = my_task.internal_data[DUE]
        after = self._begin(my_task, my_task.workflow.top_workflow).isoformat()
        my_task.internal_data[DUE] = after
        return bool(after != before)


class DurationTimer(Timer, library.DurationTimerEventDefinition):
    """Due some time after the token arrived."""

    def _begin(self, my_task: Any, top: Any) -> datetime:
        return add(top.now, parse_duration(self._text(my_task)), zone=top.zone)


class CycleTimer(Timer, library.CycleTimerEventDefinition):
    """Due again and again, always counted from the first anchor.

    `internal_data["cycle"]` holds the anchor, the period's text, the occurrences still to come
    after this one (None: without end) and the number of this one.
    """

    def _begin(self, my_task: Any, top: Any) -> datetime:
        text = self._text(my_task)
        cycle = parse_cycle(text)
        anchor = cycle.start or top.now
        number = 0 if cycle.start else 1
        left = None if cycle.repetitions is None else cycle.repetitions - 1
        period_text = text.strip().rpartition("/")[2]
        my_task.internal_data[CYCLE] = [anchor.isoformat(), period_text, left, number]
        return add(anchor, cycle.period, zone=top.zone, times=number)

    def begin_at(self, my_task: Any, due_at: datetime) -> None:
        """Let a timer that waits already, and was no cycle, ring again and again from then on."""
        text = self._text(my_task)
        repetitions = parse_cycle(text).repetitions
        left = None if repetitions is None else repetitions - 1
        period_text = text.strip().rpartition("/")[2]
        my_task.internal_data[CYCLE] = [due_at.isoformat(), period_text, left, 0]

    def next_occurrence(self, my_task: Any) -> dict[str, Any] | None:
        anchor, period_text, left, number = my_task.internal_data[CYCLE]
        if left == 0:
            return None
        following = add(
            datetime.fromisoformat(anchor),
            parse_duration(period_text),
            zone=my_task.workflow.top_workflow.zone,
            times=number + 1,
        )
        left = None if left is None else left - 1
        return {DUE: following.isoformat(), CYCLE: [anchor, period_text, left, number + 1]}


class TimerParsing(Mixin):
    """Reads a timer, and refuses a literal that no timer can follow."""

    def parse_timer_event(self, event: Any) -> Any:
        kinds: dict[str, tuple[type[Any], Callable[[str], object]]] = {
            "timeDate": (DateTimer, parse_moment),
            "timeDuration": (DurationTimer, parse_duration),
            "timeCycle": (CycleTimer, parse_cycle),
        }
        found = [(tag, node) for tag in kinds for node in self._xpath(event, f"./bpmn:{tag}")]
        if len(found) != 1:
            self.refuse("a timer needs one of: a date, a duration, a cycle")
        tag, node = found[0]
        definition_class, check = kinds[tag]
        text = (node.text or "").strip()
        literal = unquoted(text)
        if literal is None and looks_like_iso(text):
            literal = text
        if literal is not None:
            try:
                check(literal)
            except NotATime as error:
                self.refuse(f"timer {literal[:60]!r}: {error}")
            text = f'"{literal.strip()}"'
        if not text:
            self.refuse("a timer without a time")
        name = self.node.get("name", self.bpmn_id)
        return definition_class(name, text, description=self.get_event_description(event))


def looks_like_iso(text: str) -> bool:
    """Whether a bare text is meant as ISO 8601, right or wrong, and not as an expression."""
    return _LOOKS_LIKE_ISO.fullmatch(text) is not None


def unquoted(text: str) -> str | None:
    """What stands between the quotes of a plain quoted text; None for anything else."""
    quote = text[:1]
    if len(text) < 2 or quote not in ("'", '"') or text[-1] != quote:
        return None
    inner = text[1:-1]
    return None if quote in inner or "\\" in inner else inner


def install(kit: Kit) -> None:
    """Plug in."""
    kit.event_parser_mixins.append(TimerParsing)
