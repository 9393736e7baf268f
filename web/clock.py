"""The one place that reads the clock: doors take `now` here and pass it down."""

from datetime import UTC, datetime, timedelta

from flask import g
from sqlalchemy.orm import Session

from models import DemonstrationClock
from web import database
from web.portal import portal


def real_now() -> datetime:
    """The real time, for sessions, limits and leases; a demonstration never moves it."""
    return datetime.now(UTC)


def now() -> datetime:
    """The business time of this request, the same moment however often it is asked."""
    if "now" not in g:
        g.now = business_now(database.session(), is_demonstration=portal().is_demonstration)
    moment: datetime = g.now
    return moment


def business_now(session: Session, *, is_demonstration: bool) -> datetime:
    """The real time, moved ahead in a demonstration by as much as its clock was advanced."""
    if not is_demonstration:
        return real_now()
    clock = session.get(DemonstrationClock, 1)
    ahead = timedelta(microseconds=clock.ahead_us) if clock else timedelta()
    return real_now() + ahead
