"""Service tasks of *watchdog*: what each topic that its drawing names does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from engine.registry import Handler
from engine.step import Step
from models import (
    InstanceStatus,
    JobKind,
    Level,
    ProcessDefinition,
    ProcessInstance,
    Unit,
)
from processes.complaint.escalations import raise_escalation
from processes.watchdog import drills, routes
from processes.watchdog.signs import (
    SILENT,
    districts_without_station,
    empty_posts_above,
    signs_of,
    stations_with_signs,
)

Variables = Mapping[str, Any]
MESSAGE = "station_needs_attention"


@dataclass(frozen=True)
class _AtUnit:
    """A unit as something that lies at itself."""

    unit_id: str
    circle_id: str | None
    district_id: str | None
    state_id: str | None


def look_at_stations(step: Step) -> Variables:
    """Find every station with which something is wrong; each gets a watch of its own.

    A station that is watched already is left to that watch, so stations that work cost nothing.
    """
    found = stations_with_signs(step.session, step.now)
    new = sorted(found - _watched(step))
    for station_id in new:
        step.send_message(MESSAGE, business_key=station_id)
    empty = empty_posts_above(step.session, step.now)
    return {
        "stations_found": len(found),
        "stations_new": len(new),
        "empty_posts": list(empty),
        "bare_districts": districts_without_station(step.session, step.now),
        "empty_circles": [unit_id for unit_id, level in empty.items() if level is Level.CIRCLE],
    }


def start_drills(step: Step) -> Variables:
    """Have today's drills raised, spread over so many hours as the property `within_hours` says."""
    stations = drills.stations_to_drill(step.session)
    within = timedelta(hours=int(step.properties["within_hours"]))
    for station_id, due_at in drills.spread(list(stations), step.now, within):
        step.add_job(
            JobKind.DELIVERY, due_at, {"deliver": drills.DELIVER, "station_id": station_id}
        )
    return {"drills": len(stations), "units_on_duty": sum(stations.values())}


def take_station(step: Step) -> Variables:
    """Take up the watch over a station: what is wrong, and since when it counts as silent."""
    station = _station(step)
    step.move_to_unit(station.id)
    signs = signs_of(step.session, station, step.now)
    since = signs.get("silent", step.now - SILENT)
    return {
        "watched_station": station.id,
        "signs": sorted(signs),
        "silent_since": min(since, step.now - SILENT).isoformat(),
        # two mornings missed in an outage find it twice, before either watch has begun
        "is_wrong": bool(signs) and station.id not in _watched(step),
        "is_rerouted": False,
    }


def reroute_intake(step: Step) -> Variables:
    """New complaints of the station go to the one the State nodal officer chose."""
    to_station = step.session.get(Unit, str(step.variables.get("intake_station") or ""))
    done = to_station is not None and routes.reroute(
        step.session, _station(step), to_station, now=step.now
    )
    if done:
        step.note("intake_rerouted", unit=step.variables["intake_station"])
    return {"is_rerouted": done}


def return_intake(step: Step) -> Variables:
    """The station takes its new complaints itself again."""
    routes.give_back(step.session, _station(step).id, now=step.now)
    return {"is_rerouted": False}


def escalate(step: Step) -> None:
    """Bring the station before a supervisor, or the unit that the property `of_unit` names."""
    named = step.properties.get("of_unit")
    unit = step.session.get_one(Unit, step.variables[named]) if named else _station(step)
    raise_escalation(step, _AtUnit(unit.id, unit.circle_id, unit.district_id, unit.state_id))


SERVICE_TASKS: Mapping[str, Handler] = {
    "look_at_stations": look_at_stations,
    "start_drills": start_drills,
    "take_station": take_station,
    "reroute_intake": reroute_intake,
    "return_intake": return_intake,
    "escalate": escalate,
}


def _station(step: Step) -> Unit:
    return step.session.get_one(Unit, step.business_key)


def _watched(step: Step) -> set[str]:
    """The stations over which a watch runs, whichever version of the drawing it began with."""
    return set(
        step.session.scalars(
            select(ProcessInstance.business_key)
            .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
            .where(
                ProcessInstance.status == InstanceStatus.RUNNING,
                ProcessDefinition.name == step.definition.name,
                ProcessInstance.id != step.instance_id,
            )
        )
    )
