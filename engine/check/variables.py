"""Rules about variables: what a drawing reads, something writes, and nothing of it is on record.

What a handler sets is known only where its process declares it. A drawing with a topic of which
that is not known is believed.
"""

from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from engine.built_in import PREFIX
from engine.check.drawn import Drawn, children, text_in
from engine.check.finding import Finding
from engine.check.known import Known
from engine.conventions import BPMN, CAMUNDA, ZEEBE, properties_of
from engine.decisions import Decision
from engine.elements.loops import collection_of
from engine.elements.tasks import decision_ref_of, topic_of
from engine.elements.timers import looks_like_iso
from engine.expressions import ExpressionRefused, compile_expression, compile_script
from engine.forms import Form
from engine.xml import local_name

_LOOPS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")
_OF_LOOPS = ("loopCardinality", "completionCondition", "loopCondition")
_NAME_VARIABLES = ("seat", "of_unit", "law_when")
#: The properties by which a service names the variables that it goes by.
_OF_SERVICES = ("of_unit", "passes", "from")
#: What a condition of sending knows beside the case's variables.
_OF_SENDING = frozenset({"open_steps"})
_COUNTS = (
    *("loopCounter", "numberOfInstances", "numberOfActiveInstances"),
    *("numberOfCompletedInstances", "numberOfTerminatedInstances"),
)
_TIMES = ("timeDate", "timeDuration", "timeCycle")


@dataclass
class Written:
    """The variables that something writes, and the answers that go to the case record instead."""

    variables: set[str] = field(default_factory=set)
    by_steps: set[str] = field(default_factory=set)  # those of them that no form alone writes
    recorded: dict[str, str] = field(default_factory=dict)  # the key of a field -> its form
    personal: set[str] = field(default_factory=set)
    is_complete: bool = True


def written(
    drawings: list[Drawn],
    forms: Mapping[str, Form],
    decisions: Mapping[str, Decision],
    known: Known,
) -> Written:
    """Everything that the forms, tables, scripts and topics of a definition write."""
    found = Written(is_complete=known.sets is not None)
    found.by_steps |= known.variables
    for path, form in forms.items():
        for each in form.inputs():
            if each.record:
                found.recorded.setdefault(each.key, path)
                found.personal |= {each.key} if each.personal else set()
            else:
                found.variables.add(each.key)
    for decision in decisions.values():
        found.by_steps |= {*decision.outputs, decision.variable}
    for drawn in drawings:
        for node in drawn.steps.values():
            found.by_steps |= _written_by(node)
            topic = topic_of(node)
            if topic is not None and known.sets is not None:
                found.is_complete &= topic in known.sets
                found.by_steps |= known.sets.get(topic, frozenset())
        found.by_steps |= {each.get("id") for each in drawn.root.iter(f"{BPMN}dataObject")}
    found.variables |= found.by_steps
    return found


def reads(drawn: Drawn, decisions: Mapping[str, Decision], found: Written) -> Iterator[Finding]:
    """Whatever a condition, a time, a count, a script or a table reads is there."""
    for node, names in _reading(drawn, decisions):
        for name in sorted(names - found.variables):
            if name in found.recorded and (found.is_complete or name in found.personal):
                form = found.recorded[name]
                yield drawn.finding("record-read", node, variable=name, form=form)
            elif name not in found.recorded and found.is_complete:
                yield drawn.finding("variable-unset", node, variable=name)


def deciding(drawn: Drawn, decisions: Mapping[str, Decision]) -> Iterator[tuple[str, Set[str]]]:
    """The ids of the steps that go a way by variables, and these: an arrow's is where it begins."""
    for arrow, names in _conditions(drawn):
        yield arrow.get("sourceRef", ""), names
    for node in drawn.steps.values():
        yield node.get("id"), _decides_by(node, decisions)


def serving(drawn: Drawn) -> Iterator[tuple[str, str, Set[str]]]:
    """The ids of the services, their topics, and the variables that their properties go by."""
    for node in drawn.steps.values():
        topic = topic_of(node)
        if topic is not None:
            said = properties_of(node)
            named = " ".join(said.get(each, "") for each in _OF_SERVICES)
            names = set(named.replace(",", " ").split())
            for name, text in said.items():
                names |= _names(text) if name.startswith(PREFIX) else set()
            yield node.get("id"), topic, names


def _conditions(drawn: Drawn) -> Iterator[tuple[Any, Set[str]]]:
    for scope in drawn.scopes:
        for arrow in scope.arrows:
            yield arrow, _names(text_in(arrow, "conditionExpression"))


def _reading(drawn: Drawn, decisions: Mapping[str, Decision]) -> Iterator[tuple[Any, Set[str]]]:
    yield from _conditions(drawn)
    for lane in chain.from_iterable(each.iter(f"{BPMN}lane") for each in drawn.processes):
        yield lane, _named_by_properties(lane)
    for node in drawn.steps.values():
        names = _names(_due(node)) | _named_by_properties(node) | _decides_by(node, decisions)
        for definition in children(node, "timerEventDefinition"):
            for tag in _TIMES:
                names |= _names(text_in(definition, tag))
        yield node, names


def _decides_by(node: Any, decisions: Mapping[str, Decision]) -> Set[str]:
    """What a step's count, script, table or condition of sending reads."""
    names = _names(properties_of(node).get("sent_when")) - _OF_SENDING
    for tag in _LOOPS:
        for loop in children(node, tag):
            names |= _names(collection_of(loop))
            for text in _OF_LOOPS:
                names |= _names(text_in(loop, text))
    names |= _names_of_script(text_in(node, "script"))
    decision = decisions.get(decision_ref_of(node) or "")
    return names | (decision.inputs if decision is not None else frozenset())


def _named_by_properties(node: Any) -> Set[str]:
    """The variables that a step or lane names: its seat, its unit, whether its deadline is law."""
    said = properties_of(node)
    return {said[each].strip() for each in _NAME_VARIABLES if said.get(each, "").strip()}


def _due(node: Any) -> str | None:
    if local_name(node) not in ("userTask", "manualTask"):
        return None
    return node.get(f"{CAMUNDA}dueDate") or properties_of(node).get("due")


def _names(text: str | None) -> Set[str]:
    if not text or looks_like_iso(text):
        return set()
    try:
        return set(compile_expression(text).names)
    except ExpressionRefused:
        return set()


def _names_of_script(text: str | None) -> Set[str]:
    try:
        return compile_script(text).reads if text else frozenset()
    except ExpressionRefused:
        return frozenset()


def _written_by(node: Any) -> set[str]:
    """What a step writes by itself: a script, a loop, a decision taken as a whole."""
    names = {node.get(f"{CAMUNDA}resultVariable") or ""}
    with suppress(ExpressionRefused):
        names |= compile_script(text_in(node, "script") or "").writes
    names |= {name.removeprefix(PREFIX) for name in properties_of(node) if name.startswith(PREFIX)}
    for loop in children(node, *_LOOPS):
        names |= {*_COUNTS, loop.get(f"{CAMUNDA}elementVariable") or ""}
        for zeebe in loop.iter(f"{ZEEBE}loopCharacteristics"):
            names |= {zeebe.get("inputElement") or "", zeebe.get("outputCollection") or ""}
        for part in ("inputDataItem", "outputDataItem"):
            for item in children(loop, part):
                names |= {item.get("name") or "", item.get("id") or ""}
        names.add(text_in(loop, "loopDataOutputRef") or "")
    return names - {""}
