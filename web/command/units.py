"""The tree of units, on which an administrator comes to the posts of each."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from models import Unit
from processes.permissions.permission import Permission
from processes.posts.units import children, highest
from web import database, staff
from web.command import blueprint
from web.command.visible import visible_unit


@blueprint.get("/units")
@staff.permits(Permission.ADMINISTER, at_once=True)
def units() -> ResponseReturnValue:
    """The units directly below the one in `below`; without it, the highest."""
    session, unit_id = database.session(), request.args.get("below")
    unit = visible_unit(unit_id, Permission.POST_OFFICERS) if unit_id else None
    return render_template(
        "command/units.html",
        unit=unit,
        above=session.get(Unit, unit.parent_id) if unit and unit.parent_id else None,
        below=children(session, unit) if unit else highest(session),
    )
