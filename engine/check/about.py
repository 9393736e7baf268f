"""Rules about `process.json`: what a process says of itself can be used, and fits its drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.about import FILE, BroughtRole, about, read
from engine.check.drawn import Drawn, event_definitions, make_finding
from engine.check.finding import Finding
from engine.check.known import Known
from engine.conventions import BPMN
from engine.drawing import elements_of


def with_brought_roles(known: Known, files: Mapping[str, bytes]) -> Known:
    """What the drawing may name, with the roles that its own files bring."""
    brought = frozenset(each.role for each in about(files).roles)
    return replace(
        known,
        roles=None if known.roles is None else known.roles | brought,
        held_roles=None if known.held_roles is None else known.held_roles | brought,
    )


def about_file(
    files: Mapping[str, bytes], drawings: list[Drawn], known: Known, process: str | None
) -> Iterator[Finding]:
    """The file can be read; who starts it is known, and finds a start; its roles have steps."""
    if FILE not in files:
        return
    said, wrong = read(files[FILE])
    for each in wrong:
        yield make_finding(each.rule, file=FILE, facts=each.facts)
    used = _roles_in(drawings, files)
    for role in said.may_start:
        if known.roles is not None and role not in known.roles:
            yield make_finding("about-starter-unknown", file=FILE, facts={"role": role})
    if said.may_start and not _can_be_started(drawings, process):
        yield make_finding("about-no-start", file=FILE)
    for brought in said.roles:
        yield from _taken(brought, known)
        if brought.role not in used and brought.role not in said.may_start:
            yield make_finding("about-role-unused", file=FILE, facts={"role": brought.role})


def _taken(brought: BroughtRole, known: Known) -> Iterator[Finding]:
    """A role means one thing: what the portal has is not made anew, what was brought stays so."""
    if brought.role in known.own_roles:
        yield make_finding("about-role-there", file=FILE, facts={"role": brought.role})
    before = known.brought_roles.get(brought.role)
    if before not in (None, (brought.level.name.lower(), brought.woman)):
        yield make_finding("about-role-changed", file=FILE, facts={"role": brought.role})


def _can_be_started(drawings: list[Drawn], process: str | None) -> bool:
    """Whether the process has a start that nothing but a person sets off."""
    return any(
        not event_definitions(node)
        for drawn in drawings
        for each in drawn.processes
        if process in (None, each.get("id"))
        for node in each.iterchildren(f"{BPMN}startEvent")
    )


def _roles_in(drawings: list[Drawn], files: Mapping[str, bytes]) -> set[str | None]:
    return {
        element.role
        for drawn in drawings
        for process in drawn.processes
        for element in elements_of(process, files)
    }
