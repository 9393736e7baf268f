"""How scripted cases of *watchdog* begin: the home station is looked at, silent or not."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine import messages
from engine.registry import SYSTEM
from models import Level, PatrolUnit, Post, Posting, Unit
from processes.complaint.scripting_beside import complaint_at_home
from processes.emergency import scripting as emergency
from processes.posts.units import add_unit
from processes.scripted.adapter import Adapter, Beginning, CannotBegin
from processes.scripted.world import World
from processes.watchdog import routes

#: What a case may say: for how many hours a complaint has lain untouched at the station, whether
#: its patrol units are on duty, so that they can be drilled, and whether the next station is silent
#: as well and sends its new complaints here; whether the posts above it are empty; and whether its
#: State has a district without a station.
_SILENT_HOURS, _ON_DUTY, _NEXT_TOO = "silent_hours", "units_on_duty", "next_station_too"
_EMPTY_ABOVE, _BARE = "posts_above_empty", "bare_district"
_KNOWN = (_SILENT_HOURS, _ON_DUTY, _NEXT_TOO, _EMPTY_ABOVE, _BARE)
#: So long a complaint has waited, where it shall have come before the posts that are empty.
_LONG_AGO = timedelta(days=55)

_NEXT = "next_station"


def _begin(beginning: Beginning) -> str:
    """Have the home station looked at."""
    said, session, registry, now = (
        beginning.reading.values,
        beginning.session,
        beginning.registry,
        beginning.now,
    )
    hours = said.get(_SILENT_HOURS)
    if set(said) - set(_KNOWN) or not isinstance(hours, int | None):
        raise CannotBegin(f"a watch begins with {', '.join(_KNOWN)}")
    home = session.get_one(Unit, beginning.home_unit_id)
    if hours:
        since = now - timedelta(hours=hours)
        received_on = (since - _LONG_AGO if said.get(_EMPTY_ABOVE) else since).date().isoformat()
        complaint_at_home(beginning, now=since, what="dowry", received_on=received_on)
    if said.get(_EMPTY_ABOVE):
        above = select(Post.id).where(
            Post.unit_id.in_((home.circle_id, home.district_id)),
            Post.role.in_(("circle_officer", "superintendent")),
        )
        session.execute(update(Posting).where(Posting.post_id.in_(above)).values(to_at=now))
    if said.get(_ON_DUTY):
        session.execute(
            update(PatrolUnit).where(PatrolUnit.station_id == home.id).values(is_on_duty=True)
        )
    if said.get(_NEXT_TOO):
        beside = session.scalars(select(Unit).where(Unit.code == _NEXT)).one()
        routes.reroute(session, beside, home, now=now)
    if said.get(_BARE):
        state = session.get_one(Unit, home.state_id)
        add_unit(
            session,
            level=Level.DISTRICT,
            parent=state,
            name="Bare district",
            name_hi="बिना थाने का ज़िला",
            code=_BARE,
        )
    return messages.deliver(
        session,
        registry,
        process=beginning.definition.name,
        business_key=home.id,
        name=beginning.message or "",
        variables={},
        actor=SYSTEM,
        now=now,
        unit_id=home.id,
    )


def _furnish(session: Session, world: World, now: datetime) -> None:
    """Patrol units, off duty unless a case says otherwise: a drill is a story of its own."""
    emergency.furnish(session, world, now)
    session.execute(update(PatrolUnit).values(is_on_duty=False))


SCRIPTING = Adapter(begin=_begin, furnish=_furnish)
