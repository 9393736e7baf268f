"""Whom to tell: the post that a case is brought before, past those that are empty or concerned."""

from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.owners import rungs
from engine.step import Step
from models import Complaint, Level, Unit
from processes.posts.recusals import recused_from
from processes.posts.rungs import LADDER, Rung, above, holders_of_role
from processes.posts.units import ancestor_column


class LiesSomewhere(Protocol):
    """A case with the unit it lies at and that unit's ancestors: a complaint, an alert."""

    @property
    def unit_id(self) -> str: ...
    @property
    def circle_id(self) -> str | None: ...
    @property
    def district_id(self) -> str | None: ...
    @property
    def state_id(self) -> str | None: ...


def whom_to_tell(step: Step, case: LiesSomewhere) -> Rung:
    """The post that a step brings a case before: the one that its properties name, or the next.

    Where nobody holds that, the first that is held of the property `or_else`. Where only officers
    hold it who are kept from the case, the first of `or_else`, and then of the posts above, which
    somebody else holds; at the last the State nodal officer.
    """
    said, session = step.properties, step.session
    first = Rung(said["role"], Level[said["level"].upper()])
    named = [Rung(*each) for each in rungs(said.get("or_else", ""))]
    runs = (step.instance_id, case.instance_id if isinstance(case, Complaint) else None)
    recused = recused_from(session, *runs)
    held_by = _holders(step, case, first)
    is_kept_from_all = bool(held_by) and held_by <= recused
    if is_kept_from_all:
        named += above(first)
    free = (each for each in (first, *named) if _holders(step, case, each) - recused)
    return next(free, LADDER[-1] if is_kept_from_all else first)


def _holders(step: Step, case: LiesSomewhere, rung: Rung) -> frozenset[str]:
    unit = unit_at(step.session, case, rung.level)
    return holders_of_role(step.session, unit.id, rung.role, step.now) if unit else frozenset()


def unit_at(session: Session, case: LiesSomewhere, level: Level) -> Unit | None:
    """The unit of this level at or above a case; None where that lies higher itself."""
    if level is Level.NATIONAL:
        return session.scalars(select(Unit).where(Unit.level == Level.NATIONAL).limit(1)).first()
    unit = session.get_one(Unit, case.unit_id)
    ancestor = getattr(unit, ancestor_column(level))
    return session.get(Unit, ancestor) if ancestor else None
