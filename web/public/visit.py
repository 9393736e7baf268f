"""This browser's visit: found by the token in the session cookie, opened when first needed."""

from flask import session

from models import Visit
from processes import visits
from web import clock, database
from web.portal import portal

_TOKEN = "visit"  # noqa: S105  the name under which the cookie holds it


def current(*, lock: bool = False) -> Visit | None:
    """The visit of this browser, if it has one that has not ended."""
    token = session.get(_TOKEN)
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
    """The visit of this browser, locked; a new one under a new token where there is none."""
    visit = current(lock=True)
    return visit if visit is not None else fresh()


def fresh() -> Visit:
    """A new visit under a new token; the old one ends, so that no token is ever promoted."""
    end()
    token, visit = visits.open_visit(
        database.session(), portal().registry.keyring, real_now=clock.real_now()
    )
    session[_TOKEN] = token
    return visit


def end() -> None:
    """Forget this browser's visit."""
    token = session.pop(_TOKEN, None)
    if token:
        visits.end_visit(database.session(), portal().registry.keyring, token)
