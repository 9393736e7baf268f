"""Moves: a complaint goes to another station, by a zero FIR, a dispute or a complaint of hers."""

from collections.abc import Mapping
from typing import Any

from engine.registry import Handler
from engine.step import Step
from models import Complaint, Level, Unit
from processes.complaint.jurisdiction import lies_at, station_elsewhere
from processes.exceptions import DistrictUnknown
from processes.posts.seats import seats

#: The role that accepts what is sent to a station.
ACCEPTS = "sho"


def offer_to_station(step: Step) -> Mapping[str, Any]:
    """Offer a zero FIR to the station it belongs to; until that accepts, the sender owns it.

    :raises DistrictUnknown: no station of that id
    """
    station = _station(step, "receiving_station")
    accepting = seats(step.session, station.id, ACCEPTS)
    step.note("offered_to_unit", unit=station.id)
    return {
        "receiving_post_id": accepting[0].id if accepting else None,
        "is_another_state": station.state_id != _complaint(step).state_id,
        "offered_at": step.now.isoformat(),
    }


def hand_over_to_station(step: Step) -> Mapping[str, Any]:
    """The receiving station has accepted: from here on the complaint is its own."""
    return _move(step, _station(step, "receiving_station"))


def move_to_station(step: Step) -> Mapping[str, Any]:
    """Hand the complaint to the station that was decided on; never back into a conflict."""
    station = station_elsewhere(
        step.session,
        step.variables.get("other_station"),
        not_in_district=step.variables.get("conflict_district"),
    )
    return _move(step, station)


MOVES: Mapping[str, Handler] = {
    "offer_to_station": offer_to_station,
    "hand_over_to_station": hand_over_to_station,
    "move_to_station": move_to_station,
}


def _move(step: Step, station: Unit) -> Mapping[str, Any]:
    lies_at(_complaint(step), station)
    step.move_to_unit(station.id)
    step.note("moved_to_unit", unit=station.id)
    # the seat of an officer at the old station means nothing at the new one
    step.share(station=station.id, district=station.district_id, io_post_id=None)
    return {"station": station.id, "district": station.district_id, "io_post_id": None}


def _station(step: Step, name: str) -> Unit:
    station = step.session.get(Unit, str(step.variables.get(name) or ""))
    if station is None or station.level is not Level.STATION:
        raise DistrictUnknown
    return station


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
