"""Publishing: what comes with a new version beside its files: posts of new roles, word to others.

Each function is one transaction of its caller: the version, its posts and its audit are written
together or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, publication
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.registry import Registry
from models import Officer, ProcessDefinition, RollbackNotice
from models.types import JsonObject
from processes.design.brought import make_posts


@dataclass(frozen=True)
class ToldOfRollback:
    """What a designer is told: this version was rolled back to, by whom, why and when."""

    version: ProcessDefinition
    back_to: int  # the number of the older version
    by: Officer | None


def publish(
    session: Session,
    registry: Registry,
    publication_id: str,
    *,
    by: str,
    seen_newest: str | None,
    now: datetime,
    needs_second: bool,
    checker: Checker = check_apart,
    facts: JsonObject | None = None,
) -> ProcessDefinition:
    """Deploy what was asked for, with the posts of its new roles.

    Raises what :func:`engine.publication.approve` raises.
    """
    row = publication.approve(
        session,
        registry,
        publication_id,
        by=by,
        seen_newest=seen_newest,
        now=now,
        needs_second=needs_second,
        checker=checker,
        facts=facts,
    )
    make_posts(session, publication.files_of(session, row.id))
    return row


def roll_back(
    session: Session,
    registry: Registry,
    definition_id: str,
    *,
    reason: str,
    by: str,
    seen_newest: str | None,
    now: datetime,
    checker: Checker = check_apart,
) -> ProcessDefinition:
    """Deploy an older version again, and tell all other designers.

    Raises what :func:`engine.publication.roll_back` raises.
    """
    row = publication.roll_back(
        session,
        registry,
        definition_id,
        reason=reason,
        by=by,
        seen_newest=seen_newest,
        now=now,
        checker=checker,
    )
    make_posts(session, publication.files_of(session, row.id))
    others = session.scalars(
        select(Officer.id).where(
            Officer.is_designer.is_(True), Officer.is_active.is_(True), Officer.id != by
        )
    )
    session.add_all(RollbackNotice(definition_id=row.id, officer_id=each) for each in others)
    session.flush()
    return row


def deploy(
    session: Session,
    registry: Registry,
    *,
    name: str,
    files: Mapping[str, bytes],
    note: str,
    now: datetime,
    checker: Checker = check_apart,
) -> ProcessDefinition:
    """Deploy from the shell, with the posts of new roles and an entry in the audit.

    :raises DefinitionRefused: with everything found that would not run
    """
    row = definitions.deploy(
        session, registry, name=name, files=files, by=None, note=note, now=now, checker=checker
    )
    make_posts(session, files)
    publication.write_down(session, row, "deploy", now=now)
    return row


def told_of_rollbacks(session: Session, officer_id: str) -> Sequence[ToldOfRollback]:
    """The rollbacks that this designer has not yet said she has seen, the newest first."""
    rows = session.execute(
        select(ProcessDefinition, Officer)
        .join(RollbackNotice, RollbackNotice.definition_id == ProcessDefinition.id)
        .outerjoin(Officer, Officer.id == ProcessDefinition.deployed_by)
        .where(RollbackNotice.officer_id == officer_id, RollbackNotice.seen_at.is_(None))
        .order_by(ProcessDefinition.deployed_at.desc())
    ).all()
    numbers = {
        old.id: old.version
        for old in session.scalars(
            select(ProcessDefinition).where(
                ProcessDefinition.id.in_([row.rolled_back_from for row, _ in rows])
            )
        )
    }
    return [ToldOfRollback(row, numbers[row.rolled_back_from or ""], who) for row, who in rows]


def note_seen(session: Session, officer_id: str, definition_id: str, *, now: datetime) -> None:
    """Note that she has seen it; what was never told to her, or is seen, stays as it is."""
    notice = session.get(RollbackNotice, (definition_id, officer_id))
    if notice is not None and notice.seen_at is None:
        notice.seen_at = now
