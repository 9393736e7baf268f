"""Registering beforehand: her telephone, her places, whom she trusts, what to know."""

from collections.abc import Mapping

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.complaint.contact import mobile_number
from processes.emergency import enrolment, verification
from processes.emergency.enrolment import Details, KnownPlace
from processes.emergency.exceptions import EnrolledAlready
from processes.emergency.place import place_of
from processes.exceptions import DistrictUnknown
from web import clock, database, i18n
from web.emergency import blueprint, door
from web.emergency.caller import enrolled, forget, keep, registered, remember
from web.emergency.choices import districts, locating
from web.portal import portal
from web.public.passphrase import faults_of, hashed
from web.security import limiter

_TRIES = "20 per 15 minutes"
_LONGEST = {"name": 200, "address_1": 500, "address_2": 500, "contact_1": 200, "contact_2": 200}
_LONGEST_TO_KNOW = 2000


@blueprint.get("/register")
def register() -> ResponseReturnValue:
    """What helps to find her, on one page."""
    if request.args.get("done"):
        return render_template("emergency/registered.html", known=enrolled(), mine=registered())
    return _page({})


@blueprint.post("/register")
@limiter.limit(_TRIES)
def send_registration() -> ResponseReturnValue:
    """Take it; the same telephone with the same passphrase changes what was registered."""
    passphrase, mobile = request.form.get("passphrase", ""), request.form.get("mobile", "")
    faults = faults_of(passphrase, request.form.get("again", ""))
    if mobile_number(mobile) is None:
        faults["mobile"] = gettext(
            "Write the mobile number with 10 digits, for example 98765 43210."
        )
    if not request.form.get("district"):
        faults["district"] = gettext("Choose an answer.")
    if faults:
        return _page(faults), 422
    opened = door.opened(mobile, passphrase)
    passphrase_hash = hashed(passphrase)
    session, keyring = database.session(), portal().registry.keyring
    try:
        if door.is_shut(mobile):
            raise EnrolledAlready
        made = enrolment.enrol(
            session,
            keyring,
            _details(mobile),
            passphrase_hash=passphrase_hash,
            opened=opened,
            district_id=request.form["district"],
            language=i18n.language(),
            now=clock.now(),
        )
    except DistrictUnknown:
        return _page({"district": gettext("Choose an answer.")}), 422
    except EnrolledAlready:
        door.count(mobile)
        database.commit()
        fault = gettext("This number is registered under another passphrase. Use that one.")
        return _page({"mobile": fault}), 422
    verification.send_code(
        session, portal().registry, made, now=clock.now(), real_now=clock.real_now()
    )
    remember(made)
    if made.verified_at is None:
        response = redirect(url_for("emergency.verify"), 303)
    else:
        response = redirect(url_for("emergency.register", done=1), 303)
    if request.form.get("remember"):
        keep(response, enrolment.remember_device(session, keyring, made))  # type: ignore[arg-type]
    database.commit()
    return response


@blueprint.get("/forget")
def forget_me() -> ResponseReturnValue:
    """Take a registration back."""
    return render_template("emergency/forget.html", fault=None, mobile="", is_done=False)


@blueprint.post("/forget")
@limiter.limit(_TRIES)
def send_forget_me() -> ResponseReturnValue:
    """Forget what she told; every failure looks the same."""
    mobile = request.form.get("mobile", "")
    opened = door.opened(mobile, request.form.get("passphrase", ""))
    session, keyring = database.session(), portal().registry.keyring
    known = enrolment.of_mobile(session, keyring, mobile)
    if door.is_shut(mobile) or opened is None or known is None or known.id != opened:
        door.count(mobile)
        database.commit()
        fault = gettext("Number and passphrase do not belong together. Look at both once more.")
        page = render_template(
            "emergency/forget.html", fault=fault, mobile=mobile[:40], is_done=False
        )
        return page, 422
    enrolment.withdraw(session, keyring, known)
    database.commit()
    page = render_template("emergency/forget.html", fault=None, mobile="", is_done=True)
    response = make_response(page)
    forget(response)
    return response


def _details(mobile: str) -> Details:
    def told(name: str) -> str:
        return request.form.get(name, "").strip()[: _LONGEST[name]]

    first = KnownPlace(told("address_1"), place_of(request.form))
    second = KnownPlace(told("address_2"))
    return Details(
        mobile=mobile,
        name=told("name"),
        places=tuple(each for each in (first, second) if each.address or each.place),
        contacts=tuple(each for each in (told("contact_1"), told("contact_2")) if each),
        to_know=request.form.get("to_know", "").strip()[:_LONGEST_TO_KNOW],
    )


def _page(faults: Mapping[str, str]) -> Response:
    return locating(
        render_template(
            "emergency/register.html", faults=faults, typed=request.form, districts=districts()
        )
    )
