"""How scripted cases of *emergency* begin: a call for help, and patrol units that can be sent."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine import instances
from engine.registry import SYSTEM
from models import AlertStatus, EmergencyAlert, EmergencyResponse, PatrolUnit, Unit
from models.types import new_id
from processes.emergency import alerts, drills
from processes.emergency.caller import Caller
from processes.emergency.place import Place
from processes.emergency.units import ROLE
from processes.scripted.adapter import Adapter, Beginning, CannotBegin, Known
from processes.scripted.world import HOME, World

#: Where the stations of the invented police are; about five kilometres lie between two of a circle.
PLACES = {
    HOME: Place(26.80, 80.90),
    "next_station": Place(26.85, 80.90),
    "other_station": Place(27.60, 80.70),
    "third_station": Place(28.40, 80.50),
    "far_station": Place(25.20, 85.50),
}

#: What a call may say: by which station she is, her telephone, whether it is for practice,
#: whether she has called from this telephone before, and whether that station has all the units.
_NEAR, _MOBILE, _DRILL, _BEFORE = "near", "mobile", "drill", "called_before"
_GATHERED = "units_gathered"
_KNOWN = (_NEAR, _MOBILE, _DRILL, _BEFORE, _GATHERED)
#: Who says that she has called before did so this long ago.
_LONG_AGO = timedelta(days=30)


def _begin(beginning: Beginning) -> str:
    """Call for help; somebody who does not say where she is is taken for one of the district."""
    said, session, registry = beginning.reading.values, beginning.session, beginning.registry
    near = said.get(_NEAR)
    if set(said) - set(_KNOWN) or near not in (None, *PLACES):
        raise CannotBegin(f"a call says {', '.join(_KNOWN)}; near is one of {', '.join(PLACES)}")
    home = session.get_one(Unit, beginning.home_unit_id)
    station = (
        home
        if near in (None, HOME)
        else session.scalars(select(Unit).where(Unit.code == near)).one()
    )
    if said.get(_GATHERED):
        session.execute(update(PatrolUnit).values(station_id=station.id))
    if said.get(_DRILL):
        raised = drills.drill(
            session, registry, station=station, submission_key=new_id(), now=beginning.now
        )
    else:
        caller = Caller(
            mobile=said.get(_MOBILE),
            place=place_of(station.code) if near is not None else None,
            district_id=home.district_id,
        )
        if said.get(_BEFORE):
            earlier = _call(beginning, caller, now=beginning.now - _LONG_AGO)
            _end(beginning, earlier)
        raised = _call(beginning, caller, now=beginning.now)
    return session.get_one(EmergencyAlert, raised.alert_id).instance_id


def _call(beginning: Beginning, caller: Caller, *, now: datetime) -> alerts.Alerted:
    return alerts.alert(
        beginning.session,
        beginning.registry,
        caller,
        channel="web",
        submission_key=new_id(),
        language="hi",
        now=now,
    )


def _end(beginning: Beginning, earlier: alerts.Alerted) -> None:
    """Let a call of long ago be over, with the units free again."""
    alert = beginning.session.get_one(EmergencyAlert, earlier.alert_id)
    instances.cancel(
        beginning.session,
        beginning.registry,
        alert.instance_id,
        reason="called_before",
        actor=SYSTEM,
        now=alert.raised_at,
    )
    alert.status, alert.closed_at = AlertStatus.CLOSED, alert.raised_at
    beginning.session.execute(
        update(EmergencyResponse)
        .where(EmergencyResponse.alert_id == alert.id)
        .values(ended_at=alert.raised_at)
    )


def place_of(station: str) -> Place:
    """Where a station is, by its code; those of a simulation stand in rows by their numbers."""
    if station in PLACES:
        return PLACES[station]
    district, circle, number = (int(part) for part in station.split("_")[1:])
    return Place(20 + district / 4, 74 + circle / 4 + number / 20)


def _new_mobile(known: Known) -> str:
    """A telephone from which nobody has called yet."""
    called = known.session.scalar(select(func.count(EmergencyAlert.id))) or 0
    return f"98{called:08}"


def furnish(session: Session, world: World, now: datetime) -> None:
    """Give every post of a patrol unit its vehicle: the first seat stands at the station."""
    for sitting in world.sittings:
        if sitting.role != ROLE:
            continue
        place = place_of(sitting.unit)
        session.add(
            PatrolUnit(
                post_id=sitting.post_id,
                station_id=world.units[sitting.unit].id,
                call_sign=f"{sitting.unit} {sitting.seat}",
                has_woman=True,
                latitude=place.latitude + 0.01 * (sitting.seat - 1),
                longitude=place.longitude,
                seen_at=now,
            )
        )


SCRIPTING = Adapter(begin=_begin, furnish=furnish, facts={"new_mobile": _new_mobile})
