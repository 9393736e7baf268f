"""Breaches: the cause that a superintendent states for one, and how often each cause holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from engine.exceptions import DefinitionNotFound
from engine.forms import Option, parse_form
from engine.registry import Handler
from engine.step import Step
from models import Complaint, Unit
from processes.complaint import notices
from processes.complaint.figures import NOT_CLOSED, NUMBERED
from processes.posts.units import ancestor_column

PROCESS = "complaint"
#: The question of the form that asks for the cause.
CAUSE = "breach_cause"


@dataclass(frozen=True)
class CauseFigure:
    """How many late complaints have a cause."""

    cause: Option | None  # None: no cause is stated yet
    complaints: int


def tell_new_date(step: Step) -> None:
    """Keep the cause for the figures, and tell her of it and of the new date."""
    complaint = step.session.get_one(Complaint, step.business_key)
    complaint.breach_cause = step.variables.get(CAUSE)
    notices.tell_her(step, complaint, step.properties["notice"])


def late_by_cause(session: Session, unit: Unit, *, now: datetime) -> list[CauseFigure]:
    """Why the open complaints of a unit and all below it are late, the commonest cause first."""
    at = getattr(Complaint, ancestor_column(unit.level))
    counted = session.execute(
        select(Complaint.breach_cause, func.count())
        .where(at == unit.id, NOT_CLOSED, NUMBERED, Complaint.limit_at < now)
        .group_by(Complaint.breach_cause)
        .order_by(func.count().desc(), Complaint.breach_cause)
    ).all()
    causes = {option.value: option for option in _causes(session)}
    return [
        CauseFigure(causes.get(code, Option(code, code, code)) if code else None, complaints)
        for code, complaints in counted
    ]


BREACHES: Mapping[str, Handler] = {"tell_new_date": tell_new_date}


def _causes(session: Session) -> Sequence[Option]:
    """The causes that the newest drawing offers."""
    try:
        newest = definitions.load(session, definitions.latest(session, PROCESS).id)
    except DefinitionNotFound:
        return ()
    return _offered(newest)


def _offered(definition: Definition) -> Sequence[Option]:
    forms = (parse_form(schema) for schema in definition.forms.values())
    return next(
        (asked.options for form in forms for asked in form.inputs() if asked.key == CAUSE), ()
    )
