"""Jurisdiction: the unit whose complaint it is, and moving it to another."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models import Complaint, Level, Unit
from processes.complaint.kept_from import is_kept_from
from processes.exceptions import DistrictUnknown
from processes.posts.units import first_station
from processes.watchdog.routes import taken_by


def station_for(session: Session, proforma: Mapping[str, Any]) -> Unit:
    """The station a new complaint goes to: the one she named in her district, else its first.

    Where the State has sent the intake of that station elsewhere, it goes there. Of a district
    without a station it is the district itself: the complaint is taken all the same, and
    `conflict.dmn` has a station of another district chosen.

    :raises DistrictUnknown: no unit of that id is a district
    """
    district = session.get(Unit, str(proforma.get("district") or ""))
    if district is None or district.level is not Level.DISTRICT:
        raise DistrictUnknown
    named = session.get(Unit, str(proforma.get("station") or ""))
    if named is not None and _is_station_of(named, district.id):
        return taken_by(session, named)
    station = first_station(session, district.id)
    if station is None:
        return district
    return taken_by(session, station)


def station_elsewhere(session: Session, station_id: object, known: Mapping[str, Any]) -> Unit:
    """A station to which the complaint may go, as its variables say.

    :raises DistrictUnknown: it is no station, or one that is kept from this complaint
    """
    station = session.get(Unit, str(station_id or ""))
    if station is None or station.level is not Level.STATION or is_kept_from(station, known):
        raise DistrictUnknown
    return station


def lies_at(complaint: Complaint, unit: Unit) -> None:
    """Write a unit and its ancestors into the complaint's row."""
    complaint.unit_id = unit.id
    complaint.station_id = unit.station_id
    complaint.circle_id = unit.circle_id
    complaint.district_id = unit.district_id
    complaint.state_id = unit.state_id


def _is_station_of(unit: Unit, district_id: str) -> bool:
    return unit.level is Level.STATION and unit.district_id == district_id
