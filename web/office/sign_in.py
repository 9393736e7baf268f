"""Signing in and out."""

from urllib.parse import urlsplit

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import reading
from processes.complaint import attempts
from processes.passwords import STRONG
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import officer_of_login
from web import clock, database, resending, staff
from web.office import blueprint, devices
from web.portal import portal
from web.security import limiter


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    if staff.identity() is not None:
        return redirect(_wanted(), 303)
    return render_template("office/sign_in.html", fault=None, login="")


@blueprint.post("/sign-in")
@limiter.limit("30 per minute")
def do_sign_in() -> ResponseReturnValue:
    """Let in who knows the password.

    An unknown name, a wrong password and a suspended account look the same and take as long.
    """
    login = request.form.get("login", "").strip()[:80]
    with reading(portal().sessions) as reader:  # hashing takes long: no writer waits for it
        found = officer_of_login(reader, login)
        stored = found.password_hash if found is not None and found.is_active else None
        is_right = STRONG.verify(stored, request.form.get("password", ""))
    session, keyring, real_now = database.session(), portal().registry.keyring, clock.real_now()
    device = devices.known_device(found.id if found else None)
    name, place = login.casefold(), device or attempts.network(request.remote_addr)
    if attempts.SIGN_IN.is_shut(
        session, keyring, name, place=place, is_known=device is not None, real_now=real_now
    ):
        words = gettext("Too many attempts. Wait fifteen minutes, then try again.")
        return render_template("office/sign_in.html", fault=words, login=login), 429
    if found is None or not is_right:
        attempts.SIGN_IN.count(session, keyring, name, place=place, real_now=real_now)
        database.commit()
        words = gettext("Name and password do not go together.")
        return render_template("office/sign_in.html", fault=words, login=login), 422
    staff.sign_in(found)
    response = make_response(resending.page_after_sign_in(found) or redirect(_wanted(), 303))
    devices.remember(response, found.id)
    return response


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the officer's sessions everywhere."""
    staff.sign_out()
    return redirect(url_for("office.sign_in"), 303)


def _wanted() -> str:
    """The page she wanted: only one of the officers' own, never another site's; else her first."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    is_ours = not parts.scheme and not parts.netloc and "\\" not in wanted
    asking = staff.identity()
    holds_none = asking is not None and not asking.posts
    is_empty = holds_none and wanted == url_for("office.inbox")  # the door that everybody knows
    if is_ours and not is_empty and parts.path.startswith(("/office/", "/command/", "/designer/")):
        return parts.path + (f"?{parts.query}" if parts.query else "")
    if may(Permission.SEE_NATION, asking):
        return url_for("command.nation")
    if holds_none and may(Permission.DESIGN, asking):
        return url_for("designer.processes")
    if holds_none and may(Permission.ADMINISTER, asking):
        return url_for("command.units")
    return url_for("office.inbox")
