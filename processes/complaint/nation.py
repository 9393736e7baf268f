"""The nation's figures: counting every state takes long, so a worker does it once a minute."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import NationalFigures, Unit
from models.locks import lock_name
from processes.complaint.figures import UnitFigures

#: The figures on the page are at most so old, as long as a worker runs.
EVERY = timedelta(minutes=1)
_COUNTS = [field.name for field in fields(UnitFigures) if field.name != "unit"]
_LOCK = "national_figures"


@dataclass(frozen=True)
class Nation:
    """The figures of every state, as they were counted last."""

    taken_at: datetime
    parts: list[UnitFigures]


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether the figures are to be counted anew."""
    taken_at = session.scalar(select(func.max(NationalFigures.taken_at)))
    return taken_at is None or not taken_at <= now < taken_at + EVERY


def keep(session: Session, counted: Sequence[UnitFigures], *, now: datetime) -> None:
    """Put what was counted at `now` into the place of what was kept.

    It is counted in a session that only reads: that takes long, and other writers would wait.
    """
    lock_name(session, _LOCK)
    session.execute(delete(NationalFigures))
    for part in counted:
        counts = {name: value for name, value in asdict(part).items() if name in _COUNTS}
        session.add(NationalFigures(state_id=part.unit.id, taken_at=now, **counts))
    session.flush()


def kept(session: Session) -> Nation | None:
    """What was counted last; None if no worker has counted yet."""
    rows = session.execute(
        select(NationalFigures, Unit)
        .join(Unit, Unit.id == NationalFigures.state_id)
        .order_by(Unit.name, Unit.id)
    ).all()
    if not rows:
        return None
    return Nation(
        taken_at=rows[0][0].taken_at,
        parts=[
            UnitFigures(unit=unit, **{name: getattr(row, name) for name in _COUNTS})
            for row, unit in rows
        ],
    )
