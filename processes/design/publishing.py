"""Publishing: what comes with a new version beside its files: posts of new roles, word to others.

Each function is one transaction of its caller: the version, its posts and its audit are written
together or not at all. What was published without a second person is told to all designers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine import publication, versions
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.registry import Registry
from engine.rehearsal import Rehearsal
from models import Officer, ProcessDefinition, RollbackNotice
from processes.design.brought import make_posts
from processes.design.designers import active_designers

#: The note of a version that came with the portal.
SHIPPED_NOTE = "shipped"


@dataclass(frozen=True)
class PublishedAlone:
    """What a designer is told: a version came without a second person, by whom, why and when."""

    version: ProcessDefinition
    back_to: int | None  # the number of the older version; None: it is no rollback
    by: Officer | None  # None: from the shell


def publish(
    session: Session,
    registry: Registry,
    publication_id: str,
    *,
    by: str,
    seen_newest: str | None,
    now: datetime,
    needs_second: bool,
    despite: str = "",
    checker: Checker = check_apart,
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
        despite=despite,
        checker=checker,
    )
    make_posts(session, versions.files_of(session, row.id))
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

    Raises what :func:`engine.versions.roll_back` raises.
    """
    row = versions.roll_back(
        session,
        registry,
        definition_id,
        reason=reason,
        by=by,
        seen_newest=seen_newest,
        now=now,
        checker=checker,
    )
    make_posts(session, versions.files_of(session, row.id))
    _tell_designers(session, row)
    return row


def deploy(
    session: Session,
    registry: Registry,
    *,
    name: str,
    files: Mapping[str, bytes],
    note: str,
    account: str,
    rehearsal: Rehearsal,
    despite: str = "",
    now: datetime,
    checker: Checker = check_apart,
) -> ProcessDefinition:
    """Deploy from the shell, with the posts of new roles, and tell all designers.

    Raises what :func:`engine.versions.deploy` raises.
    """
    row = versions.deploy(
        session,
        registry,
        name=name,
        files=files,
        note=note,
        account=account,
        rehearsal=rehearsal,
        despite=despite,
        now=now,
        checker=checker,
    )
    make_posts(session, files)
    _tell_designers(session, row)
    return row


def published_alone(session: Session, officer_id: str) -> Sequence[PublishedAlone]:
    """What was published without a second person and she has not yet said she has seen."""
    older = aliased(ProcessDefinition)
    rows = session.execute(
        select(ProcessDefinition, older.version, Officer)
        .join(RollbackNotice, RollbackNotice.definition_id == ProcessDefinition.id)
        .outerjoin(older, older.id == ProcessDefinition.rolled_back_from)
        .outerjoin(Officer, Officer.id == ProcessDefinition.deployed_by)
        .where(RollbackNotice.officer_id == officer_id, RollbackNotice.seen_at.is_(None))
        .order_by(ProcessDefinition.deployed_at.desc())
    )
    return [PublishedAlone(row, back_to, who) for row, back_to, who in rows]


def note_seen(session: Session, officer_id: str, definition_id: str, *, now: datetime) -> None:
    """Note that she has seen it; what was never told to her, or is seen, stays as it is."""
    notice = session.get(RollbackNotice, (definition_id, officer_id))
    if notice is not None and notice.seen_at is None:
        notice.seen_at = now


def _tell_designers(session: Session, row: ProcessDefinition) -> None:
    """Tell all designers but the one who did it."""
    others = [each.id for each in active_designers(session) if each.id != row.deployed_by]
    session.add_all(RollbackNotice(definition_id=row.id, officer_id=each) for each in others)
    session.flush()
