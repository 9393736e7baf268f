"""How much work lies with each seat of investigating officers, for who chooses among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from models import Complaint, CustodyInterval
from processes.permissions.case import INVESTIGATOR

_NEWEST_FIRST = (CustodyInterval.from_at.desc(), CustodyInterval.id.desc())
_STAYS = (
    select(
        CustodyInterval.post_id,
        Complaint.limit_at,
        func.row_number()
        .over(partition_by=CustodyInterval.instance_id, order_by=_NEWEST_FIRST)
        .label("place"),
    )
    .join(Complaint, Complaint.instance_id == CustodyInterval.instance_id)
    .where(
        Complaint.station_id == bindparam("of_station"),
        Complaint.closed_at.is_(None),
        CustodyInterval.role == INVESTIGATOR,
    )
    .subquery()
)
_LOADS = Prepared(
    select(_STAYS.c.post_id, func.count(), func.min(_STAYS.c.limit_at))
    .where(_STAYS.c.place == 1, _STAYS.c.post_id.is_not(None))
    .group_by(_STAYS.c.post_id)
)


@dataclass(frozen=True)
class SeatLoad:
    """The open complaints of a seat, and when the two months of the first of them end."""

    open_cases: int = 0
    first_limit_at: datetime | None = None


def seat_loads(session: Session, station_id: str) -> Mapping[str, SeatLoad]:
    """The load of every seat that investigates an open complaint of this station, by post.

    A complaint counts for the seat that had it last, also while it lies with a reviewer. It is
    found from the station's open complaints: there are few of them, and long ledgers elsewhere.
    """
    session.flush()
    rows = _LOADS.all(session.connection(), {"of_station": station_id})
    return {post_id: SeatLoad(count, first) for post_id, count, first in rows}
