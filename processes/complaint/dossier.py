"""The dossier: what was told and decided in a case, step by step, as one identity may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.definitions import Definition
from engine.drawing import Element
from engine.forms import Kind
from engine.registry import Registry
from models import UserTask
from processes.complaint.answers import form_of
from processes.complaint.facts import Fact, facts, facts_for_her, may_read, sees_personal
from processes.complaint.her_steps import COMPLAINANT
from processes.permissions.case import Case
from processes.permissions.confided import kept_from
from processes.posts.identity import Identity
from processes.runs import Run

#: Facts that no form asks for: where her telephone says it is.
_LATITUDE, _LONGITUDE = "latitude", "longitude"


@dataclass(frozen=True)
class Point:
    """A place on the map, in degrees; None of both where they are masked."""

    latitude: float | None
    longitude: float | None

    @property
    def is_masked(self) -> bool:
        """Whether this reader may not see where it is."""
        return self.latitude is None or self.longitude is None


@dataclass(frozen=True)
class Section:
    """What one step brought; what she told at the beginning has no element."""

    element: Element | None
    at: datetime
    facts: Sequence[Fact]
    is_hers: bool  # she said it herself, or had it written at the beginning
    instance_id: str
    may_save: bool  # whether its documents are for this reader to save, without giving a reason

    @property
    def point(self) -> Point | None:
        """Where it was told from, if a place was told with it."""
        told = {fact.name: fact.value for fact in self.facts if _is_of_point(fact)}
        if not told:
            return None
        latitude, longitude = told.get(_LATITUDE), told.get(_LONGITUDE)
        if latitude is None or longitude is None:
            return Point(None, None)
        return Point(float(latitude), float(longitude))

    @property
    def lines(self) -> list[Fact]:
        """The facts that are read as text: all but the point."""
        return [fact for fact in self.facts if not _is_of_point(fact)]


def _is_of_point(fact: Fact) -> bool:
    return fact.question is None and fact.name in (_LATITUDE, _LONGITUDE)


def dossier(
    session: Session,
    registry: Registry,
    identity: Identity,
    run: Run,
    case: Case | None,
    *,
    unmasked: bool = False,
) -> list[Section]:
    """What began a run and every completed step that left an answer, in the order of time.

    `case` is the case that the run belongs to, if it concerns a complaint.
    Of a step that came round again the codes chosen last are known, under its last round.
    `unmasked` counts only after `facts.unmask` was called in this request.
    """
    if not may_read(identity, run, case):
        return []
    told = facts(session, registry, identity, run, case, unmasked=unmasked)
    return _sections(
        session,
        registry,
        run,
        told,
        may_save=sees_personal(identity, run, case),
        kept=kept_from(identity, run, case.complaint if case else None),
    )


def what_she_told(session: Session, registry: Registry, run: Run) -> list[Section]:
    """Her own part of it, for her own page: the beginning, her steps, what she said in between."""
    sections = _sections(
        session,
        registry,
        run,
        facts_for_her(session, registry, run),
        may_save=True,
    )
    return [_as_she_was_asked(run, each) for each in sections if each.is_hers]


def _as_she_was_asked(run: Run, section: Section) -> Section:
    """The section with the questions of its own form: another may ask for the same otherwise."""
    if section.element is None:
        return section
    asked = {
        question.record: question
        for question in form_of(run.drawn_in(section.element.id), section.element.form).inputs()
        if question.record
    }
    facts = [replace(fact, question=asked.get(fact.name, fact.question)) for fact in section.facts]
    return replace(section, facts=facts)


def _sections(
    session: Session,
    registry: Registry,
    run: Run,
    told: Sequence[Fact],
    *,
    may_save: bool,
    kept: frozenset[str] = frozenset(),
) -> list[Section]:
    definition = run.definition
    written: dict[str | None, list[Fact]] = {}
    for fact in told:
        if fact.revision == 0:
            written.setdefault(fact.task_id, []).append(fact)
    known = instances.variables(session, registry, run.instance_id)
    begun = run.started_at
    chosen = _chosen(definition, definition.start_form, known, at=begun)
    sections = [
        Section(None, begun, [*chosen, *written.get(None, [])], True, run.instance_id, may_save)
    ]
    closed = sorted(run.closed_tasks, key=lambda task: (task.closed_at or begun, task.id))
    last = {task.element_id: task.id for task in closed}
    for task in closed:
        if task.element_id in kept:
            continue
        drawn = run.drawn_in(task.element_id)
        element = drawn.elements.get(task.element_id)
        is_last = last[task.element_id] == task.id
        codes = _chosen_in(drawn, element, known, task) if is_last else []
        found = [*codes, *written.get(task.id, [])]
        if found:
            is_hers = task.role == COMPLAINANT
            sections.append(
                Section(element, task.closed_at or begun, found, is_hers, run.instance_id, may_save)
            )
    done = {None, *(task.id for task in closed)}
    for owner, found in written.items():
        if owner not in done:
            said, at = _said_by(definition, found), found[0].written_at
            sections.append(
                Section(said, at, found, found[0].written_by is None, run.instance_id, may_save)
            )
    sections.sort(key=lambda section: section.at)
    return [section for section in sections if section.facts]


def _said_by(definition: Definition, found: Sequence[Fact]) -> Element | None:
    """The message whose form asked for these words."""
    names = {fact.name for fact in found}
    return next(
        (
            element
            for element in definition.elements.values()
            if element.properties.get("sent_by")
            and names <= {each.record for each in form_of(definition, element.form).inputs()}
        ),
        None,
    )


def _chosen_in(
    definition: Definition, element: Element | None, known: Mapping[str, Any], task: UserTask
) -> list[Fact]:
    if element is None or task.closed_at is None:
        return []
    return _chosen(definition, element.form, known, at=task.closed_at, by=task.closed_by)


def _chosen(
    definition: Definition,
    form: str | None,
    known: Mapping[str, Any],
    *,
    at: datetime,
    by: str | None = None,
) -> list[Fact]:
    """The answers of a form that are variables: codes, days, yes and no; never personal."""
    return [
        Fact(
            name=question.key,
            question=question,
            value=known[question.key],
            is_masked=False,
            task_id=None,
            written_at=at,
            written_by=by,
            revision=0,
        )
        for question in form_of(definition, form).inputs()
        if not question.record
        and not question.readonly
        and question.kind is not Kind.FILE
        and known.get(question.key) not in (None, "", [], False)
    ]
