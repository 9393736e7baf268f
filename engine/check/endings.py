"""The rule about ways that never end: going round in a circle with nothing that could stop it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.check.drawn import Drawn, Scope, event_definitions, is_event_sub_process
from engine.check.finding import Finding
from engine.conventions import BPMN
from engine.parts import called_process_of
from engine.xml import local_name

_ENDS_THE_SCOPE = frozenset({"terminateEventDefinition", "errorEventDefinition"})

_COMPLETES = f"{BPMN}multiInstanceLoopCharacteristics/{BPMN}completionCondition"

Callers = Mapping[str, Sequence[Any]]
"""The call activities by the process that they call."""


def callers_of(drawings: list[Drawn]) -> Callers:
    """Which call activities of all files call which process."""
    found: dict[str, list[Any]] = {}
    for drawn in drawings:
        for node in drawn.all_of("callActivity"):
            found.setdefault(called_process_of(node) or "", []).append(node)
    return found


def endings(drawn: Drawn, callers: Callers) -> Iterator[Finding]:
    """From every step an end can be reached, or something from outside ends the way.

    Told once for each circle. What an event ends, inside or around, is left alone: a reminder that
    comes back until the box is closed is no mistake.
    """
    for scope in drawn.scopes:
        if local_name(scope.node) == "adHocSubProcess":
            continue
        endless = _endless(scope)
        if not endless or _is_ended(scope.node, callers, set()):
            continue
        for step in scope.steps:
            if step in endless:
                endless -= _following(scope, step)
                yield drawn.finding("never-ends", scope.steps[step])


def _endless(scope: Scope) -> set[str]:
    """The steps on circles from which no arrow leads to an end."""
    waiting = [step for step in scope.steps if not scope.outgoing.get(step)]
    ending: set[str] = set()
    while waiting:
        step = waiting.pop()
        if step in ending or step not in scope.steps:
            continue
        ending.add(step)
        waiting += [arrow.get("sourceRef") for arrow in scope.incoming.get(step, [])]
        host = scope.steps[step].get("attachedToRef")
        if host is not None:
            waiting.append(host)
    return {step for step in scope.steps if step not in ending and _leads_somewhere(scope, step)}


def _leads_somewhere(scope: Scope, step: str) -> bool:
    return all(each.get("targetRef") in scope.steps for each in scope.outgoing.get(step, []))


def _following(scope: Scope, step: str) -> set[str]:
    """A step and all that arrows lead to from it."""
    waiting, found = [step], set()
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += [arrow.get("targetRef") for arrow in scope.outgoing.get(each, [])]
    return found


def _is_ended(node: Any, callers: Callers, asked: set[str]) -> bool:
    """Whether something in a scope or around it may end all that goes on there."""
    while True:
        if _ends_itself(node) or _has_interrupting_event(node):
            return True
        if node.find(_COMPLETES) is not None:
            return True
        if node.tag == f"{BPMN}process":
            break
        node = node.getparent()
    process = node.get("id") or ""
    if process in asked:
        return False
    asked.add(process)
    return any(
        _has_interrupting_event(call) or _is_ended(call.getparent(), callers, asked)
        for call in callers.get(process, ())
    )


def _ends_itself(scope: Any) -> bool:
    """Whether an end event, or an event beside the flow, ends the whole scope."""
    for node in scope:
        if local_name(node) == "endEvent":
            if any(local_name(each) in _ENDS_THE_SCOPE for each in event_definitions(node)):
                return True
        elif is_event_sub_process(node):
            starts = node.iterchildren(f"{BPMN}startEvent")
            if any(start.get("isInterrupting") != "false" for start in starts):
                return True
    return False


def _has_interrupting_event(node: Any) -> bool:
    if node.tag == f"{BPMN}process":
        return False
    return any(
        event.get("attachedToRef") == node.get("id") and event.get("cancelActivity") != "false"
        for event in node.getparent().iterchildren(f"{BPMN}boundaryEvent")
    )
