"""Confirming by code: after three calls in vain she needs no call to get her number."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.complaint import self_confirmation
from processes.complaint.contact import mobile_number
from web import clock, database
from web.portal import portal
from web.public import blueprint
from web.security import limiter

_TRIES = "10 per 15 minutes"


@blueprint.get("/confirm")
def confirm() -> ResponseReturnValue:
    """Ask for her telephone and the code she has."""
    if request.args.get("done"):
        return render_template("public/track/confirmed.html")
    return _page({}, "")


@blueprint.post("/confirm")
@limiter.limit(_TRIES)
def confirm_by_code() -> ResponseReturnValue:
    """Take the code; every failure looks the same, and a wrong code counts as a try."""
    mobile, code = request.form.get("mobile", "")[:40], request.form.get("code", "")[:20]
    faults = {}
    if mobile_number(mobile) is None:
        faults["mobile"] = gettext(
            "Write the mobile number with 10 digits, for example 98765 43210."
        )
    if not self_confirmation.code_in(code):
        faults["code"] = gettext("The code has six digits.")
    if faults:
        return _page(faults, mobile), 422
    is_right = self_confirmation.confirm(
        database.session(),
        portal().registry,
        mobile=mobile,
        words=code,
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()  # a failure counts too
    if not is_right:
        fault = gettext(
            "This code does not fit this number, or it is not asked for now. "
            "If you were asked to send it, look at both once more."
        )
        return _page({"code": fault}, mobile), 422
    return redirect(url_for("public.confirm", done=1), 303)


def _page(faults: dict[str, str], mobile: str) -> str:
    return render_template("public/track/confirm.html", faults=faults, mobile=mobile)
