"""Who calls, as the browser tells: her registration, her number, her place."""

from flask import Response, request, session

from models import EmergencyEnrolment
from processes.complaint.contact import normal_number
from processes.emergency import Caller, enrolment
from processes.emergency.place import place_of
from web import database
from web.portal import portal

#: A neutral name; the browser keeps it for as long as she lets it.
COOKIE = "k"
#: Which registration this browser has made, until it is closed.
_REGISTERED = "r"
_KEPT_SECONDS = 400 * 24 * 3600
_LONGEST_WHERE = 500


def enrolled() -> EmergencyEnrolment | None:
    """The registration whose browser this is."""
    return enrolment.of_device(
        database.session(), portal().registry.keyring, request.cookies.get(COOKIE)
    )


def remember(made: EmergencyEnrolment) -> None:
    """Keep which registration this browser has just made, until it is closed."""
    session[_REGISTERED] = made.id


def registered() -> EmergencyEnrolment | None:
    """The registration that this browser may verify: the one it made, or the one it is known by."""
    made_here = session.get(_REGISTERED)
    made = database.session().get(EmergencyEnrolment, made_here) if made_here else None
    return made or enrolled()


def caller(known: EmergencyEnrolment | None) -> Caller:
    """What this request tells of who calls."""
    return Caller(
        mobile=normal_number(request.form.get("mobile", "")),
        enrolment_id=known.id if known else None,
        place=place_of(request.form),
        where=request.form.get("where", "")[:_LONGEST_WHERE],
        district_id=request.form.get("district") or None,
    )


def keep(response: Response, secret: str) -> None:
    """Let this browser be known from now on, so that one press is enough."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=_KEPT_SECONDS,
        path="/help",
        httponly=True,
        secure=portal().settings.https,
        samesite="Strict",
    )


def forget(response: Response) -> None:
    """Let this browser be unknown again."""
    session.pop(_REGISTERED, None)
    response.delete_cookie(COOKIE, path="/help")
