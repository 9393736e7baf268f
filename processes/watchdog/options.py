"""Options of the watchdog's forms: the stations that could take another's new complaints."""

from sqlalchemy import select

from engine.forms import Option
from models import Level, Unit
from processes.complaint.options import Question


def stations_beside(question: Question) -> tuple[Option, ...]:
    """The other stations of the district; those of the whole State where there is no other."""
    station = question.session.get(Unit, str(question.values.get("watched_station") or ""))
    if station is None:
        return ()
    others = select(Unit).where(Unit.level == Level.STATION, Unit.id != station.id)
    others = others.order_by(Unit.name, Unit.id)
    found = question.session.scalars(
        others.where(Unit.district_id == station.district_id)
    ).all() or question.session.scalars(others.where(Unit.state_id == station.state_id))
    return tuple(Option(unit.id, unit.full_name, unit.full_name_hi) for unit in found)
