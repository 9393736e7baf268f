"""Moves: a complaint goes to another station, or first to the State, by whatever it goes."""

from collections.abc import Mapping
from typing import Any

from engine.registry import Handler
from engine.step import Step
from models import Complaint, Unit
from processes.complaint.going_along import go_to
from processes.complaint.jurisdiction import station_elsewhere
from processes.complaint.kept_away import KEEPING
from processes.complaint.kept_from import OF_CONFLICT, kept_from
from processes.posts.seats import HOUSE_OFFICER, seats


def take_to_state(step: Step) -> Mapping[str, Any]:
    """Take a complaint that another district decides out of its district's hands, at once.

    Nothing of it is at that station, circle or district from here on. The district is kept as a
    code, so that none of its stations can be chosen; nor can those that lost it before.
    """
    complaint = _complaint(step)
    is_kept_apart = bool(step.variables.get("is_kept_apart", True))
    complaint.is_conflicted = is_kept_apart
    taken = {
        OF_CONFLICT: complaint.district_id,
        "is_kept_apart": is_kept_apart,
        "kept_from": sorted(kept_from(step.variables)),
    }
    state = step.session.get_one(Unit, complaint.state_id)
    go_to(step, complaint, state)
    step.share(**taken)
    return taken


def route_elsewhere(step: Step) -> Mapping[str, Any]:
    """Hand the complaint to the station of another district that the Oversight cell chose."""
    station = _station(step, "other_station")
    go_to(step, _complaint(step), station)
    step.note("moved_to_unit", unit=station.id)
    step.share(station=station.id, district=station.district_id)
    return {"station": station.id, "district": station.district_id}


def offer_to_station(step: Step) -> Mapping[str, Any]:
    """Offer a zero FIR to the station it belongs to; until that accepts, the sender owns it.

    :raises DistrictUnknown: no station of that id, or one that must not have it
    """
    station = _station(step, "receiving_station")
    step.note("offered_to_unit", unit=station.id)
    return {
        "receiving_post_id": _in_charge(step, station),
        "is_another_state": station.state_id != _complaint(step).state_id,
        "offered_at": step.now.isoformat(),
    }


def hand_over_to_station(step: Step) -> Mapping[str, Any]:
    """The receiving station has accepted: from here on the complaint is its own."""
    return _move(step, _station(step, "receiving_station"))


def move_to_station(step: Step) -> Mapping[str, Any]:
    """Hand the complaint to the station that was decided on.

    A unit that she complained of, and that it leaves for that, does not have it again.
    """
    station = _station(step, "other_station")
    left = sorted(kept_from(step.variables))
    step.share(kept_from=left)
    return {**_move(step, station), "kept_from": left, "unit_complained_of": None}


MOVES: Mapping[str, Handler] = {
    **KEEPING,
    "take_to_state": take_to_state,
    "route_elsewhere": route_elsewhere,
    "offer_to_station": offer_to_station,
    "hand_over_to_station": hand_over_to_station,
    "move_to_station": move_to_station,
}


def _move(step: Step, station: Unit) -> Mapping[str, Any]:
    """Bring it there; `officer_is_left` says whether somebody at the old station investigated.

    What lay with that officer lies with whoever has charge of the new station, until one is named.
    """
    go_to(step, _complaint(step), station)
    step.note("moved_to_unit", unit=station.id)
    officer_is_left = step.variables.get("io_post_id") is not None
    there = {
        "station": station.id,
        "district": station.district_id,
        "io_post_id": _in_charge(step, station) if officer_is_left else None,
    }
    step.share(**there)
    return {**there, "officer_is_left": officer_is_left}


def _in_charge(step: Step, station: Unit) -> str | None:
    """The post that has charge of a station."""
    found = seats(step.session, station.id, HOUSE_OFFICER)
    return found[0].id if found else None


def _station(step: Step, name: str) -> Unit:
    return station_elsewhere(step.session, step.variables.get(name), step.variables)


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
