"""Alerts: help for a woman in danger, called from a partner's program."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models import EmergencyAlert, Unit
from models.session import reading
from processes.complaint.contact import normal_number
from processes.emergency import Caller, alert, enrolment, she_is_safe
from processes.emergency.her_page import standing
from processes.emergency.place import Place
from processes.emergency.search import nearest
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from web import clock, database, i18n
from web.api import blueprint, bodies
from web.api.guard import asks
from web.api.moments import moment
from web.api.problems import Fault, Problem, listed
from web.portal import portal

CHANNEL = "api"
#: So many units near her are named; distances are rounded, for nobody needs to hunt a patrol.
SHOWN, ROUNDED_M = 3, 500
_LONGEST_WHERE = 500


@blueprint.post("/alerts")
@asks(Scope.ALERT)
def raise_alert() -> ResponseReturnValue:
    """Send help. What is missing hinders nothing, nor what cannot be, which the answer names."""
    read = bodies.body()
    asked = bodies.repeatable(read)
    caller, unused = _caller(read)

    def send() -> Answer:
        alerted = alert(
            database.session(),
            portal().registry,
            caller,
            channel=CHANNEL,
            submission_key=asked.submission_key,
            language=i18n.language(),
            now=clock.now(),
        )
        told = {"alert": alerted.alert_id, "is_new": alerted.is_new, "unused": listed(unused)}
        return Answer(201, told)

    return bodies.once(asked, send)


@blueprint.post("/alerts/show")
@asks(Scope.ALERT)
def show_alert() -> ResponseReturnValue:
    """Who was asked, who is coming, how far; ask again after some seconds."""
    alert_id = bodies.text(bodies.body(), "alert")
    found = standing(database.session(), portal().registry.keyring, alert_id)
    return jsonify(
        alert=alert_id,
        status=found.status.name.lower(),
        raised_at=moment(found.raised_at),
        asked=found.asked,
        coming=found.coming,
        nearest_m=found.nearest_m,
        is_placed=found.is_placed,
    )


@blueprint.post("/alerts/safe")
@asks(Scope.ALERT)
def say_safe() -> ResponseReturnValue:
    """She says that she is safe; saying it again changes nothing."""
    alert_id = bodies.text(bodies.body(), "alert")
    she_is_safe(database.session(), portal().registry, alert_id, now=clock.now())
    database.commit()
    return jsonify(alert=alert_id, safe=True)


@blueprint.post("/units/near")
@asks(Scope.ALERT)
def units_near() -> ResponseReturnValue:
    """The stations whose patrol units on duty are nearest, with rounded distances."""
    place = place_of_body(bodies.body())
    if place is None:
        raise Problem(422, "not-valid", faults=[_no_place()])
    language = i18n.language()
    with reading(portal().sessions) as session:
        nobodys = EmergencyAlert(is_drill=False)
        found = nearest(session, nobodys, place, enough=SHOWN, now=clock.now())[:SHOWN]
        near = [(session.get_one(Unit, each.station_id), each.distance_m or 0) for each in found]
    return jsonify(
        units=[
            {
                "station": unit.full_name_hi if language == "hi" else unit.full_name,
                "within_m": (metres // ROUNDED_M + 1) * ROUNDED_M,
            }
            for unit, metres in near
        ]
    )


def _caller(read: Any) -> tuple[Caller, list[Fault]]:
    """Who calls, and what of the body is of no use: she gets help without it."""
    unused: list[Fault] = []
    given, place = read.get("mobile"), None
    mobile = normal_number(given) if isinstance(given, str) else None
    if given is not None and mobile is None:
        unused.append(mobile_needed())
    try:
        place = place_of_body(read)
    except Problem as refused:
        unused += refused.faults
    where, district = read.get("where"), read.get("district")
    caller = Caller(
        mobile=mobile,
        enrolment_id=_enrolment_id(read.get("device")),
        place=place,
        where=where[:_LONGEST_WHERE] if isinstance(where, str) else "",
        district_id=district if isinstance(district, str) else None,
    )
    return caller, unused


def _enrolment_id(device: Any) -> str | None:
    """The registration of her device; a secret that is not known, or is no text, helps nobody."""
    known = enrolment.of_device(
        database.session(),
        portal().registry.keyring,
        device if isinstance(device, str) else None,
    )
    return known.id if known else None


def place_of_body(read: Any, pointer: str = "") -> Place | None:
    """The place in a body; None where there is none.

    :raises Problem: it is none in India
    """
    given = [read.get("latitude"), read.get("longitude")]
    if given == [None, None]:
        return None
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in given):
        raise Problem(422, "not-valid", faults=[_no_place(pointer)])
    place = Place(*(float(each) for each in given))
    if not place.is_in_india:
        raise Problem(422, "not-valid", faults=[_no_place(pointer)])
    return place


def mobile_needed() -> Fault:
    """Her number is not one that can be called."""
    return Fault(
        "/mobile", gettext("Write the mobile number with 10 digits, for example 98765 43210.")
    )


def _no_place(pointer: str = "") -> Fault:
    return Fault(f"{pointer}/latitude", gettext("Give latitude and longitude of a place in India."))
