"""Rules about deadlines: none outlasts the one around it, and none of the law is left out."""

import re
from collections.abc import Iterator
from typing import Any

from engine.check.drawn import (
    Drawn,
    children,
    is_event_sub_process,
    make_finding,
    text_in,
)
from engine.check.finding import Finding
from engine.conventions import BPMN, CAMUNDA, properties_of
from engine.elements.iso_time import NotATime, parse_duration
from engine.elements.timers import unquoted
from engine.expressions import ExpressionRefused, compile_expression
from engine.law import Deadline
from engine.xml import local_name

_DAY = 86400
_CATCHES = "intermediateCatchEvent"
_QUOTED = re.compile("[\"']([^\"']*)[\"']")


def within(drawn: Drawn) -> Iterator[Finding]:
    """What is waited for within a box comes before a timer of the box ends it.

    Only lengths that are written out are compared.
    """
    for node in drawn.steps.values():
        for text in _lengths(node):
            for ender, longest in _enders(drawn, node):
                if _least(text) > _most(longest):
                    yield drawn.finding(
                        "deadline-too-long", node, length=text, ends=ender, longest=longest
                    )
                    break


def of_the_law(drawings: list[Drawn], deadlines: tuple[Deadline, ...]) -> Iterator[Finding]:
    """Around each step for which the law sets a time, a timer counts it and says that it does."""
    for deadline in deadlines:
        facts = {"step": deadline.step, "length": deadline.length}
        places = [drawn for drawn in drawings if deadline.step in drawn.steps]
        if not places:
            yield make_finding("statutory-missing", file="", element=deadline.step, facts=facts)
        for drawn in places:
            node = drawn.steps[deadline.step]
            if not any(_counts(drawn, each, deadline.length) for each in _around(drawn, node)):
                yield drawn.finding(
                    "statutory-missing", node, step=deadline.step, length=deadline.length
                )


def _enders(drawn: Drawn, node: Any) -> Iterator[tuple[Any, str]]:
    """The timers of a fixed length that end what a step waits for, with their lengths."""
    for event in _around(drawn, node):
        if event is not node and _interrupts(event) and local_name(event) != _CATCHES:
            for text in _lengths(event):
                yield event, text


def _around(drawn: Drawn, node: Any) -> Iterator[Any]:
    """The timers on the border of a step and of each box around it, and those beside the flow."""
    if local_name(node) == "boundaryEvent":
        node = drawn.steps.get(node.get("attachedToRef") or "", node)
    while node is not None and node.tag != f"{BPMN}definitions":
        scope = node.getparent()
        for event in children(scope, "boundaryEvent"):
            if event.get("attachedToRef") == node.get("id"):
                yield from _timed(event)
        beside = [each for each in node if is_event_sub_process(each)]
        for each in beside:
            for event in children(each, "startEvent", _CATCHES):
                yield from _timed(event)
        node = scope


def _timed(event: Any) -> Iterator[Any]:
    if next(children(event, "timerEventDefinition"), None) is not None:
        yield event


def _interrupts(event: Any) -> bool:
    return "false" not in (event.get("cancelActivity"), event.get("isInterrupting"))


def _counts(drawn: Drawn, event: Any, length: str) -> bool:
    """Whether a timer is marked as the law's and counts so long, from when it may be."""
    if properties_of(event).get("deadline") != "statutory":
        return False
    text = _time_of(event) or ""
    said = unquoted(text) or text
    try:
        return said == length or (
            "after" in compile_expression(text).calls and length in _QUOTED.findall(text)
        )
    except ExpressionRefused:
        return False


def _lengths(node: Any) -> Iterator[str]:
    """The length of time that a step waits for, where it is written out."""
    if local_name(node) in ("userTask", "manualTask"):
        text = node.get(f"{CAMUNDA}dueDate") or properties_of(node).get("due")
    else:
        text = _time_of(node)
    said = (unquoted((text or "").strip()) or text or "").strip()
    if said.startswith("R"):
        said = said.rpartition("/")[2]
    try:
        parse_duration(said)
    except NotATime:
        return
    yield said


def _time_of(event: Any) -> str | None:
    for definition in children(event, "timerEventDefinition"):
        for tag in ("timeDuration", "timeCycle", "timeDate"):
            text = text_in(definition, tag)
            if text:
                return text
    return None


def _least(length: str) -> int:
    """How many seconds a length has at least: no month is shorter than 28 days."""
    read = parse_duration(length)
    return (read.months * 28 + read.days) * _DAY + read.seconds


def _most(length: str) -> int:
    read = parse_duration(length)
    return (read.months * 31 + read.days) * _DAY + read.seconds
