"""Where time goes in the running cases of a process, for designers: figures of all units only."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from processes.permissions.permission import Permission
from web import clock, database, heat_shown, staff
from web.designer import blueprint


@blueprint.get("/processes/<name>/heat")
@staff.permits(Permission.DESIGN, at_once=True)
def heat(name: str) -> ResponseReturnValue:
    """The drawings with their heat, and the same as a table."""
    found = heat_shown.shown(database.session(), name, unit=None, now=clock.now(), hides_few=True)
    return render_template("designer/heat.html", found=found, periods=heat_shown.PERIODS)


@blueprint.get("/versions/<definition_id>/drawings/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def version_drawing(definition_id: str, path: str) -> Response:
    """A drawing of a version."""
    return heat_shown.drawing(database.session(), definition_id, path)
