"""Designers by name: who changed what and when, and who may decide on it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import drafts
from models import Officer


def designers(session: Session, ids: Iterable[str | None]) -> Mapping[str, Officer]:
    """These officers by their ids."""
    wanted = {each for each in ids if each}
    found = session.scalars(select(Officer).where(Officer.id.in_(wanted)))
    return {officer.id: officer for officer in found}


def active_designers(session: Session) -> Sequence[Officer]:
    """All designers who can sign in, by name."""
    return session.scalars(
        select(Officer)
        .where(Officer.is_designer.is_(True), Officer.is_active.is_(True))
        .order_by(Officer.name, Officer.id)
    ).all()


def who_may_decide(session: Session, draft_id: str, *, asked_by: str) -> Sequence[Officer]:
    """The designers who decide on a request: none of them has asked, or saved in the draft."""
    taking_part = {asked_by, *drafts.authors(session, draft_id)}
    return [each for each in active_designers(session) if each.id not in taking_part]
