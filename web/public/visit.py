"""This browser's visits: found by tokens in the session cookie, opened when first needed.

Writing a complaint and following one are two visits: opening the one neither ends the other nor
makes it last longer.
"""

from enum import StrEnum

from flask import session

from models import Visit
from processes import visits
from web import clock, database
from web.portal import portal


class Purpose(StrEnum):
    """What a visit is for; also the name under which the cookie holds its token."""

    WRITING = "visit"
    FOLLOWING = "following"


def current(purpose: Purpose = Purpose.WRITING, *, lock: bool = False) -> Visit | None:
    """The visit of this browser, if it has one that has not ended."""
    token = session.get(purpose)
    if not token:
        return None
    return visits.find_visit(
        database.session(),
        portal().registry.keyring,
        token,
        real_now=clock.real_now(),
        lock=lock,
    )


def current_or_new() -> Visit:
    """The visit in which she writes, locked; a new one under a new token where there is none."""
    visit = current(lock=True)
    return visit if visit is not None else fresh()


def fresh(purpose: Purpose = Purpose.WRITING) -> Visit:
    """A new visit under a new token; the old one ends, so that no token is ever promoted."""
    end(purpose)
    token, visit = visits.open_visit(
        database.session(), portal().registry.keyring, real_now=clock.real_now()
    )
    session[purpose] = token
    return visit


def end(purpose: Purpose = Purpose.WRITING) -> None:
    """Forget this browser's visit."""
    token = session.pop(purpose, None)
    if token:
        visits.end_visit(database.session(), portal().registry.keyring, token)


def end_all() -> None:
    """Forget everything this browser began: she leaves."""
    for purpose in Purpose:
        end(purpose)
