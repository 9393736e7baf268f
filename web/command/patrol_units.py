"""Patrol units of a unit and below: the calls they have, and how they come, move and go."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from engine.registry import Actor
from models import Level, Unit
from processes.emergency import control, fleet
from processes.emergency.control import Says
from processes.emergency.exceptions import (
    CallSignMissing,
    CallSignTaken,
    PatrolUnitHeld,
    PatrolUnitRetired,
    PatrolUnitUnderWay,
    PhoneNotValid,
    StationMissing,
)
from processes.emergency.place import place_of
from processes.exceptions import NotVisible, ProcessesError
from processes.permissions.permission import Permission
from processes.permissions.roles import KEEPS_PATROL_UNITS
from processes.permissions.rules import acting_post, may
from web import clock, database, staff
from web.command import blueprint
from web.command.visible import visible_unit
from web.portal import portal

_REFUSALS = {
    CallSignMissing: lazy_gettext("Give the unit a call sign."),
    CallSignTaken: lazy_gettext("Another unit has this call sign."),
    StationMissing: lazy_gettext("Choose the station at which the unit is based."),
    PhoneNotValid: lazy_gettext("Write the mobile number with 10 digits, for example 98765 43210."),
    PatrolUnitUnderWay: lazy_gettext(
        "The unit has a call. It can be moved or retired once it has said what it found."
    ),
    PatrolUnitHeld: lazy_gettext(
        "Somebody sits in the unit. Transfer the crew first, or stand the unit down."
    ),
    PatrolUnitRetired: lazy_gettext("The unit has retired."),
}
_SAYS = {
    Says.NOTHING: lazy_gettext("is asked now"),
    Says.GOING: lazy_gettext("is going"),
    Says.THERE: lazy_gettext("is with her"),
    Says.CANNOT: lazy_gettext("cannot come"),
    Says.SILENT: lazy_gettext("did not answer"),
    Says.STOOD_DOWN: lazy_gettext("stood down"),
}
_DONE = {
    "register": lazy_gettext("The unit is registered. Post an officer to it: then it is asked."),
    "change": lazy_gettext("The change is kept."),
    "stand_down": lazy_gettext("The unit is asked no more until it is on duty again."),
    "stand_to": lazy_gettext("The unit is asked again."),
    "retire": lazy_gettext("The unit has retired."),
}


@blueprint.get("/patrol-units")
@staff.permits(Permission.KEEP_PATROL_UNITS)
def own_patrol_units() -> ResponseReturnValue:
    """The patrol units of the unit of her post."""
    held = next((h for h in staff.officer().posts if h.role in KEEPS_PATROL_UNITS), None)
    if held is None:
        raise NotVisible
    return redirect(url_for("command.patrol_units", unit_id=held.unit.id), 303)


@blueprint.get("/units/<unit_id>/patrol-units")
@staff.permits(Permission.KEEP_PATROL_UNITS)
def patrol_units(unit_id: str) -> ResponseReturnValue:
    """The vehicles of a unit and below, and who sits in them."""
    return _show(_unit(unit_id), fault=None)


@blueprint.post("/units/<unit_id>/patrol-units")
@staff.permits(Permission.KEEP_PATROL_UNITS)
def change_patrol_unit(unit_id: str) -> ResponseReturnValue:
    """Register a vehicle, or do to one of them what the pressed button says."""
    above, go = _unit(unit_id), request.form.get("go", "")
    if go not in _DONE:
        abort(400)
    held = acting_post(Permission.KEEP_PATROL_UNITS, staff.officer(), above)
    by = staff.officer().acting_as(held.post.id if held else None)  # an administrator's is none
    try:
        _register(above, by) if go == "register" else _change(above, go, by)
    except NotVisible:
        raise
    except ProcessesError as refused:
        database.session().rollback()
        return _show(_unit(unit_id), fault=str(_REFUSALS.get(type(refused), refused))), 422
    database.commit()
    flash(str(_DONE[go]), "done")
    return redirect(url_for("command.patrol_units", unit_id=unit_id), 303)


def _register(above: Unit, by: Actor) -> None:
    fleet.register(
        database.session(),
        station=_station(above),
        call_sign=request.form.get("call_sign", ""),
        phone=request.form.get("phone", ""),
        has_woman=request.form.get("woman") == "on",
        place=place_of(request.form),
        by=by,
        now=clock.now(),
    )


def _change(above: Unit, go: str, by: Actor) -> None:
    session, now = database.session(), clock.now()
    unit = fleet.unit_within(session, above, request.form.get("unit", ""))
    if go == "stand_down":
        fleet.stand_down(session, unit, by=by, now=now)
    elif go == "stand_to":
        fleet.stand_to(session, unit, by=by, now=now)
    elif go == "retire":
        fleet.retire(session, unit, by=by, now=now)
    else:
        fleet.change(
            session,
            unit,
            phone=request.form.get("phone", ""),
            has_woman=request.form.get("woman") == "on",
            by=by,
            now=now,
        )
        fleet.move(session, unit, station=_station(above), by=by, now=now)


def _station(above: Unit) -> Unit:
    """The chosen station, one of hers.

    :raises StationMissing: none was chosen
    """
    chosen = request.form.get("station", "")
    found = fleet.stations_of(database.session(), above)
    station = next((each for each in found if each.id == chosen), None)
    if station is None:
        raise StationMissing
    return station


def _unit(unit_id: str) -> Unit:
    return visible_unit(unit_id, Permission.KEEP_PATROL_UNITS)


def _show(above: Unit, *, fault: str | None) -> str:
    session, now = database.session(), clock.now()
    calls = []
    if above.level is not Level.NATIONAL:
        calls = control.open_calls(
            session, portal().registry.keyring, above, staff.officer(), now=now
        )
    return render_template(
        "command/patrol_units.html",
        unit=above,
        calls=calls,
        says=_SAYS,
        vehicles=fleet.fleet(session, above, now),
        stations=fleet.stations_of(session, above),
        fault=fault,
        typed=request.form,
        may_command=may(Permission.COMMAND, staff.officer(), above),
        may_post=may(Permission.POST_OFFICERS, staff.officer(), above),
        now=now,
    )
