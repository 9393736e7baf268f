"""The board: the call that waits, three large buttons, and the crew."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine.exceptions import InstanceNotRunning, StaleInstance, TaskAlreadyClaimed, TaskNotOpen
from processes.emergency import patrol
from processes.emergency.place import place_of
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.emergency.choices import locating
from web.patrol import blueprint
from web.portal import portal

#: The page asks again by itself after so many seconds, also without JavaScript.
REFRESH_SECONDS = 5
_TOO_LATE = (TaskNotOpen, TaskAlreadyClaimed, StaleInstance, InstanceNotRunning)


@blueprint.get("")
@staff.permits(Permission.SEE_TASK)
def board() -> ResponseReturnValue:
    """What her unit is asked just now."""
    found = patrol.board(database.session(), portal().registry, staff.officer())
    return locating(
        render_template(
            "patrol/board.html", board=found, now=clock.now(), refresh_seconds=REFRESH_SECONDS
        )
    )


@blueprint.post("/calls/<task_id>")
@staff.permits(Permission.DO_TASK)
def answer(task_id: str) -> ResponseReturnValue:
    """Take the pressed button."""
    session = database.session()
    try:
        patrol.answer(
            session,
            portal().registry,
            staff.officer(),
            task_id,
            request.form.get("say", ""),
            now=clock.now(),
        )
        database.commit()
    except _TOO_LATE:
        session.rollback()
        _say_why_not(task_id)
    return redirect(url_for("patrol.board"), 303)


def _say_why_not(task_id: str) -> None:
    """Tell a call that is her unit's already from one that is over."""
    if patrol.has_answered(database.session(), staff.officer(), task_id):
        flash(gettext("This call is yours already: your first press was taken."), "done")
    else:
        flash(gettext("This call is over: another unit has it, or the time was up."), "soon")


@blueprint.post("/units/<unit_id>")
@staff.permits(Permission.DO_TASK)
def crew(unit_id: str) -> ResponseReturnValue:
    """Say whether the unit can be sent, and whether a woman is in it."""
    patrol.set_crew(
        database.session(),
        staff.officer(),
        unit_id,
        is_on_duty=request.form.get("duty") == "on",
        has_woman=request.form.get("woman") == "on",
    )
    database.commit()
    return redirect(url_for("patrol.board"), 303)


@blueprint.post("/units/<unit_id>/place")
@staff.permits(Permission.DO_TASK)
def position(unit_id: str) -> ResponseReturnValue:
    """Note where the unit is; a place that is none changes nothing."""
    place = place_of(request.form)
    if place is not None:
        patrol.report(database.session(), staff.officer(), unit_id, place, now=clock.now())
        database.commit()
    return "", 204
