"""The demonstration's own pages: her phone with what was sent to it, and the clock."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from engine.elements import iso_time
from processes.notifications.outbox import arrived
from web import clock, database
from web.cli.demo import advance
from web.portal import portal

blueprint = Blueprint("demonstration", __name__, url_prefix="/demo")

#: How far the buttons move the clock, as ISO 8601 durations.
STEPS = {
    "PT10M": lazy_gettext("10 minutes"),
    "PT2H": lazy_gettext("2 hours"),
    "PT20H": lazy_gettext("20 hours"),
    "P1D": lazy_gettext("1 day"),
    "P7D": lazy_gettext("7 days"),
    "P30D": lazy_gettext("30 days"),
}
_MOST_MESSAGES = 30


@blueprint.get("/phone")
def phone() -> ResponseReturnValue:
    """Her phone and the clock."""
    return render_template(
        "demonstration/phone.html",
        messages=arrived(database.session(), portal().registry.keyring, most=_MOST_MESSAGES),
        now=clock.now(),
        steps=STEPS,
    )


@blueprint.post("/advance")
def move_clock() -> ResponseReturnValue:
    """Move the clock on; everything that falls due on the way happens, in order."""
    step = request.form.get("by", "")
    if step not in STEPS:
        abort(400)
    made = portal()
    started_at = clock.now_of(made)
    database.let_go()  # the steps on the way lock what they move
    advance(made, iso_time.after(started_at, step, zone=made.registry.zone) - started_at)
    return redirect(url_for("demonstration.phone"), 303)
