"""Asking: a migration that one designer orders begins when another agrees.

Where no second person is needed, `orders.begin` begins it at once.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definitions
from engine.exceptions import MigrationDecided, MigrationNotFound, SecondPersonNeeded
from engine.migration import orders
from engine.migration.orders import CHAIN, Order
from engine.migration.selection import Selection
from engine.registry import Actor
from models import CaseMigration, MigrationStatus


def ask(session: Session, order: Order, *, actor: Actor, now: datetime) -> str:
    """Write down what shall move, for another designer to decide; return the migration's id.

    :raises DefinitionNotFound: a version was never deployed
    :raises SameVersion: both are the same
    :raises MappingRefused: a mapped step is in neither version
    """
    asked = orders.written(session, order, MigrationStatus.ASKED, actor=actor, now=now)
    audit.record(session, CHAIN, "ask_to_migrate", actor, now, migration=asked.id)
    return asked.id


def agree(session: Session, migration_id: str, *, actor: Actor, now: datetime) -> None:
    """Let it begin, with the cases that are selected by now.

    :raises MigrationNotFound: there is none with this id
    :raises MigrationDecided: it was decided on already
    :raises SecondPersonNeeded: she has asked for it herself
    """
    asked = _asked(session, migration_id)
    if asked.ordered_by == actor.officer_id:
        raise SecondPersonNeeded(migration=migration_id)
    asked.status, asked.decided_by = MigrationStatus.RUNNING, actor.officer_id
    asked.began_at = now
    session.flush()
    orders.set_going(session, asked, order_of(session, asked), actor=actor, now=now)


def decline(session: Session, migration_id: str, *, actor: Actor, now: datetime) -> None:
    """Take it back, or send it back; no case has moved.

    :raises MigrationNotFound: there is none with this id
    :raises MigrationDecided: it was decided on already
    """
    asked = _asked(session, migration_id)
    asked.status, asked.decided_by = MigrationStatus.DECLINED, actor.officer_id
    asked.ended_at = now
    session.flush()
    audit.record(session, CHAIN, "decline_migration", actor, now, migration=migration_id)


def waiting(session: Session) -> dict[str, list[CaseMigration]]:
    """The migrations that wait for a decision, by the process they are of; the oldest first."""
    query = select(CaseMigration).where(CaseMigration.status == MigrationStatus.ASKED)
    found: dict[str, list[CaseMigration]] = {}
    for each in session.scalars(query.order_by(CaseMigration.began_at, CaseMigration.id)):
        found.setdefault(each.process, []).append(each)
    return found


def order_of(session: Session, migration: CaseMigration) -> Order:
    """What was ordered, as it was ordered."""
    return Order(
        migration.process,
        definitions.load(session, migration.from_definition_id).version,
        definitions.load(session, migration.to_definition_id).version,
        migration.steps,
        Selection.of_json(migration.selection),
        migration.why,
    )


def _asked(session: Session, migration_id: str) -> CaseMigration:
    """A migration that waits for a decision, locked."""
    query = select(CaseMigration).where(CaseMigration.id == migration_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise MigrationNotFound(id=migration_id)
    if found.status is not MigrationStatus.ASKED:
        raise MigrationDecided(id=migration_id)
    return found
