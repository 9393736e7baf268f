"""One BPMN file, laid out for the rules: what is drawn in which scope, and what leads where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from engine.called import Name, names_in
from engine.check import calling
from engine.check.calling import Called, called
from engine.check.finding import Finding, Severity
from engine.check.reasons import in_hindi
from engine.check.sentences import SENTENCES
from engine.conventions import BPMN
from engine.xml import local_name

TASKS = frozenset(
    {"task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask"}
    | {"sendTask", "receiveTask"}
)
GATEWAYS = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"}
    | {"complexGateway"}
)
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
ACTIVITIES = TASKS | SUB_PROCESSES | {"callActivity"}
STEPS = ACTIVITIES | GATEWAYS | EVENTS
"""What arrows may join: BPMN's flow nodes."""


@dataclass
class Scope:
    """A process or sub-process: its own steps and arrows, not those of its sub-processes."""

    node: Any
    steps: dict[str, Any] = field(default_factory=dict)
    arrows: list[Any] = field(default_factory=list)
    outgoing: dict[str, list[Any]] = field(default_factory=dict)
    incoming: dict[str, list[Any]] = field(default_factory=dict)

    def all_of(self, *tags: str) -> Iterator[Any]:
        """The steps of these kinds."""
        return (node for node in self.steps.values() if local_name(node) in tags)


class Drawn:
    """One BPMN file, read."""

    def __init__(self, path: str, root: Any) -> None:
        self.path = path
        self.root = root
        processes = [node for node in root if node.tag == f"{BPMN}process"]
        self.processes = [node for node in processes if is_executable(node)] or processes
        """Those that are meant to run; all, if none says so."""
        self.pictures = [node for node in processes if node not in self.processes]
        """Pools drawn for the reader beside them."""
        self.scopes = [Scope(node) for node in self._scope_nodes()]
        self.steps: dict[str, Any] = {}
        for scope in self.scopes:
            _fill(scope)
            self.steps |= scope.steps
        self.by_id: dict[str, Any] = {
            node.get("id"): node for node in root.iter(f"{BPMN}*") if node.get("id")
        }

    def _scope_nodes(self) -> Iterator[Any]:
        for process in self.processes:
            yield process
            yield from process.iter(*(f"{BPMN}{tag}" for tag in SUB_PROCESSES))

    def all_of(self, *tags: str) -> Iterator[Any]:
        """The steps of these kinds, in every scope."""
        return (node for node in self.steps.values() if local_name(node) in tags)

    def finding(
        self, rule: str, node: Any, *, fix: Mapping[str, str] | None = None, **facts: object
    ) -> Finding:
        """A finding about an element of this file; a fact may be another element of it."""
        others = {place: each for place, each in facts.items() if hasattr(each, "tag")}
        calls = {
            place: found
            for place, each in {"what": node, **others}.items()
            if (found := self.called(each))
        }
        return make_finding(
            rule,
            file=self.path,
            element=node.get("id"),
            name=label_of(node),
            line=node.sourceline,
            fix=fix,
            facts={**facts, **{place: label_or_id(each) for place, each in others.items()}},
            calls=calls,
        )

    def called(self, node: Any) -> Called | None:
        """What an element of this file is called, if it has no name of its own."""
        return called(node, self._names)

    @cached_property
    def _names(self) -> Mapping[str, Name]:
        return names_in(self.root)


def make_finding(
    rule: str,
    *,
    file: str,
    element: str | None = None,
    name: str | None = None,
    name_hi: str | None = None,
    line: int | None = None,
    fix: Mapping[str, str] | None = None,
    facts: Mapping[str, object] = MappingProxyType({}),
    calls: Mapping[str, Called] = MappingProxyType({}),
) -> Finding:
    """A finding in the words of its rule; `facts` fill the places in its sentences.

    `calls` tells of places whose element has no name, what it is called.
    """
    sentence = SENTENCES[rule]
    said = {
        "what": _shown(element, name, "this"),
        "what_hi": _shown(element, name_hi or name, "यह"),
        **facts,
    }
    if "what" in calls:
        name, name_hi = calls["what"].name
    return Finding(
        rule=rule,
        severity=Severity(sentence.severity),
        file=file,
        element=element,
        name=name,
        line=line,
        message=calling.in_english(sentence.english, said, calls),
        message_hi=calling.in_hindi(sentence.hindi, _facts_in_hindi(said), calls),
        fix=fix,
        name_hi=name_hi,
        by_id=sentence.english.format_map(said) if calls else None,
    )


def _facts_in_hindi(facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts for a Hindi sentence: the reason, which is words, in Hindi too."""
    return {**facts, "reason": in_hindi(str(facts["reason"]))} if "reason" in facts else facts


def label_of(node: Any) -> str | None:
    """What is written on an element, on one line."""
    return " ".join((node.get("name") or "").split()) or None


def label_or_id(node: Any) -> str:
    """An element in quotes, by its label, or by its id if it has none."""
    return _shown(node.get("id"), label_of(node), "?")


def text_in(node: Any, tag: str) -> str | None:
    """The text of a child element; None if there is no such child, "" if it is empty."""
    child = node.find(f"{BPMN}{tag}")
    return None if child is None else "".join(child.itertext()).strip()


def children(node: Any, *tags: str) -> Iterator[Any]:
    """The child elements with these tags of BPMN."""
    return (child for child in node if child.tag in {f"{BPMN}{tag}" for tag in tags})


def event_definitions(node: Any) -> list[Any]:
    """What an event says it is: timerEventDefinition and the like."""
    return [child for child in node if local_name(child).endswith("ventDefinition")]


def is_event_sub_process(node: Any) -> bool:
    """Whether a sub-process waits beside the flow until its start event happens."""
    return local_name(node) in SUB_PROCESSES and node.get("triggeredByEvent") == "true"


def is_executable(process: Any) -> bool:
    """Whether a process is marked as meant to run."""
    return bool(process.get("isExecutable") == "true")


def _fill(scope: Scope) -> None:
    for node in scope.node:
        tag = local_name(node)
        if tag in STEPS and node.get("id") and node.tag.startswith(BPMN):
            scope.steps.setdefault(node.get("id"), node)
        elif node.tag == f"{BPMN}sequenceFlow":
            scope.arrows.append(node)
            scope.outgoing.setdefault(node.get("sourceRef"), []).append(node)
            scope.incoming.setdefault(node.get("targetRef"), []).append(node)


def _shown(element: str | None, name: str | None, otherwise: str) -> str:
    if name:
        return f"“{name}”"
    return f"“{element}”" if element else otherwise
