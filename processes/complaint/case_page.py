"""The case page: everything about one case but what she told, for who may see the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from engine.drawing import Element
from engine.registry import Registry
from models import (
    Complaint,
    Escalation,
    EventKind,
    HistoryEvent,
    Job,
    Officer,
    ProcessInstance,
    UserTask,
)
from processes.complaint import numbers
from processes.complaint.stays import Stay, stays
from processes.complaint.two_months import Clock, clock_of
from processes.exceptions import NotVisible, NumberNotValid
from processes.permissions.case import Case, case_of
from processes.permissions.permission import Permission
from processes.permissions.rules import may, require
from processes.posts.identity import Identity

#: What the timeline leaves out: passing a gateway or an event is no news to a person.
_QUIET = frozenset({EventKind.ELEMENT_DONE})


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    kind: EventKind
    element_id: str | None
    name: str
    name_hi: str
    officer_name: str | None
    officer_name_hi: str | None
    facts: dict[str, object]


@dataclass(frozen=True)
class CasePage:
    """A case as an officer sees it."""

    case: Case
    definition: Definition
    number: str | None  # in groups; None before she has it
    clock: Clock | None
    stays: list[Stay]
    timeline: list[Happening]
    escalations: list[Escalation]
    standing_at: list[str]  # elements with a token: open tasks and waiting events
    passed: list[str]  # elements passed at least once

    @property
    def complaint(self) -> Complaint:
        return self.case.complaint

    @property
    def standing_elements(self) -> list[Element]:
        """The elements with a token, those with a name."""
        found = [self.definition.elements.get(element_id) for element_id in self.standing_at]
        return [element for element in found if element is not None and element.name]

    @property
    def tasks(self) -> tuple[UserTask, ...]:
        return self.case.tasks


def find_case(session: Session, identity: Identity | None, complaint_id: str) -> Case:
    """The case of a complaint, if this identity may see it.

    :raises NotVisible: there is none for her
    """
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise NotVisible
    case = case_of(session, complaint)
    require(Permission.SEE_CASE, identity, case)
    return case


def case_of_task(session: Session, identity: Identity | None, task: UserTask) -> Case:
    """The case a task belongs to, if this identity may see it.

    :raises NotVisible: there is none for her
    """
    complaint = session.scalars(
        select(Complaint).where(Complaint.instance_id == task.instance_id)
    ).one_or_none()
    if complaint is None:
        raise NotVisible
    return find_case(session, identity, complaint.id)


def search(session: Session, identity: Identity | None, number: str) -> Complaint | None:
    """The complaint of this number, if there is one that she may see; else None, without a hint.

    :raises NotVisible: she may not search at all
    """
    require(Permission.SEARCH, identity)
    try:
        parsed = numbers.parse(number)
    except NumberNotValid:
        return None
    complaint = session.scalars(
        select(Complaint).where(Complaint.number == parsed, Complaint.numbered_at.is_not(None))
    ).one_or_none()
    if complaint is None or not may(Permission.SEE_CASE, identity, case_of(session, complaint)):
        return None
    return complaint


def case_page(session: Session, registry: Registry, case: Case, *, now: datetime) -> CasePage:
    """Everything the case page shows; the caller has got the case from :func:`find_case`."""
    complaint = case.complaint
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    definition = definitions.load(session, instance.definition_id)
    events = session.scalars(
        select(HistoryEvent)
        .where(HistoryEvent.instance_id == complaint.instance_id)
        .order_by(HistoryEvent.id)
    ).all()
    return CasePage(
        case=case,
        definition=definition,
        number=numbers.written(complaint.number) if complaint.numbered_at else None,
        clock=clock_of(complaint, registry.zone, now),
        stays=stays(session, complaint, definition, now=now, zone=registry.zone),
        timeline=_timeline(session, definition, events),
        escalations=_escalations(session, complaint),
        standing_at=_standing_at(session, case),
        passed=sorted({event.element_id for event in events if event.element_id}),
    )


def _timeline(
    session: Session, definition: Definition, events: Sequence[HistoryEvent]
) -> list[Happening]:
    told = [event for event in events if event.kind not in _QUIET]
    officer_ids = {event.officer_id for event in told if event.officer_id}
    officers = {
        officer.id: officer
        for officer in session.scalars(select(Officer).where(Officer.id.in_(officer_ids)))
    }
    lines = []
    for event in told:
        element = definition.elements.get(event.element_id or "")
        officer = officers.get(event.officer_id or "")
        lines.append(
            Happening(
                at=event.at,
                kind=event.kind,
                element_id=event.element_id,
                name=element.name if element else "",
                name_hi=element.name_hi if element else "",
                officer_name=officer.name if officer else None,
                officer_name_hi=officer.name_hi if officer else None,
                facts=dict(event.facts or {}),
            )
        )
    return lines


def _escalations(session: Session, complaint: Complaint) -> list[Escalation]:
    return list(
        session.scalars(
            select(Escalation)
            .where(Escalation.instance_id == complaint.instance_id)
            .order_by(Escalation.raised_at, Escalation.id)
        )
    )


def _standing_at(session: Session, case: Case) -> list[str]:
    waiting = session.scalars(
        select(Job.element_id).where(
            Job.instance_id == case.complaint.instance_id,
            literal_column("job.status") == literal_column("0"),
            Job.element_id.is_not(None),
        )
    )
    tasks = {task.element_id for task in case.open_tasks}
    return sorted(tasks | {element_id for element_id in waiting if element_id})
