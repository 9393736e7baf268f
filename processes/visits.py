"""Visits of the public door: kept for a short while, encrypted, and gone when she leaves.

All times here are real: a demonstration's clock neither prolongs nor ends a visit. The browser's
token is never stored; a row's id is its keyed digest.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import Visit
from models.encryption import Keyring

#: A half-written form waits this long for her.
WRITING = timedelta(hours=4)
#: A tracking page that nobody touches closes after this time, and in any case after the second.
IDLE = timedelta(minutes=15)
FOLLOWING = timedelta(hours=2)

_PURPOSE = "visit"


def open_visit(session: Session, keyring: Keyring, *, real_now: datetime) -> tuple[str, Visit]:
    """A new visit and the token that the browser holds. Visits that ended go away here."""
    session.execute(delete(Visit).where(Visit.ends_at <= real_now))
    token = secrets.token_urlsafe(32)
    visit = Visit(id=keyring.digest(_PURPOSE, token), is_bare=False, ends_at=real_now + WRITING)
    session.add(visit)
    session.flush()
    return token, visit


def find_visit(
    session: Session, keyring: Keyring, token: str, *, real_now: datetime, lock: bool = False
) -> Visit | None:
    """The visit behind a token, if it has not ended; locked where it is going to be changed."""
    for digest in keyring.digests(_PURPOSE, token):
        visit = session.get(Visit, digest, with_for_update=lock or None, populate_existing=lock)
        if visit is not None:
            return visit if visit.ends_at > real_now else None
    return None


def end_visit(session: Session, keyring: Keyring, token: str) -> None:
    """Forget the visit and everything typed in it."""
    session.execute(delete(Visit).where(Visit.id.in_(keyring.digests(_PURPOSE, token))))


def keep_draft(
    visit: Visit, keyring: Keyring, draft: Mapping[str, Any], *, real_now: datetime
) -> None:
    """Keep what was typed so far; the visit lasts on."""
    if visit.complaint_id is not None:
        raise ValueError("a visit that follows a complaint holds no draft")
    visit.draft = keyring.encrypt(orjson.dumps(draft), _place(visit))
    visit.ends_at = real_now + WRITING


def draft_of(visit: Visit, keyring: Keyring) -> dict[str, Any]:
    """What was typed so far."""
    if visit.draft is None:
        return {}
    draft: dict[str, Any] = orjson.loads(keyring.decrypt(visit.draft, _place(visit)))
    return draft


def follow(visit: Visit, complaint_id: str, *, is_bare: bool, real_now: datetime) -> None:
    """Let this visit see a complaint: whole, or `is_bare` its status only."""
    visit.complaint_id = complaint_id
    visit.is_bare = is_bare
    visit.ends_at = real_now + FOLLOWING


def end_following(session: Session, complaint_id: str) -> None:
    """Close every page on which this complaint is followed, in whatever browser."""
    session.execute(delete(Visit).where(Visit.complaint_id == complaint_id))


def _place(visit: Visit) -> str:
    return f"visit:{visit.id}:draft"
