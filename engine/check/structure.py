"""Rules about what a drawing is made of: processes, starts, ids, and what can be reached."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Any

from engine.check.drawn import (
    STEPS,
    SUB_PROCESSES,
    Drawn,
    Scope,
    children,
    event_definitions,
    is_event_sub_process,
    is_executable,
)
from engine.check.finding import Finding
from engine.conventions import BPMN
from engine.xml import local_name

_PROCESS_ID = re.compile(r"[A-Za-z_][\w.-]{0,99}", re.ASCII)
_BESIDE_THE_FLOW = frozenset(
    {"laneSet", "sequenceFlow", "extensionElements", "documentation", "ioSpecification"}
    | {"dataObject", "dataObjectReference", "dataStoreReference", "property", "association"}
    | {"textAnnotation", "group", "artifact", "auditing", "monitoring", "category"}
    | {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "incoming", "outgoing"}
    | {"dataInputAssociation", "dataOutputAssociation", "completionCondition"}
    | {"correlationSubscription", "resourceRole", "performer", "potentialOwner", "supports"}
)
_NAMES_OF_VARIABLES = frozenset({"inputDataItem", "outputDataItem", "dataInput", "dataOutput"})
_TICK = {"attribute": "isExecutable", "value": "true"}
_ANSWERED_ELSEWHERE = frozenset({"callConversation", "subChoreography", "choreographyTask"})


def executable(drawn: Drawn) -> Iterator[Finding]:
    """BPMN's default is false; an editor must have said that a process is meant to run."""
    for process in drawn.processes:
        if not is_executable(process):
            yield drawn.finding("not-executable", process, fix=_TICK)
    for process in drawn.pictures:
        could_run = process.find(f"{BPMN}startEvent") is not None
        yield drawn.finding("pool-not-run", process, fix=_TICK if could_run else None)


def usable_ids(drawn: Drawn) -> Iterator[Finding]:
    """A process is addressed by its id, and every step is written down by its own."""
    for process in drawn.processes:
        if not _PROCESS_ID.fullmatch(process.get("id") or ""):
            yield drawn.finding("process-id-unusable", process, id=process.get("id") or "")
    for scope in drawn.scopes:
        for node in scope.node:
            if local_name(node) in STEPS and not node.get("id"):
                yield drawn.finding("id-missing", node, kind=local_name(node))


def unique_ids(drawn: Drawn) -> Iterator[Finding]:
    """Two elements with one id would be taken for one; only names of variables may recur."""
    nodes = [
        node
        for node in drawn.root.iter(f"{BPMN}*")
        if node.get("id") and local_name(node) not in _NAMES_OF_VARIABLES
    ]
    counted = Counter(node.get("id") for node in nodes)
    told: set[str] = set()
    for node in nodes:
        element_id = node.get("id")
        if counted[element_id] > 1 and element_id in told:
            yield drawn.finding("id-twice", node, id=element_id)
        told.add(element_id)


def starts(drawn: Drawn) -> Iterator[Finding]:
    """A process begins somewhere; of plain starts there is one, of a sub-process's any kind."""
    for scope in drawn.scopes:
        found = list(scope.all_of("startEvent"))
        if scope.node in drawn.processes:
            plain = [node for node in found if not event_definitions(node)]
            if not found:
                yield drawn.finding("start-missing", scope.node)
            elif len(plain) > 1:
                yield drawn.finding("start-twice", scope.node)
        elif len(found) != 1 and local_name(scope.node) == "subProcess":
            yield drawn.finding("sub-process-start", scope.node, count=len(found))


def known_elements(drawn: Drawn) -> Iterator[Finding]:
    """What the library does not know it leaves out in silence; here it is named."""
    known = STEPS | _BESIDE_THE_FLOW | _ANSWERED_ELSEWHERE
    for scope in drawn.scopes:
        for node in scope.node:
            if isinstance(node.tag, str) and node.tag.startswith(BPMN):
                tag = local_name(node)
                if tag not in known and not tag.endswith("ventDefinition"):
                    yield drawn.finding("element-unknown", node, kind=tag)


def attached_boundaries(drawn: Drawn) -> Iterator[Finding]:
    """A boundary event belongs to a step of the same scope."""
    for scope in drawn.scopes:
        for node in scope.all_of("boundaryEvent"):
            host = scope.steps.get(node.get("attachedToRef") or "")
            if host is None or not _may_have_boundary(host):
                yield drawn.finding("boundary-loose", node)


def reachable(drawn: Drawn) -> Iterator[Finding]:
    """Steps that no token can come to would be dropped when the drawing is read.

    Told is only where each stretch that hangs loose begins, not every step behind it.
    """
    for scope in drawn.scopes:
        has_start = next(scope.all_of("startEvent"), None) is not None
        if not has_start or local_name(scope.node) == "adHocSubProcess":
            continue
        paths = _Paths(scope)
        reached = paths.reached_from(step for step, node in scope.steps.items() if _begins(node))
        loose = {step: None for step in scope.steps if step not in reached}
        for step in sorted(loose, key=lambda each: paths.any_leads_to(each, loose)):
            if step not in reached:
                reached |= paths.reached_from([step])
                yield drawn.finding("unreachable", scope.steps[step])


def _begins(node: Any) -> bool:
    """Whether a token comes here without an arrow."""
    undoes = node.get("isForCompensation") == "true"
    is_start = local_name(node) == "startEvent"
    return is_start or undoes or is_event_sub_process(node) or _is_link_target(node)


class _Paths:
    """Where tokens can go within a scope: along arrows, and out of steps by their borders."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._on_border: dict[str, list[str]] = {}
        for node in scope.all_of("boundaryEvent"):
            self._on_border.setdefault(node.get("attachedToRef") or "", []).append(node.get("id"))

    def reached_from(self, beginnings: Iterable[str]) -> set[str]:
        """These steps and all that a token can come to from them."""
        waiting = list(beginnings)
        reached: set[str] = set()
        while waiting:
            step = waiting.pop()
            if step in reached or step not in self._scope.steps:
                continue
            reached.add(step)
            waiting += [arrow.get("targetRef") for arrow in self._scope.outgoing.get(step, [])]
            waiting += self._on_border.get(step, [])
        return reached

    def any_leads_to(self, step: str, others: Container[str]) -> bool:
        """Whether one of the others leads to a step."""
        sources = [arrow.get("sourceRef") for arrow in self._scope.incoming.get(step, [])]
        host = self._scope.steps[step].get("attachedToRef")
        return any(source in others for source in [*sources, host])


def _is_link_target(node: Any) -> bool:
    """A link is refused by another rule; what follows it is not unreachable as well."""
    links = children(node, "linkEventDefinition")
    return local_name(node) == "intermediateCatchEvent" and next(links, None) is not None


def _may_have_boundary(node: Any) -> bool:
    tag = local_name(node)
    return tag.endswith("Task") or tag in SUB_PROCESSES | {"task", "callActivity"}
