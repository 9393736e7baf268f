"""Rows for tests, each with what every test would otherwise repeat."""

from datetime import datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from models import Gender, Level, Officer, Post, Posting, Unit
from models.types import new_id
from processes.posts.units import add_unit

_numbers = count(1)

#: Officers of tests came to their posts this long ago.
LONG_AGO = timedelta(days=400)


def unit(session: Session, level: Level, parent: Unit | None = None) -> Unit:
    """A unit with a name nobody has elsewhere."""
    number = next(_numbers)
    return add_unit(
        session,
        level=level,
        parent=parent,
        name=f"{level.name.title()} {number}",
        name_hi=f"इकाई {number}",
        code=f"{level.name[:2]}-{number:06}",
    )


def state(session: Session) -> Unit:
    """A state under a nation of its own."""
    return unit(session, Level.STATE, unit(session, Level.NATIONAL))


def district(session: Session, parent: Unit | None = None) -> Unit:
    return unit(session, Level.DISTRICT, parent or state(session))


def circle(session: Session, parent: Unit | None = None) -> Unit:
    return unit(session, Level.CIRCLE, parent or district(session))


def station(session: Session, parent: Unit | None = None) -> Unit:
    """A station, by default under a circle, district and state of its own."""
    return unit(session, Level.STATION, parent or circle(session))


def post(session: Session, at: Unit, role: str, *, seat: int = 1, is_pool: bool = False) -> Post:
    made = Post(id=new_id(), unit_id=at.id, role=role, seat=seat, is_pool=is_pool)
    session.add(made)
    session.flush()
    return made


def officer(session: Session, *, gender: Gender = Gender.FEMALE, **facts: object) -> Officer:
    number = next(_numbers)
    made = Officer(
        **{
            "id": new_id(),
            "login": f"officer{number}",
            "name": f"Officer {number}",
            "name_hi": f"अधिकारी {number}",
            "rank": "Sub-Inspector",
            "gender": gender,
            "is_active": True,
            "is_designer": False,
            "is_administrator": False,
            "created_at": datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
            **facts,
        }
    )
    session.add(made)
    session.flush()
    return made


def posting(
    session: Session,
    who: Officer,
    where: Post,
    *,
    from_at: datetime,
    to_at: datetime | None = None,
    is_acting: bool = False,
) -> Posting:
    made = Posting(
        officer_id=who.id, post_id=where.id, from_at=from_at, to_at=to_at, is_acting=is_acting
    )
    session.add(made)
    session.flush()
    return made


def posted(
    session: Session, where: Post, *, now: datetime, gender: Gender = Gender.FEMALE
) -> Officer:
    """A new officer who has held this post for long."""
    who = officer(session, gender=gender)
    posting(session, who, where, from_at=now - LONG_AGO)
    return who
