"""Whether this browser may see a complaint: a visit that follows one and was used lately."""

from datetime import timedelta

from flask import abort, session

from models import Complaint, Visit
from processes import visits
from web import clock, database
from web.public import visit
from web.public.visit import Purpose

_SEEN = "seen"


def current() -> Visit | None:
    """The visit that follows a complaint; it closes after a quarter of an hour without a look."""
    found = visit.current(Purpose.FOLLOWING)
    if found is None or found.complaint_id is None:
        return None
    now = clock.real_now()
    if now.timestamp() - float(session.get(_SEEN, 0)) > visits.IDLE / timedelta(seconds=1):
        return None
    session[_SEEN] = int(now.timestamp())
    return found


def hers() -> Complaint:
    """The complaint that number and passphrase have opened; for everybody else nothing is here."""
    found = current()
    if found is None or found.is_bare or found.complaint_id is None:
        abort(404)
    return database.session().get_one(Complaint, found.complaint_id)


def begin(complaint_id: str, *, is_bare: bool) -> None:
    """Open the tracking page for this browser, under a new token."""
    found = visit.fresh(Purpose.FOLLOWING)
    visits.follow(found, complaint_id, is_bare=is_bare, real_now=clock.real_now())
    session[_SEEN] = int(clock.real_now().timestamp())
    database.commit()
