"""Batches: a job of a migration moves the next few cases, and takes its turn again.

So timers and messages that fall due meanwhile come between two batches. Each case has a savepoint
of its own: one that cannot move, or fails, stands as it stood, and its row says why.
"""

from datetime import datetime
from enum import Enum

from sqlalchemy import literal_column, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from engine import definitions, store
from engine.exceptions import CannotMove
from engine.migration import orders
from engine.migration.moving import move
from engine.migration.plan import Plan
from engine.migration.reasons import Reason
from engine.registry import Actor, Registry
from engine.tables import CASE_MOVE
from models import CaseMigration, MigrationStatus, MoveStatus

#: So many cases move in one transaction; whoever writes to SQLite waits for them.
BATCH = 20

_WAITING = CASE_MOVE.c.status == literal_column(str(int(MoveStatus.WAITING)))


class Rest(Enum):
    """What is left of a migration after a batch."""

    NOTHING = "nothing"
    MORE = "more"
    BUSY = "busy"  # others hold what is left just now


def move_next(session: Session, registry: Registry, migration_id: str, now: datetime) -> Rest:
    """Move the next cases of a migration that nobody holds just now."""
    migration = session.get(CaseMigration, migration_id, populate_existing=True)
    if migration is None or migration.status is not MigrationStatus.RUNNING:
        return Rest.NOTHING
    plan = Plan(
        definitions.load(session, migration.from_definition_id),
        definitions.load(session, migration.to_definition_id),
        migration.steps,
    )
    actor = Actor(migration.ordered_by, migration.ordered_post_id)
    settled = 0
    for instance_id in _next(session, migration_id):
        reasons = _moved(session, registry, instance_id, plan, migration_id, actor=actor, now=now)
        if reasons is not None:
            settle(session, migration_id, instance_id, reasons, now)
            settled += 1
    if _is_anything_left(session, migration_id):
        return Rest.MORE if settled else Rest.BUSY
    orders.end(session, migration_id, MigrationStatus.DONE, now)
    return Rest.NOTHING


def _next(session: Session, migration_id: str) -> list[str]:
    """The next cases; those another worker has taken are passed over."""
    query = (
        select(CASE_MOVE.c.instance_id)
        .where(CASE_MOVE.c.migration_id == migration_id, _WAITING)
        .order_by(CASE_MOVE.c.instance_id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(session.connection().scalars(query))


def _is_anything_left(session: Session, migration_id: str) -> bool:
    query = select(CASE_MOVE.c.instance_id).where(
        CASE_MOVE.c.migration_id == migration_id, _WAITING
    )
    return session.connection().scalar(query.limit(1)) is not None


def _moved(
    session: Session,
    registry: Registry,
    instance_id: str,
    plan: Plan,
    migration_id: str,
    *,
    actor: Actor,
    now: datetime,
) -> list[Reason] | None:
    """Move one case; return why it stays, if it does, or None if somebody holds it just now."""
    try:
        with session.begin_nested():
            # the session sets its savepoint when it is asked for the connection, not before
            row = store.take_or_skip(session.connection(), instance_id)
            if row is None:
                return None
            move(session, registry, row, plan, migration_id=migration_id, actor=actor, now=now)
    except CannotMove as refused:
        return list(refused.reasons)
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        return [Reason("failed", facts={"error": type(error).__name__})]
    return []


def settle(
    session: Session, migration_id: str, instance_id: str, reasons: list[Reason], now: datetime
) -> None:
    """Write down what became of a case; without a reason to stay, it has moved."""
    session.connection().execute(
        update(CASE_MOVE)
        .where(CASE_MOVE.c.migration_id == migration_id, CASE_MOVE.c.instance_id == instance_id)
        .values(
            status=MoveStatus.REFUSED if reasons else MoveStatus.MOVED,
            reasons=[reason.as_json() for reason in reasons],
            settled_at=now,
        )
    )
