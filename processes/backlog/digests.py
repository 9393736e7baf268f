"""Digests: what was taken from one list is brought before a post once, not case by case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, literal_column, select
from sqlalchemy.orm import Session

from models import BacklogEntry, BacklogImport, Complaint, Escalation, Unit
from processes.posts.units import at_or_below

#: What happens to cases of one list within this time, for one reason, is told together.
TOGETHER = timedelta(days=1)
MOST_LISTS = 20

_WAITS = literal_column("escalation.acknowledged_at").is_(literal_column("NULL"))


@dataclass(frozen=True)
class Digest:
    """One list, as far as it concerns a unit and those below it."""

    import_id: str
    read_at: datetime
    cases: int
    late: int  # still open, their two months over
    closed: int
    oldest_at: datetime


def list_of(session: Session, complaint: Complaint) -> str | None:
    """The list a complaint was taken from; None for one that she brought herself."""
    if complaint.pending_since is None:
        return None
    return session.scalars(
        select(BacklogEntry.import_id).where(BacklogEntry.complaint_id == complaint.id)
    ).one_or_none()


def join(
    session: Session, import_id: str, *, reason: str, role: str, unit_id: str, now: datetime
) -> Escalation | None:
    """Count one more case into what already waits before this post for the same reason.

    None if nothing waits: then the case is brought before the post, for those that follow too.
    """
    waiting = session.scalars(
        select(Escalation)
        .where(
            Escalation.backlog_import_id == import_id,
            Escalation.reason == reason,
            Escalation.role == role,
            Escalation.unit_id == unit_id,
            Escalation.raised_at > now - TOGETHER,
            _WAITS,
        )
        .order_by(Escalation.id)
        .limit(1)
        .with_for_update()
    ).first()
    if waiting is not None:
        waiting.cases += 1
        session.flush()
    return waiting


def digests(session: Session, unit: Unit, *, now: datetime) -> Sequence[Digest]:
    """The newest lists with cases at this unit or below, one line each."""
    is_open = Complaint.closed_at.is_(None)
    rows = session.execute(
        select(
            BacklogImport.id,
            BacklogImport.read_at,
            func.count(),
            func.sum(case((and_(is_open, Complaint.limit_at <= now), 1), else_=0)),
            func.sum(case((is_open, 0), else_=1)),
            func.min(Complaint.pending_since),
        )
        .join(BacklogEntry, BacklogEntry.import_id == BacklogImport.id)
        .join(Complaint, Complaint.id == BacklogEntry.complaint_id)
        .where(at_or_below(Complaint, unit))
        .group_by(BacklogImport.id, BacklogImport.read_at)
        .order_by(BacklogImport.read_at.desc(), BacklogImport.id)
        .limit(MOST_LISTS)
    )
    return [Digest(*row) for row in rows]


def lists(session: Session, *, within: Unit | None) -> Sequence[BacklogImport]:
    """The newest lists that were read for a state, or for the whole country."""
    query = select(BacklogImport).order_by(BacklogImport.read_at.desc(), BacklogImport.id)
    if within is not None:
        query = query.where(BacklogImport.state_id == within.state_id)
    return session.scalars(query.limit(MOST_LISTS)).all()
