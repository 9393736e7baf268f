"""Following: by number and passphrase everything, by a one-time code the bare status only."""

import secrets

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models import Complaint
from models.session import reading
from processes.complaint import her_copy, tracking
from processes.complaint.asking import may_ask
from processes.complaint.filing import TAKES_OVER, filed_for_her
from processes.complaint.recovery import refuse_as_complainant
from processes.complaint.sayable import sayable_by_her
from processes.complaint.told_her import lines_for_her
from web import asked_from, clock, database
from web.portal import portal
from web.public import blueprint, following, visit, words
from web.public.visit import Purpose
from web.security import limiter

_CHALLENGE, _BROWSER = "challenge", "browser"
#: Beside the limits on each number, one address may try this often.
_TRIES = "30 per 15 minutes"


@blueprint.get("/track")
def track() -> ResponseReturnValue:
    """Her complaint, or the question for number and passphrase."""
    found = following.current()
    if found is None or found.complaint_id is None:
        return render_template("public/track/sign_in.html", fault=None, number="")
    complaint = database.session().get_one(Complaint, found.complaint_id)
    if found.is_bare:
        status = tracking.bare_status(database.session(), complaint).status
        return render_template("public/track/bare.html", status=words.STATUSES[status])
    sayable = sayable_by_her(database.session(), portal().registry, complaint)
    return render_template(
        "public/track/complaint.html",
        tracking=tracking.track(
            database.session(), portal().registry, complaint.id, now=clock.now()
        ),
        may_ask=may_ask(database.session(), complaint),
        filed_by=filed_for_her(database.session(), portal().registry, complaint),
        lines=lines_for_her(database.session(), portal().registry, complaint),
        sayable=[each.element for each in sayable],
        may_take_over=any(each.message == TAKES_OVER for each in sayable),
        may_copy=all(each.message != her_copy.MESSAGE for each in sayable),
        now=clock.now(),
        words=words,
    )


@blueprint.post("/track")
@limiter.limit(_TRIES)
def open_tracking() -> ResponseReturnValue:
    """Compare number and passphrase; every failure looks the same."""
    number = request.form.get("number", "")
    with reading(portal().sessions) as reader:
        complaint = tracking.open_by_passphrase(
            database.session(),
            portal().registry.keyring,
            reader=reader,
            number=number,
            passphrase=request.form.get("passphrase", ""),
            place=asked_from.place(),
            real_now=clock.real_now(),
        )
    database.commit()  # a failure counts too
    if complaint is None:
        fault = gettext("Number and passphrase do not belong together. Look at both once more.")
        return render_template("public/track/sign_in.html", fault=fault, number=number[:40]), 422
    following.begin(complaint.id, is_bare=False)
    return redirect(url_for("public.track"), 303)


@blueprint.post("/track/close")
def close_tracking() -> ResponseReturnValue:
    """Close the page for this browser."""
    visit.end(Purpose.FOLLOWING)
    database.commit()
    return redirect(url_for("public.first_page"), 303)


@blueprint.get("/track/code")
def one_time_code() -> ResponseReturnValue:
    """Ask for a code to her safe channel, then for the code itself."""
    return render_template(
        "public/track/code.html", is_asked=_CHALLENGE in session, fault=None, number=""
    )


@blueprint.post("/track/code")
@limiter.limit(_TRIES)
def use_one_time_code() -> ResponseReturnValue:
    """Send a code, or compare one; whether the number exists does not show."""
    if request.form.get("go") == "again":
        session.pop(_CHALLENGE, None)
        return redirect(url_for("public.one_time_code"), 303)
    if "code" in request.form:
        return _compare(request.form["code"])
    browser = secrets.token_urlsafe(24)
    session[_BROWSER] = browser
    session[_CHALLENGE] = tracking.ask_one_time_code(
        database.session(),
        portal().registry,
        number=request.form.get("number", ""),
        browser=browser,
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()
    return redirect(url_for("public.one_time_code"), 303)


@blueprint.post("/track/refuse/<request_id>")
def refuse_recovery(request_id: str) -> ResponseReturnValue:
    """She did not ask for a new code or passphrase: stop it."""
    complaint = following.hers()
    refuse_as_complainant(
        database.session(), portal().registry, complaint.id, request_id, now=clock.now()
    )
    database.commit()
    return redirect(url_for("public.track"), 303)


def _compare(code: str) -> ResponseReturnValue:
    status = tracking.open_by_one_time_code(
        database.session(),
        portal().registry.keyring,
        challenge_id=session.get(_CHALLENGE, ""),
        browser=session.get(_BROWSER, ""),
        code=code,
        real_now=clock.real_now(),
    )
    database.commit()  # a failure counts too
    if status is None:
        fault = gettext("This code is not right, or it is too old. Look at it once more.")
        return render_template("public/track/code.html", is_asked=True, fault=fault, number=""), 422
    session.pop(_CHALLENGE, None)
    session.pop(_BROWSER, None)
    following.begin(status.complaint_id, is_bare=True)
    return redirect(url_for("public.track"), 303)
