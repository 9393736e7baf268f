"""Where time goes in the cases of a unit and everything below it, on the drawing."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from engine import definitions
from models import Level
from processes.exceptions import NotVisible
from processes.heat import waiting_at
from processes.heat_scope import Scope
from processes.permissions.confided import kept_from_roles
from processes.permissions.permission import Permission
from processes.run_page import find_run
from web import clock, database, heat_shown, staff
from web.command import blueprint
from web.command.visible import visible_unit

#: So many cases of a step are listed, those that have waited longest.
LISTED = 100


@blueprint.get("/units/<unit_id>/heat/<process>")
@staff.permits(Permission.COMMAND)
def heat(unit_id: str, process: str) -> ResponseReturnValue:
    """The drawings with their heat, the same as a table, and steps that gave up."""
    session, unit = database.session(), visible_unit(unit_id)
    found = heat_shown.shown(
        session, process, unit=unit, now=clock.now(), hides_few=unit.level is Level.NATIONAL
    )
    return render_template("command/heat.html", unit=unit, found=found, periods=heat_shown.PERIODS)


@blueprint.get("/units/<unit_id>/heat/drawings/<definition_id>/<path:path>")
@staff.permits(Permission.COMMAND)
def heat_drawing(unit_id: str, definition_id: str, path: str) -> Response:
    """A drawing of a version, for who commands a unit."""
    visible_unit(unit_id)
    return heat_shown.drawing(database.session(), definition_id, path)


@blueprint.get("/units/<unit_id>/heat/<process>/at/<step>")
@staff.permits(Permission.COMMAND)
def heat_cases(unit_id: str, process: str, step: str) -> ResponseReturnValue:
    """The cases that wait at a step; each opens for who may see it."""
    session, unit = database.session(), visible_unit(unit_id)
    if unit.level is Level.NATIONAL:
        raise NotVisible
    newest = definitions.load(session, definitions.latest(session, process).id)
    if step in kept_from_roles(newest, staff.officer().roles):
        raise NotVisible
    waiting = waiting_at(session, Scope(process, unit=unit), step, limit=LISTED)
    return render_template(
        "command/heat_cases.html",
        unit=unit,
        process=process,
        element=newest.elements.get(step),
        waiting=[(task, _may_open(task.instance_id)) for task in waiting],
    )


def _may_open(instance_id: str) -> bool:
    try:
        find_run(database.session(), staff.officer(), instance_id)
    except NotVisible:
        return False
    return True
