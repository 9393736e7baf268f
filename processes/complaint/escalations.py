"""Escalations: rows that a timer writes and no screen can delete."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, literal_column, select, tuple_
from sqlalchemy.orm import Session, aliased

from engine import audit, definitions
from engine.drawing import Element
from engine.step import Step
from models import Complaint, Escalation, Level, ProcessInstance, Severity, Unit
from processes.backlog import digests
from processes.complaint import numbers
from processes.complaint.whom_to_tell import LiesSomewhere, unit_at, whom_to_tell
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.permissions.rules import acting_post
from processes.posts.identity import Identity
from processes.posts.units import at_or_below

#: So many are read at once, the loudest and newest first.
PAGE = 200
#: Who is told where the officers below must not know.
STATE_NODAL = "state_nodal"
#: Literal, as in the partial indexes.
UNACKNOWLEDGED: ColumnElement[bool] = literal_column("escalation.acknowledged_at").is_(
    literal_column("NULL")
)


@dataclass(frozen=True)
class EscalationLine:
    """One escalation in a supervisor's list."""

    escalation: Escalation
    definition_id: str  # the version of the drawing that its case follows
    complaint: Complaint | None
    unit_name: str | None = None
    unit_name_hi: str | None = None

    @property
    def complaint_id(self) -> str | None:
        return self.complaint.id if self.complaint else None

    @property
    def number(self) -> str | None:
        """The complaint's number as it is written; None before it has one."""
        if self.complaint is None or not self.complaint.numbered_at:
            return None
        return numbers.written(self.complaint.number)


def raise_escalation(step: Step, case: LiesSomewhere) -> Escalation | None:
    """Bring the case before the role and level that the step's properties name, once.

    Where nobody holds that post, or only who is kept from the case, another is told at once. A
    case that lies above that level, because the Oversight cell has not yet chosen a station for
    it, is brought before the State nodal officer. A step that runs again, after a crash before its
    commit was known, writes nothing more.
    """
    known = step.session.scalars(
        select(Escalation.id).where(Escalation.token_id == step.token_id)
    ).first()
    if known is not None:
        return None
    told = whom_to_tell(step, case)
    return bring_before(
        step.session,
        case,
        instance_id=step.instance_id,
        element_id=step.element_id,
        token_id=step.token_id,
        reason=step.properties["reason"],
        severity=Severity[step.properties["severity"].upper()],
        level=told.level,
        role=told.role,
        now=step.now,
    )


def bring_before(
    session: Session,
    case: LiesSomewhere,
    *,
    instance_id: str,
    element_id: str,
    token_id: str,
    reason: str,
    severity: Severity,
    level: Level,
    role: str,
    now: datetime,
) -> Escalation:
    """Write an escalation to a role at a level above where the case lies.

    Where it lies above that level, the State nodal officer is told instead. Of complaints taken
    from one list, one row speaks for all.
    """
    unit = unit_at(session, case, level)
    if unit is None:
        unit = session.get_one(Unit, case.state_id)
        level, role = unit.level, STATE_NODAL
    import_id = digests.list_of(session, case) if isinstance(case, Complaint) else None
    if import_id is not None:
        waiting = digests.join(
            session, import_id, reason=reason, role=role, unit_id=unit.id, now=now
        )
        if waiting is not None:
            return waiting
    escalation = Escalation(
        instance_id=instance_id,
        element_id=element_id,
        token_id=token_id,
        reason=reason,
        severity=severity,
        level=level,
        role=role,
        unit_id=unit.id,
        circle_id=case.circle_id,
        district_id=case.district_id,
        state_id=case.state_id,
        raised_at=now,
        backlog_import_id=import_id,
    )
    session.add(escalation)
    return escalation


def acknowledge(
    session: Session, identity: Identity, escalation_id: int, *, now: datetime
) -> Escalation:
    """Note that a supervisor has seen it; a second time changes nothing. The row stays.

    :raises NotVisible: there is none before her
    """
    escalation = session.get(Escalation, escalation_id)
    if escalation is None:
        raise NotVisible
    held = acting_post(Permission.ACKNOWLEDGE_ESCALATION, identity, escalation)
    if held is None:
        raise NotVisible
    if escalation.acknowledged_at is None:
        escalation.acknowledged_at = now
        escalation.acknowledged_by = identity.officer_id
        audit.record(
            session,
            escalation.instance_id,
            "acknowledged",
            identity.acting_as(held.post.id),
            now,
            escalation=escalation.id,
        )
    return escalation


def brought_before(
    session: Session,
    unit: Unit,
    *,
    recused: Set[str] = frozenset(),
    open_only: bool = True,
    behind: Escalation | None = None,
    limit: int = PAGE,
) -> list[EscalationLine]:
    """What was brought before this unit and those below it, the loudest and newest first.

    `recused` are the runs about who asks: what was brought before others of them is not listed.
    Of what comes `behind` another, the first ones.
    """
    asked = (UNACKNOWLEDGED,) if open_only else ()
    return _lines(
        session, _escalated_within(unit), *asked, recused=recused, behind=behind, limit=limit
    )


def brought_before_post(
    session: Session,
    *,
    role: str,
    unit_id: str,
    recused: Set[str] = frozenset(),
    behind: Escalation | None = None,
    limit: int = PAGE,
) -> list[EscalationLine]:
    """What was brought before one role at one unit and waits to be acknowledged."""
    return _lines(
        session,
        Escalation.unit_id == unit_id,
        Escalation.role == role,
        UNACKNOWLEDGED,
        recused=recused,
        behind=behind,
        limit=limit,
    )


def rank(escalation: Escalation) -> tuple[Severity, datetime, int]:
    """By what a list is ordered, the greatest first: how loud, how new."""
    return escalation.severity, escalation.raised_at, escalation.id


def _lines(
    session: Session,
    *asked: ColumnElement[bool],
    recused: Set[str],
    behind: Escalation | None,
    limit: int,
) -> list[EscalationLine]:
    """The loudest and newest first, each with the unit that it is about."""
    if behind is not None:
        ordered = tuple_(Escalation.severity, Escalation.raised_at, Escalation.id)
        asked = (*asked, ordered < rank(behind))
    at = aliased(Unit)
    query = (
        select(Escalation, ProcessInstance.definition_id, Complaint, at.full_name, at.full_name_hi)
        .join(ProcessInstance, ProcessInstance.id == Escalation.instance_id)
        .outerjoin(Complaint, Complaint.id == ProcessInstance.business_key)
        .outerjoin(
            at,
            at.id
            == func.coalesce(
                *(Complaint.unit_id, ProcessInstance.unit_id),
                *(Escalation.circle_id, Escalation.district_id, Escalation.unit_id),
            ),
        )
        .where(*asked, Escalation.instance_id.not_in(recused))
        .order_by(Escalation.severity.desc(), Escalation.raised_at.desc(), Escalation.id.desc())
        .limit(limit)
    )
    return [EscalationLine(*row) for row in session.execute(query)]


def step_of(session: Session, line: EscalationLine) -> Element | None:
    """The step that raised it, as its case's drawing has it; None where the portal did."""
    elements = definitions.load(session, line.definition_id).elements
    return elements.get(line.escalation.element_id)


def _escalated_within(unit: Unit) -> ColumnElement[bool]:
    """Brought before this unit or one below it; what went higher is not theirs to see.

    Escalation rows know no station: one of a station stands at the station itself.
    """
    if unit.level is Level.STATION:
        return Escalation.unit_id == unit.id
    return and_(at_or_below(Escalation, unit), Escalation.level >= unit.level)
