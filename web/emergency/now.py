"""Help now: one press, then who is coming, and "I am safe"."""

from flask import Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.types import new_id
from processes.emergency import alert, she_is_safe
from processes.emergency.her_page import standing
from processes.exceptions import NotVisible
from web import clock, database, i18n
from web.emergency import blueprint
from web.emergency.caller import caller, enrolled
from web.emergency.choices import districts, locating
from web.portal import portal
from web.security import comes_from_elsewhere, csrf, limiter

#: The call that this browser made last.
_CALL = "call"
_TRIES = "20 per 15 minutes"


@blueprint.get("")
def ask() -> ResponseReturnValue:
    """One large button; who is not known here writes her number."""
    return _page(None)


@blueprint.post("")
@csrf.exempt  # must work from the oldest page; other sites' forms are refused below
@limiter.limit(_TRIES)
def call() -> ResponseReturnValue:
    """Send help at once; there is nothing to confirm."""
    if comes_from_elsewhere():
        abort(403)
    known = enrolled()
    who = caller(known)
    if known is None and who.mobile is None:
        return _page(
            gettext("Write the mobile number with 10 digits, for example 98765 43210.")
        ), 422
    alerted = alert(
        database.session(),
        portal().registry,
        who,
        channel="web",
        submission_key=request.form.get("key", "")[:64] or new_id(),
        language=i18n.language(),
        now=clock.now(),
    )
    database.commit()
    session[_CALL] = alerted.alert_id
    return redirect(url_for("emergency.who_comes"), 303)


@blueprint.get("/now")
def who_comes() -> ResponseReturnValue:
    """Who was asked, who is coming, how far; the page asks again by itself."""
    try:
        found = standing(database.session(), portal().registry.keyring, session.get(_CALL, ""))
    except NotVisible:
        return redirect(url_for("emergency.ask"), 303)
    return locating(
        render_template(
            "emergency/now.html",
            standing=found,
            key=new_id(),
            needs_mobile=enrolled() is None,
            districts=districts(),
        )
    )


@blueprint.post("/safe")
@csrf.exempt  # as calling
def say_safe() -> ResponseReturnValue:
    """She is safe: the units stand down and a woman calls her to be sure."""
    if comes_from_elsewhere():
        abort(403)
    try:
        she_is_safe(database.session(), portal().registry, session.get(_CALL, ""), now=clock.now())
    except NotVisible:
        return redirect(url_for("emergency.ask"), 303)
    database.commit()
    return redirect(url_for("emergency.who_comes"), 303)


def follow(alert_id: str) -> None:
    """Let this browser see who comes for an alert that belongs to what it has sent."""
    session[_CALL] = alert_id


def _page(fault: str | None) -> Response:
    return locating(
        render_template(
            "emergency/ask.html",
            known=enrolled(),
            fault=fault,
            key=new_id(),
            mobile=request.form.get("mobile", "")[:40],
            where=request.form.get("where", "")[:500],
            districts=districts(),
        )
    )
