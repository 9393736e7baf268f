"""Escalations: what a timer brought before her, and saying that it was seen."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.complaint import command
from processes.complaint.escalations import acknowledge
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.command import blueprint
from web.command.overview import visible_unit


@blueprint.get("/escalations")
@staff.permits(Permission.ACKNOWLEDGE_ESCALATION)
def escalations() -> ResponseReturnValue:
    """What was brought before her posts and waits; with `unit`, a whole unit's."""
    session = database.session()
    unit_id = request.args.get("unit")
    if unit_id:
        unit = visible_unit(unit_id)
        return render_template(
            "command/escalations.html", unit=unit, lines=command.escalations(session, unit)
        )
    lines = [
        line
        for held in staff.officer().posts
        for line in command.escalations_for_post(session, role=held.role, unit_id=held.unit.id)
    ]
    return render_template("command/escalations.html", unit=None, lines=lines)


@blueprint.post("/escalations/<int:escalation_id>")
@staff.permits(Permission.ACKNOWLEDGE_ESCALATION)
def acknowledge_escalation(escalation_id: int) -> ResponseReturnValue:
    """Say that it was seen; the row stays for good."""
    acknowledge(database.session(), staff.officer(), escalation_id, now=clock.now())
    database.commit()
    flash(gettext("Noted: you have seen it. It stays in the record."), "done")
    unit_id = request.form.get("unit") or None
    return redirect(url_for("command.escalations", unit=unit_id), 303)
