"""Orders: a migration is begun, stopped, and says how far it is.

Its cases are chosen when it begins. They move as jobs, see `batches`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.orm import Session

from engine import audit, definitions, job_rows
from engine.definitions import Definition
from engine.exceptions import DefinitionNotFound, MigrationNotFound, SameVersion
from engine.migration.plan import Plan
from engine.migration.reasons import Reason
from engine.migration.selection import PAGE, Selection
from engine.migration.summary import Summary, summed
from engine.registry import Actor
from engine.tables import CASE_MIGRATION, CASE_MOVE, DEFINITION
from models import CaseMigration, CaseMove, JobKind, MigrationStatus, MoveStatus
from models.types import new_id

#: The chain of the audit that definitions and migrations are written to.
CHAIN = "definitions"
#: So many jobs of one migration wait, so that several workers can share it.
LANES = 2


@dataclass(frozen=True)
class Order:
    """Which cases of which version shall go on in which other."""

    process: str
    from_version: int
    to_version: int
    steps: Mapping[str, str] = field(default_factory=dict)  # element ids that changed: old to new
    selection: Selection = field(default_factory=Selection)
    why: str = ""

    def plan(self, session: Session) -> Plan:
        """What maps to what.

        :raises DefinitionNotFound: a version was never deployed
        :raises SameVersion: both are the same
        :raises MappingRefused: a mapped step is in neither version
        """
        if self.from_version == self.to_version:
            raise SameVersion(version=self.from_version)
        return Plan(
            version(session, self.process, self.from_version),
            version(session, self.process, self.to_version),
            self.steps,
        )


@dataclass(frozen=True)
class Progress:
    """How far a migration is."""

    status: MigrationStatus
    waiting: int
    moved: int
    refused: int

    @property
    def cases(self) -> int:
        return self.waiting + self.moved + self.refused


def version(session: Session, process: str, number: int) -> Definition:
    """One version of a process.

    :raises DefinitionNotFound: it was never deployed
    """
    found = session.connection().scalar(
        select(DEFINITION.c.id).where(DEFINITION.c.name == process, DEFINITION.c.version == number)
    )
    if found is None:
        raise DefinitionNotFound(name=process, version=number)
    return definitions.load(session, found)


def begin(session: Session, order: Order, *, actor: Actor, now: datetime) -> str:
    """Choose the cases, and let them move as jobs; return the migration's id.

    :raises DefinitionNotFound: a version was never deployed
    :raises SameVersion: both are the same
    :raises MappingRefused: a mapped step is in neither version
    """
    migration = written(session, order, MigrationStatus.RUNNING, actor=actor, now=now)
    set_going(session, migration, order, actor=actor, now=now)
    return migration.id


def written(
    session: Session, order: Order, status: MigrationStatus, *, actor: Actor, now: datetime
) -> CaseMigration:
    """The order as a row; no case is chosen yet.

    :raises DefinitionNotFound: a version was never deployed
    :raises SameVersion: both are the same
    :raises MappingRefused: a mapped step is in neither version
    """
    plan = order.plan(session)
    migration = CaseMigration(
        id=new_id(),
        process=order.process,
        from_definition_id=plan.source.id,
        to_definition_id=plan.target.id,
        steps=dict(order.steps),
        selection=order.selection.as_json(),
        why=order.why,
        status=status,
        ordered_by=actor.officer_id,
        ordered_post_id=actor.post_id,
        began_at=now,
    )
    session.add(migration)
    session.flush()
    return migration


def set_going(
    session: Session, migration: CaseMigration, order: Order, *, actor: Actor, now: datetime
) -> None:
    """Choose the cases of a migration that runs from now, and let them move as jobs."""
    cases = _choose(session, migration.id, order.selection, migration.from_definition_id)
    connection = session.connection()
    for _ in range(LANES):
        job_rows.add(
            connection,
            kind=JobKind.MIGRATION,
            due_at=now,
            now=now,
            payload={"migration": migration.id},
        )
    audit.record(
        session,
        CHAIN,
        "migrate",
        actor,
        now,
        name=order.process,
        from_version=order.from_version,
        to_version=order.to_version,
        migration=migration.id,
        cases=cases,
    )


def _choose(session: Session, migration_id: str, selection: Selection, definition_id: str) -> int:
    """Write a row for each selected case; return how many."""
    chosen = selection.cases(definition_id).subquery()
    columns = ("migration_id", "instance_id", "status", "reasons")
    values = (
        literal(migration_id, CASE_MOVE.c.migration_id.type),
        chosen.c.id,
        literal(MoveStatus.WAITING, CASE_MOVE.c.status.type),
        literal([], CASE_MOVE.c.reasons.type),
    )
    made = session.connection().execute(
        insert(CASE_MOVE).from_select(columns, select(*values), include_defaults=False)
    )
    return made.rowcount


def progress(session: Session, migration_id: str) -> Progress:
    """How many cases wait, have moved, and stay where they are.

    :raises MigrationNotFound: there is none with this id
    """
    connection = session.connection()
    status = connection.scalar(
        select(CASE_MIGRATION.c.status).where(CASE_MIGRATION.c.id == migration_id)
    )
    if status is None:
        raise MigrationNotFound(id=migration_id)
    counts: dict[MoveStatus, int] = dict(
        connection.execute(
            select(CASE_MOVE.c.status, func.count())
            .where(CASE_MOVE.c.migration_id == migration_id)
            .group_by(CASE_MOVE.c.status)
        ).all()
    )
    return Progress(
        status=status,
        waiting=counts.get(MoveStatus.WAITING, 0),
        moved=counts.get(MoveStatus.MOVED, 0),
        refused=counts.get(MoveStatus.REFUSED, 0),
    )


def stop(session: Session, migration_id: str, *, actor: Actor, now: datetime) -> None:
    """Move no further case; what has moved stays moved.

    Stopping a migration that has ended changes nothing.

    :raises MigrationNotFound: there is none with this id
    """
    if progress(session, migration_id).status is not MigrationStatus.RUNNING:
        return
    connection = session.connection()
    connection.execute(
        update(CASE_MOVE)
        .where(CASE_MOVE.c.migration_id == migration_id, CASE_MOVE.c.status == MoveStatus.WAITING)
        .values(
            status=MoveStatus.REFUSED,
            reasons=[Reason("withdrawn").as_json()],
            settled_at=now,
        )
    )
    end(session, migration_id, MigrationStatus.STOPPED, now)
    audit.record(session, CHAIN, "stop_migration", actor, now, migration=migration_id)


def end(session: Session, migration_id: str, status: MigrationStatus, now: datetime) -> None:
    """Write that a running migration is over."""
    session.connection().execute(
        update(CASE_MIGRATION)
        .where(
            CASE_MIGRATION.c.id == migration_id,
            CASE_MIGRATION.c.status == MigrationStatus.RUNNING,
        )
        .values(status=status, ended_at=now)
    )


def migrations_of(session: Session, process: str, *, limit: int = 50) -> list[CaseMigration]:
    """The migrations of a process, the newest first."""
    query = (
        select(CaseMigration)
        .where(CaseMigration.process == process)
        .order_by(CaseMigration.began_at.desc(), CaseMigration.id)
    )
    return list(session.scalars(query.limit(limit)))


def moves(
    session: Session,
    migration_id: str,
    *,
    status: MoveStatus | None = None,
    after: str = "",
    limit: int = 100,
) -> list[CaseMove]:
    """What became of the cases, a page at a time: `after` is the last instance id already seen."""
    query = select(CaseMove).where(
        CaseMove.migration_id == migration_id, CaseMove.instance_id > after
    )
    if status is not None:
        query = query.where(CaseMove.status == status)
    return list(session.scalars(query.order_by(CaseMove.instance_id).limit(limit)))


def report(session: Session, migration_id: str) -> Summary:
    """How many cases have moved by now, and what keeps how many others."""
    query = select(CASE_MOVE.c.reasons).where(
        CASE_MOVE.c.migration_id == migration_id, CASE_MOVE.c.status != MoveStatus.WAITING
    )
    rows = session.connection().execution_options(yield_per=PAGE).scalars(query)
    return summed([Reason.of_json(kept) for kept in reasons] for reasons in rows)
