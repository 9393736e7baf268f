"""Rules about names: what a drawing refers to must be there."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from engine.check.drawn import Drawn, children, event_definitions
from engine.check.finding import Finding
from engine.check.known import Known
from engine.check.mending import nearest
from engine.conventions import BPMN, WHEN_CORRECTED, properties_of
from engine.elements.tasks import decision_ref_of, topic_of
from engine.parts import called_process_of
from engine.xml import local_name

_NAMED_BY = {
    "message": "name",
    "signal": "name",
    "error": "errorCode",
    "escalation": "escalationCode",
}
_CATCHES_ANY = frozenset({"error", "escalation"})
_THROWERS = frozenset({"endEvent", "intermediateThrowEvent"})


def topics(drawn: Drawn, known: Known) -> Iterator[Finding]:
    """A service task names a handler; so does a send task that names no message.

    A user task may name one that is done again when its answers are corrected.
    """
    for node in drawn.all_of("serviceTask", "sendTask"):
        topic = topic_of(node)
        if topic is None:
            if local_name(node) == "serviceTask" or not node.get("messageRef"):
                yield drawn.finding("topic-missing", node)
        elif known.topics is not None and topic not in known.topics:
            fix = nearest(node, topic, known.topics)
            yield drawn.finding("topic-unknown", node, fix=fix, topic=topic)
    for node in drawn.all_of("userTask"):
        topic = properties_of(node).get(WHEN_CORRECTED)
        if topic and known.topics is not None and topic not in known.topics:
            fix = nearest(node, topic, known.topics)
            yield drawn.finding("topic-unknown", node, fix=fix, topic=topic)


def decisions(drawn: Drawn, decision_ids: frozenset[str]) -> Iterator[Finding]:
    """A business rule task names a decision of one of the files."""
    for node in drawn.all_of("businessRuleTask"):
        decision = decision_ref_of(node)
        if decision is None:
            yield drawn.finding("decision-missing", node)
        elif decision not in decision_ids:
            fix = nearest(node, decision, decision_ids)
            yield drawn.finding("decision-unknown", node, fix=fix, decision=decision)


def called_processes(drawn: Drawn, process_ids: Set[str]) -> Iterator[Finding]:
    """A call activity names a process that is drawn in one of the files."""
    for node in drawn.all_of("callActivity"):
        called = (called_process_of(node) or "").strip()
        if not called:
            yield drawn.finding("called-missing", node)
        elif called not in process_ids:
            fix = nearest(node, called, process_ids)
            yield drawn.finding("called-unknown", node, fix=fix, process=called)


def events(drawn: Drawn) -> Iterator[Finding]:
    """Messages, signals, errors and escalations of events and tasks are declared in the file."""
    for node in drawn.steps.values():
        throws = local_name(node) in _THROWERS
        for definition in event_definitions(node):
            kind = local_name(definition).removesuffix("EventDefinition")
            if kind in _NAMED_BY:
                optional = kind in _CATCHES_ANY and not throws
                yield from _reference(drawn, node, definition, kind, optional=optional)
    for node in drawn.all_of("receiveTask"):
        yield from _reference(drawn, node, node, "message", optional=False)
    for node in drawn.all_of("sendTask"):
        yield from _reference(drawn, node, node, "message", optional=True)


def data(drawn: Drawn) -> Iterator[Finding]:
    """A drawn sheet of data stands for a data object of the file."""
    objects = {node.get("id") for node in drawn.root.iter(f"{BPMN}dataObject")}
    for scope in drawn.scopes:
        for node in children(scope.node, "dataObjectReference"):
            reference = node.get("dataObjectRef") or ""
            if reference not in objects:
                fix = nearest(node, reference, filter(None, objects))
                yield drawn.finding("data-reference-dangling", node, fix=fix, reference=reference)


def _reference(
    drawn: Drawn, node: Any, holder: Any, kind: str, *, optional: bool
) -> Iterator[Finding]:
    reference = holder.get(f"{kind}Ref")
    if not reference:
        if not optional:
            yield drawn.finding("reference-missing", node, kind=kind)
        return
    known = _declared(drawn, kind)
    declared = known.get(reference)
    if declared is None:
        fix = nearest(node, reference, filter(None, known))
        yield drawn.finding("reference-dangling", node, fix=fix, kind=kind, reference=reference)
    elif not declared.get(_NAMED_BY[kind]):
        attribute = _NAMED_BY[kind]
        facts = {"kind": kind, "reference": reference, "attribute": attribute}
        fix = {"attribute": attribute, "value": reference}
        yield drawn.finding("reference-without-name", declared, fix=fix, **facts)


def _declared(drawn: Drawn, kind: str) -> Mapping[str, Any]:
    return {node.get("id"): node for node in children(drawn.root, kind)}
