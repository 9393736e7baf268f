"""Incidents: steps that the portal could not take, and trying them again."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine.incidents import retry, unsettled
from processes.permissions.permission import Permission
from processes.starting import newest_versions
from web import clock, database, heat_shown, staff
from web.command import blueprint


@blueprint.get("/incidents")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def incidents() -> ResponseReturnValue:
    """What gave up, oldest first."""
    session = database.session()
    return render_template(
        "command/incidents.html", jobs=unsettled(session), processes=newest_versions(session)
    )


@blueprint.get("/incidents/at/<process>")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def incidents_at(process: str) -> ResponseReturnValue:
    """The same on the drawing of a process, with the figures that designers see."""
    found = heat_shown.shown(
        database.session(), process, unit=None, now=clock.now(), hides_few=True
    )
    return render_template("command/incidents_at.html", found=found, periods=heat_shown.PERIODS)


@blueprint.get("/incidents/drawings/<definition_id>/<path:path>")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def incidents_drawing(definition_id: str, path: str) -> Response:
    """A drawing of a version, for who tries again what gave up on it."""
    return heat_shown.drawing(database.session(), definition_id, path)


@blueprint.post("/incidents/<int:job_id>")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def retry_incident(job_id: int) -> ResponseReturnValue:
    """Set one going again."""
    asking = staff.officer()
    retry(database.session(), job_id, clock.now(), actor=asking.acting_as(None))
    database.commit()
    flash(gettext("It is tried again now."), "done")
    process = request.form.get("process")
    if process:
        return redirect(url_for("command.incidents_at", process=process), 303)
    return redirect(url_for("command.incidents"), 303)
