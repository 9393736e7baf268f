"""The one place that reads the clock: doors take `now` here and pass it down."""

from datetime import UTC, datetime, timedelta

from flask import g
from sqlalchemy.orm import Session

from models import DemonstrationClock
from models.session import reading
from web import database
from web.portal import Portal, portal


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


def now_of(made: Portal) -> datetime:
    """The business time for commands and the worker, which serve no request."""
    with reading(made.sessions) as session:
        return business_now(session, is_demonstration=made.is_demonstration)


def set_to(session: Session, moment: datetime) -> None:
    """Let the demonstration's clock show `moment` now; it never goes back."""
    ahead_us = int((moment - real_now()) / timedelta(microseconds=1))
    clock = session.get(DemonstrationClock, 1, with_for_update=True)
    if clock is None:
        session.add(DemonstrationClock(id=1, ahead_us=max(0, ahead_us)))
    elif ahead_us > clock.ahead_us:
        clock.ahead_us = ahead_us
