"""Rules about lanes: every person's step has an owner that this installation knows."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from engine.check.drawn import Drawn
from engine.check.finding import Finding
from engine.check.known import Known
from engine.check.mending import nearest
from engine.conventions import BPMN, CAMUNDA, READ_BY, SENT_BY, named_roles, properties_of
from engine.drawing import Element, elements_of

_OF_PERSONS = ("userTask", "manualTask")
#: What names a person where a post owns the step.
_PERSONS = ("assignee", "candidateUsers")


def owned_tasks(drawn: Drawn, files: Mapping[str, bytes], known: Known) -> Iterator[Finding]:
    """A person's step lies in a lane, or names who may do it, and that role is known."""
    for process in drawn.processes:
        for element in elements_of(process, files):
            if element.kind not in _OF_PERSONS:
                continue
            node = drawn.by_id[element.id]
            if not element.role:
                yield drawn.finding("outside-lanes", node)
            elif known.roles is not None and element.role not in known.roles:
                fix = nearest(node, element.role, known.roles)
                yield drawn.finding("role-unknown", node, fix=fix, role=element.role)
            elif known.held_roles is not None and element.role not in known.held_roles:
                yield drawn.finding("role-vacant", node, role=element.role)
            elif _misses_level(element, known):
                yield drawn.finding("level-missing", node, role=element.role)


def ownerless(drawn: Drawn) -> Iterator[Finding]:
    """A plain task is nobody's work, and whom another engine would ask is not asked here."""
    for node in drawn.all_of("task"):
        yield drawn.finding("task-plain", node)
    for node in drawn.all_of(*_OF_PERSONS):
        for name in _PERSONS:
            if node.get(f"{CAMUNDA}{name}"):
                yield drawn.finding("person-named", node, attribute=name)


def told_posts(drawn: Drawn, known: Known) -> Iterator[Finding]:
    """The posts before which the portal brings something are known; else nobody would read it."""
    if known.roles is None:
        return
    for node in chain.from_iterable(p.iter(f"{BPMN}serviceTask") for p in drawn.processes):
        said = properties_of(node)
        role = said.get("role")
        if role is not None and role not in known.roles:
            fix = nearest(node, role, known.roles)
            yield drawn.finding("role-unknown", node, fix=fix, role=role)
        yield from _or_else(drawn, node, known)


def named_by_steps(drawn: Drawn, known: Known) -> Iterator[Finding]:
    """Who alone learns of a step, and who may send a message, is known; else it would be nobody."""
    if known.roles is None:
        return
    for node in drawn.steps.values():
        said = properties_of(node)
        named = set(named_roles(said.get(SENT_BY, "")))
        if READ_BY in said:
            named |= named_roles(said[READ_BY]) or {""}
        for role in sorted(named - known.roles):
            yield drawn.finding("role-unknown", node, role=role)


def lanes(drawn: Drawn, known: Known) -> Iterator[Finding]:
    """What lies in a lane is in the file, and the lane's role and level are known."""
    for lane in chain.from_iterable(p.iter(f"{BPMN}lane") for p in drawn.processes):
        properties = properties_of(lane)
        role, level = properties.get("role"), properties.get("level", "").strip().lower()
        if role is not None and known.roles is not None and role not in known.roles:
            fix = nearest(lane, role, known.roles)
            yield drawn.finding("role-unknown", lane, fix=fix, role=role)
        if level and known.levels is not None and level not in known.levels:
            levels = ", ".join(sorted(known.levels))
            fix = nearest(lane, properties["level"], known.levels)
            yield drawn.finding("level-unknown", lane, fix=fix, level=level, levels=levels)
        yield from _or_else(drawn, lane, known)
        for node in lane.iterchildren(f"{BPMN}flowNodeRef"):
            reference = (node.text or "").strip()
            if reference not in drawn.steps:
                fix = {"remove": "flowNodeRef", "reference": reference}
                yield drawn.finding("lane-reference-dangling", lane, fix=fix, reference=reference)


def _or_else(drawn: Drawn, node: Any, known: Known) -> Iterator[Finding]:
    """The posts whose turn it is where nobody holds the first are known, each with its level."""
    said = properties_of(node)
    for other in said["or_else"].split(",") if "or_else" in said else ():
        role, _blank, level = other.strip().partition(" ")
        if known.roles is not None and role not in known.roles:
            yield drawn.finding("role-unknown", node, role=role)
        elif known.levels is not None and level not in known.levels:
            levels = ", ".join(sorted(known.levels))
            yield drawn.finding("level-unknown", node, level=level, levels=levels)


def _misses_level(element: Element, known: Known) -> bool:
    """Whether nobody can tell of which unit the post is whose step this is."""
    if known.without_level is None or element.role in known.without_level:
        return False
    return element.level is None
