"""The custody ledger: with which post and officer an instance lay, from when to when.

Of the open tasks in custodian lanes one at a time holds custody: the one that opened first. When it
closes, custody passes to the next one; between them nobody's post has it. While a step is open of
which the drawing says so (`custody_stays`) it stays with whom it was before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from engine.registry import Seat
from engine.tables import CUSTODY
from models.types import UtcDateTime

OPEN = CUSTODY.c.to_at.is_(literal_column("NULL"))

_INSERT = Prepared(
    insert(CUSTODY),
    "instance_id",
    "token_id",
    "element_id",
    "role",
    "unit_id",
    "post_id",
    "officer_id",
    "from_at",
)
_CLOSED_AT = bindparam("closed_at", type_=UtcDateTime)
_CLOSE = Prepared(
    update(CUSTODY)
    .where(
        CUSTODY.c.instance_id == bindparam("of_instance"),
        OPEN,
        CUSTODY.c.token_id == bindparam("of_token"),
    )
    .values(
        # who waited for a lock knows an earlier moment than who held it
        to_at=case((CUSTODY.c.from_at > _CLOSED_AT, CUSTODY.c.from_at), else_=_CLOSED_AT),
        # of several at one post, who did the step answers for it
        officer_id=func.coalesce(CUSTODY.c.officer_id, bindparam("done_by")),
    )
)


@dataclass(frozen=True)
class Interval:
    """A stretch of custody; `to_at` is the moment of looking while it lasts."""

    element_id: str
    role: str
    unit_id: str | None
    post_id: str | None
    officer_id: str | None
    from_at: datetime
    to_at: datetime
    is_open: bool


def begin(
    connection: Connection,
    *,
    instance_id: str,
    token_id: str,
    element_id: str,
    seat: Seat,
    officer_id: str | None,
    now: datetime,
) -> None:
    """Write that custody passes to this task's seat."""
    values: dict[str, Any] = {
        "instance_id": instance_id,
        "token_id": token_id,
        "element_id": element_id,
        "role": seat.role,
        "unit_id": seat.unit_id,
        "post_id": seat.ledger_post_id or seat.post_id,
        "officer_id": officer_id,
        "from_at": now,
    }
    _INSERT.run(connection, values)


def end(
    connection: Connection,
    *,
    instance_id: str,
    token_id: str,
    done_by: str | None,
    now: datetime,
) -> bool:
    """Close the interval of a task; False if that task did not hold custody.

    `done_by` is the officer who has completed it; None if it goes without that.
    """
    of = {"of_instance": instance_id, "of_token": token_id}
    closed = _CLOSE.run(connection, {**of, "done_by": done_by, "closed_at": now})
    return closed > 0


def stay(connection: Connection, *, instance_id: str, element_id: str, now: datetime) -> None:
    """Let custody stay with whom it was last, while another step waits elsewhere.

    It stays under the token of the earlier task, so that claims of the waiting one do not touch it.
    """
    query = (
        select(CUSTODY)
        .where(CUSTODY.c.instance_id == instance_id)
        .order_by(CUSTODY.c.id.desc())
        .limit(1)
    )
    last = connection.execute(query).one_or_none()
    if last is None or last.to_at is None:
        return
    kept = {name: value for name, value in last._mapping.items() if name not in ("id", "to_at")}
    _INSERT.run(connection, {**kept, "element_id": element_id, "from_at": now})


def stay_no_longer(connection: Connection, *, instance_id: str, now: datetime) -> None:
    """End what stayed with somebody: the step that waited is done, or gone."""
    connection.execute(
        update(CUSTODY).where(CUSTODY.c.instance_id == instance_id, OPEN).values(to_at=now)
    )


def hand_over(
    connection: Connection,
    *,
    instance_id: str,
    token_id: str,
    officer_id: str | None,
    now: datetime,
) -> None:
    """Split the interval of a task that another officer now answers for."""
    query = _open_interval(instance_id, token_id)
    for row in connection.execute(query).all():
        if row.officer_id != officer_id:
            _split(connection, row._mapping, officer_id=officer_id, now=now)


def carry_on(
    connection: Connection, *, instance_id: str, token_id: str, element_id: str, now: datetime
) -> None:
    """Split the interval of a task whose step is another one from now on; its holder stays."""
    for row in connection.execute(_open_interval(instance_id, token_id)).all():
        _split(connection, row._mapping, now=now, element_id=element_id)


def let_go(
    connection: Connection, *, instance_id: str, token_id: str, officer_id: str, now: datetime
) -> None:
    """Split the interval of a task that this officer answered for; nobody does from now on."""
    query = _open_interval(instance_id, token_id).where(CUSTODY.c.officer_id == officer_id)
    for row in connection.execute(query).all():
        _split(connection, row._mapping, officer_id=None, now=now)


def split_for_post(
    session: Session,
    post_id: str,
    *,
    of_instances: Collection[str],
    leaving: Collection[str],
    officer_id: str | None,
    now: datetime,
) -> int:
    """Let the open intervals of a post pass from who leaves to who holds it alone from now on.

    Called in the transaction of a transfer, for instances it has locked, with `officer_id` None
    while the post is vacant or shared. What a colleague at the post has claimed stays hers; what
    nobody answered for goes to `officer_id` too. Returns how many intervals were split.
    """
    concerned: ColumnElement[bool] = CUSTODY.c.officer_id.in_(leaving)
    if officer_id is not None:
        concerned = or_(concerned, CUSTODY.c.officer_id.is_(None))
    query = select(CUSTODY).where(
        OPEN, CUSTODY.c.post_id == post_id, CUSTODY.c.instance_id.in_(of_instances), concerned
    )
    connection = session.connection()
    found = connection.execute(query.order_by(CUSTODY.c.id)).all()
    rows = [row for row in found if row.officer_id != officer_id]
    for row in rows:
        _split(connection, row._mapping, officer_id=officer_id, now=now)
    return len(rows)


def ledger(session: Session, instance_id: str, now: datetime) -> list[Interval]:
    """Every interval an instance spent somewhere, oldest first."""
    query = (
        select(CUSTODY)
        .where(CUSTODY.c.instance_id == instance_id)
        .order_by(CUSTODY.c.from_at, CUSTODY.c.id)
    )
    return [
        Interval(
            element_id=row.element_id,
            role=row.role,
            unit_id=row.unit_id,
            post_id=row.post_id,
            officer_id=row.officer_id,
            from_at=row.from_at,
            to_at=row.to_at or now,
            is_open=row.to_at is None,
        )
        for row in session.execute(query)
    ]


def _open_interval(instance_id: str, token_id: str) -> Select[Any]:
    return select(CUSTODY).where(
        CUSTODY.c.instance_id == instance_id, OPEN, CUSTODY.c.token_id == token_id
    )


def _split(
    connection: Connection, row: Mapping[Any, Any], *, now: datetime, **changed: str | None
) -> None:
    this = CUSTODY.c.id == row["id"]
    if row["from_at"] >= now:  # there is nothing before the split
        connection.execute(update(CUSTODY).where(this).values(changed))
        return
    connection.execute(update(CUSTODY).where(this).values(to_at=now))
    kept = {name: row[name] for name in row if name not in ("id", "to_at")}
    _INSERT.run(connection, {**kept, **changed, "from_at": now})
