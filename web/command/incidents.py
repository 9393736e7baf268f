"""Incidents: steps that the portal could not take, and trying them again."""

from collections.abc import Mapping, Sequence

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.drawing import Element
from engine.incidents import retry, unsettled
from models import Job, ProcessInstance
from processes.permissions.permission import Permission
from processes.starting import newest_versions
from web import clock, database, heat_shown, staff
from web.command import blueprint


@blueprint.get("/incidents")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def incidents() -> ResponseReturnValue:
    """What gave up, oldest first."""
    session = database.session()
    jobs = unsettled(session)
    return render_template(
        "command/incidents.html",
        jobs=jobs,
        steps=_steps(session, jobs),
        processes=newest_versions(session),
    )


def _steps(session: Session, jobs: Sequence[Job]) -> Mapping[int, Element]:
    """The steps that they stand at, by job, as the version of each case draws them."""
    ids = {job.instance_id for job in jobs if job.instance_id}
    rows = session.execute(
        select(ProcessInstance.id, ProcessInstance.definition_id).where(ProcessInstance.id.in_(ids))
    )
    drawn = {row.id: row.definition_id for row in rows}
    found = {}
    for job in jobs:
        if job.instance_id in drawn and job.element_id:
            outline = definitions.load(session, drawn[job.instance_id]).outline
            if job.element_id in outline.elements:
                found[job.id] = outline.elements[job.element_id]
    return found


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
