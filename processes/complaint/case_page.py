"""The case page: everything about one case but what she told, for who may see the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.definitions import Definition
from engine.drawing import Element
from engine.registry import Registry
from models import Complaint, Escalation, UserTask
from processes.complaint import numbers
from processes.complaint.case_law import CaseLaw, case_law
from processes.complaint.further import further_clock_of
from processes.complaint.stays import Stay, stays
from processes.complaint.two_months import Clock, clock_of
from processes.exceptions import NotVisible, NumberNotValid
from processes.permissions.case import Case, case_of
from processes.permissions.confided import kept_from
from processes.permissions.permission import Permission
from processes.permissions.roles import HELPS_WITH_RECOVERY
from processes.permissions.rules import may, require
from processes.posts.identity import Identity
from processes.run_page import RunPage, run_page
from processes.runs import Run, complaint_of, instance_ids, run_of_complaint, runs_beside


@dataclass(frozen=True)
class Raised:
    """An escalation of a case, and the step of its own run's drawing that raised it."""

    escalation: Escalation
    step: Element | None  # None: the portal itself did


@dataclass(frozen=True)
class CasePage:
    """A case as an officer sees it."""

    case: Case
    number: str | None  # in groups; None before she has it
    clock: Clock | None
    further: Clock | None  # the ninety days, where it was opened again
    stays: list[Stay]
    escalations: list[Raised]
    law: CaseLaw | None  # None before an officer has named an offence
    main: RunPage  # the complaint's own drawing
    beside: list[RunPage]  # what runs or ran beside it, the newest first

    @property
    def complaint(self) -> Complaint:
        return self.case.complaint

    @property
    def definition(self) -> Definition:
        return self.main.definition

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


def case_of_task(session: Session, identity: Identity | None, task: UserTask) -> Case | None:
    """The case a task belongs to, if this identity may see it; None if it concerns no complaint.

    None as well for a step of the help desk, which opens no case.

    :raises NotVisible: there is one, and not for her
    """
    complaint = complaint_of(session, task.instance_id)
    if complaint is None or task.role in HELPS_WITH_RECOVERY:
        return None
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


def case_page(
    session: Session,
    registry: Registry,
    case: Case,
    *,
    asking: Identity,
    now: datetime,
) -> CasePage:
    """Everything the case page shows her; the caller has got the case from :func:`find_case`.

    Left out are the runs beside it that she is kept from, and what is confided to others.
    """
    complaint = case.complaint
    main = run_of_complaint(session, complaint)
    others = [
        run for run in runs_beside(session, complaint) if run.instance_id not in asking.recused
    ]
    runs = {run.instance_id: run for run in (main, *others)}
    kept = {each: kept_from(asking, run, complaint) for each, run in runs.items()}
    return CasePage(
        case=case,
        number=numbers.written(complaint.number) if complaint.numbered_at else None,
        clock=clock_of(complaint, registry.zone, now),
        further=further_clock_of(session, complaint, registry.zone, now),
        stays=stays(
            session, (main, *others), now=now, zone=registry.zone, closed_at=complaint.closed_at
        ),
        escalations=[
            Raised(raised, _step_of(runs.get(raised.instance_id), raised.element_id))
            for raised in _escalations(session, complaint)
            if raised.element_id not in kept.get(raised.instance_id, {raised.element_id})
            or may(Permission.ACKNOWLEDGE_ESCALATION, asking, raised)
        ],
        law=case_law(session, registry, main, now=now),
        main=run_page(session, registry, main, kept=kept[main.instance_id]),
        beside=[run_page(session, registry, run, kept=kept[run.instance_id]) for run in others],
    )


def _step_of(run: Run | None, element_id: str) -> Element | None:
    return run.element(element_id) if run is not None else None


def _escalations(session: Session, complaint: Complaint) -> list[Escalation]:
    return list(
        session.scalars(
            select(Escalation)
            .where(Escalation.instance_id.in_(instance_ids(session, complaint)))
            .order_by(Escalation.raised_at, Escalation.id)
        )
    )
