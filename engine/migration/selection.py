"""Selections: which running cases of a version are meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session

from engine.job_rows import UNSETTLED
from engine.tables import INSTANCE, JOB, TASK
from models import JobKind, Unit

#: So many ids are fetched at once.
PAGE = 500

_RUNNING = INSTANCE.c.status == literal_column("0")
_OPEN = TASK.c.status == literal_column("0")


@dataclass(frozen=True)
class Selection:
    """Running cases; what is not given is not asked."""

    unit_id: str | None = None  # in whose hands the case is, or any unit below it
    standing_at: frozenset[str] = frozenset()  # one of its tasks or timers waits at one of these
    started_from: datetime | None = None
    started_before: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """The selection as rows and programs keep it."""
        return {
            "unit_id": self.unit_id,
            "standing_at": sorted(self.standing_at),
            "started_from": _text(self.started_from),
            "started_before": _text(self.started_before),
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Selection":
        """The selection that :meth:`as_json` wrote."""
        return cls(
            unit_id=kept["unit_id"],
            standing_at=frozenset(kept["standing_at"]),
            started_from=_moment(kept["started_from"]),
            started_before=_moment(kept["started_before"]),
        )

    def cases(self, definition_id: str) -> Select[Any]:
        """The ids of these cases of a version."""
        query = select(INSTANCE.c.id).where(_RUNNING, INSTANCE.c.definition_id == definition_id)
        return query.where(*self._conditions())

    def _conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.unit_id is not None:
            yield INSTANCE.c.unit_id.in_(_within(self.unit_id))
        if self.standing_at:
            yield or_(
                INSTANCE.c.id.in_(
                    select(TASK.c.instance_id).where(_OPEN, TASK.c.element_id.in_(self.standing_at))
                ),
                INSTANCE.c.id.in_(
                    select(JOB.c.instance_id).where(
                        UNSETTLED,
                        JOB.c.kind == JobKind.TIMER,
                        JOB.c.element_id.in_(self.standing_at),
                    )
                ),
            )
        if self.started_from is not None:
            yield INSTANCE.c.started_at >= self.started_from
        if self.started_before is not None:
            yield INSTANCE.c.started_at < self.started_before


def count(session: Session, selection: Selection, definition_id: str) -> int:
    """How many running cases of a version are selected."""
    chosen = selection.cases(definition_id).subquery()
    return session.connection().scalar(select(func.count()).select_from(chosen)) or 0


def ids(session: Session, selection: Selection, definition_id: str) -> Iterator[str]:
    """The ids of the selected cases, a few hundred in memory at a time."""
    query = selection.cases(definition_id).order_by(INSTANCE.c.id).limit(PAGE)
    last = ""
    while True:
        page = session.connection().scalars(query.where(INSTANCE.c.id > last)).all()
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]


def _within(unit_id: str) -> Select[Any]:
    """A unit and all below it."""
    of_unit = (Unit.id, Unit.station_id, Unit.circle_id, Unit.district_id, Unit.state_id)
    return select(Unit.id).where(or_(*(column == unit_id for column in of_unit)))


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
