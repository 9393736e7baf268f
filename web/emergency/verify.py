"""Verifying a telephone: the code that was sent to it is written here."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.emergency import enrolment, verification
from web import clock, database
from web.emergency import blueprint
from web.emergency.caller import registered
from web.portal import portal
from web.security import limiter

_TRIES = "20 per 15 minutes"
_LONGEST_CODE = 20


@blueprint.get("/register/code")
def verify() -> ResponseReturnValue:
    """Ask for the code; who has registered nothing here begins with that."""
    if registered() is None:
        return redirect(url_for("emergency.register"), 303)
    return _page(None)


@blueprint.post("/register/code")
@limiter.limit(_TRIES)
def send_code() -> ResponseReturnValue:
    """Compare what was written, or send a new code."""
    mine = registered()
    if mine is None:
        return redirect(url_for("emergency.register"), 303)
    session, now, real_now = database.session(), clock.now(), clock.real_now()
    if request.form.get("go") == "again":
        is_sent = verification.send_code(
            session, portal().registry, mine, now=now, real_now=real_now
        )
        database.commit()
        if is_sent:
            return redirect(url_for("emergency.verify"), 303)
        return _page(gettext("No new code goes out now. Wait a quarter of an hour.")), 422
    is_right = verification.confirm(
        session,
        portal().registry.keyring,
        mine.id,
        request.form.get("code", "")[:_LONGEST_CODE],
        now=now,
        real_now=real_now,
    )
    database.commit()
    if is_right:
        return redirect(url_for("emergency.register", done=1), 303)
    return _page(
        gettext("This code is wrong or too old. Look once more, or ask for a new one.")
    ), 422


def _page(fault: str | None) -> str:
    return render_template(
        "emergency/verify.html", fault=fault, forgotten_after_days=enrolment.UNVERIFIED.days
    )
