"""Rules about times: those of timers and the due dates of tasks."""

from collections.abc import Iterator
from typing import Any

from engine.check.drawn import Drawn, children
from engine.check.finding import Finding
from engine.check.mending import TIMES, mending_due_date, mending_time
from engine.conventions import CAMUNDA, properties_of
from engine.elements.drawn_events import PROCESS_START, place_of
from engine.elements.iso_time import NotATime, moment_of, parse_duration
from engine.elements.timers import looks_like_iso, unquoted
from engine.expressions import ExpressionRefused, compile_expression
from engine.law import KOLKATA
from engine.xml import local_name

_WORKING_TIME = frozenset({"working_days", "working_hours"})


def timers(drawn: Drawn) -> Iterator[Finding]:
    """A timer has one time, written out as ISO 8601 or as an expression that compiles."""
    for event in drawn.all_of("startEvent", "intermediateCatchEvent", "boundaryEvent"):
        for definition in children(event, "timerEventDefinition"):
            times = [node for node in children(definition, *TIMES) if _text(node)]
            if not times:
                yield drawn.finding("timer-without-time", event)
            elif len(times) > 1:
                yield drawn.finding("timer-with-two-times", event)
            else:
                yield from _time(drawn, event, times[0])


def due_dates(drawn: Drawn) -> Iterator[Finding]:
    """A due date is a moment, a length of time, or an expression that compiles."""
    for node, text in _due_dates(drawn):
        if not text:
            continue
        try:
            if text[:1] == "P" and looks_like_iso(text):
                parse_duration(text)
            elif looks_like_iso(text):
                moment_of(text, zone=KOLKATA)
            else:
                compile_expression(text)
                yield from _working_time(drawn, node, text)
        except NotATime as error:
            fix = mending_due_date(text)
            yield drawn.finding("due-date-refused", node, fix=fix, reason=error)
        except ExpressionRefused as refusal:
            fix = mending_due_date(text)
            yield drawn.finding("due-date-refused", node, fix=fix, reason=refusal.reason)


def undated(drawn: Drawn) -> Iterator[Finding]:
    """Where other steps of a drawing are due, one that never is would stay below them all."""
    dated = list(_due_dates(drawn))
    if any(text for _node, text in dated):
        for node, text in dated:
            if not text:
                yield drawn.finding("due-date-missing", node)


def _due_dates(drawn: Drawn) -> Iterator[tuple[Any, str]]:
    """The steps of persons, each with what it says of its due date."""
    for node in drawn.all_of("userTask", "manualTask"):
        text = node.get(f"{CAMUNDA}dueDate") or properties_of(node).get("due") or ""
        yield node, text.strip()


def _time(drawn: Drawn, event: Any, node: Any) -> Iterator[Finding]:
    text, tag = _text(node), local_name(node)
    literal = unquoted(text)
    if literal is None and looks_like_iso(text):
        literal = text
    try:
        if literal is None:
            compile_expression(text)
        else:
            TIMES[tag](literal)
    except NotATime as error:
        yield drawn.finding("timer-refused", event, fix=mending_time(text, tag), reason=error)
        return
    except ExpressionRefused as refusal:
        fix = mending_time(text, tag)
        yield drawn.finding("timer-refused", event, fix=fix, reason=refusal.reason)
        return
    if literal is None:
        yield from _working_time(drawn, event, text)
        if place_of(event) == PROCESS_START:
            yield drawn.finding("timer-start-not-fixed", event)


def _working_time(drawn: Drawn, node: Any, text: str) -> Iterator[Finding]:
    """The law counts calendar days: holidays are for targets only."""
    is_statutory = properties_of(node).get("deadline") == "statutory"
    if is_statutory and compile_expression(text).calls & _WORKING_TIME:
        yield drawn.finding("working-time-by-law", node)


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip()
