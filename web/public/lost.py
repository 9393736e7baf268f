"""A way back for a lost code or passphrase: through the help desk, with a hold."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.complaint import recovery
from web import asked_from, clock, database
from web.portal import portal
from web.public import blueprint
from web.public.passphrase import faults_of, hashed
from web.security import limiter

_TRIES = "20 per 15 minutes"


@blueprint.get("/lost")
def lost() -> ResponseReturnValue:
    """What was lost, and by what we may find the complaint."""
    if request.args.get("asked"):
        return render_template("public/lost/asked.html")
    return render_template("public/lost/ask.html", faults={}, known_by="", kind="")


@blueprint.post("/lost")
@limiter.limit(_TRIES)
def ask_recovery() -> ResponseReturnValue:
    """Hand the request to the help desk; whether there is such a complaint does not show."""
    known_by, kind = request.form.get("known_by", "").strip(), request.form.get("kind", "")
    faults = {}
    if kind not in recovery.KINDS:
        faults["kind"] = gettext("Choose an answer.")
    if not known_by:
        faults["known_by"] = gettext("Write the complaint number or the mobile number.")
    if faults:
        page = render_template(
            "public/lost/ask.html", faults=faults, known_by=known_by[:40], kind=kind
        )
        return page, 422
    recovery.ask(
        database.session(),
        portal().registry.keyring,
        known_by=known_by,
        kind=kind,
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()
    return redirect(url_for("public.lost", asked=1), 303)


@blueprint.get("/lost/new")
def new_passphrase() -> ResponseReturnValue:
    """Number, the token the help desk read out, and a new passphrase."""
    if request.args.get("set"):
        return render_template("public/lost/set.html")
    return render_template("public/lost/new.html", faults={}, number="")


@blueprint.post("/lost/new")
@limiter.limit(_TRIES)
def set_passphrase() -> ResponseReturnValue:
    """Set the new passphrase; every failure looks the same."""
    number, passphrase = request.form.get("number", ""), request.form.get("passphrase", "")
    faults = faults_of(passphrase, request.form.get("again", ""))
    passphrase_hash = "" if faults else hashed(passphrase)
    if not faults and not recovery.set_passphrase(
        database.session(),
        portal().registry,
        number=number,
        token=request.form.get("token", ""),
        passphrase_hash=passphrase_hash,
        place=asked_from.place(),
        now=clock.now(),
        real_now=clock.real_now(),
    ):
        faults["number"] = gettext("Number and one-time word do not belong together.")
    database.commit()  # a failure counts too
    if faults:
        return render_template("public/lost/new.html", faults=faults, number=number[:40]), 422
    return redirect(url_for("public.new_passphrase", set=1), 303)
