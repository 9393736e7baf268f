"""Incidents: steps that the portal could not take, and trying them again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine.incidents import retry, unsettled
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.command import blueprint


@blueprint.get("/incidents")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def incidents() -> ResponseReturnValue:
    """What gave up, oldest first."""
    return render_template("command/incidents.html", jobs=unsettled(database.session()))


@blueprint.post("/incidents/<int:job_id>")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def retry_incident(job_id: int) -> ResponseReturnValue:
    """Set one going again."""
    asking = staff.officer()
    retry(database.session(), job_id, clock.now(), actor=asking.acting_as(None))
    database.commit()
    flash(gettext("It is tried again now."), "done")
    return redirect(url_for("command.incidents"), 303)
