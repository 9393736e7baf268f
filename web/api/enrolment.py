"""Enrolment: what a woman tells beforehand, so that one press is enough when it matters."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models import EmergencyEnrolment
from processes.complaint.contact import mobile_number
from processes.emergency import enrolment, verification
from processes.emergency.enrolment import Details, KnownPlace
from processes.emergency.exceptions import EnrolledAlready
from processes.exceptions import DistrictUnknown
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from processes.passwords import STRONG
from web import clock, database, i18n
from web.api import blueprint, bodies
from web.api.alert import mobile_needed, place_of_body
from web.api.guard import asks
from web.api.problems import Fault, Problem, needed
from web.api.submit import new_passphrase
from web.emergency import door
from web.portal import portal

_LONGEST, _LONGEST_ADDRESS, _LONGEST_TO_KNOW = 200, 500, 2000


@blueprint.post("/enrolments")
@asks(Scope.ALERT)
def enrol() -> ResponseReturnValue:
    """Register a telephone, or change a registration that its passphrase opens.

    The answer brings a secret for her device: an alert that carries it needs nothing else.
    """
    read = bodies.body()
    asked = bodies.repeatable(read)
    details, district_id = _details(read), bodies.text(read, "district")
    passphrase = new_passphrase(bodies.text(read, "passphrase"))
    opened, passphrase_hash = door.opened(details.mobile, passphrase), STRONG.hash(passphrase)

    def keep() -> Answer:
        session, registry = database.session(), portal().registry
        if door.is_shut(details.mobile):
            raise EnrolledAlready
        made = enrolment.enrol(
            session,
            registry.keyring,
            details,
            passphrase_hash=passphrase_hash,
            opened=opened,
            district_id=district_id,
            language=i18n.language(),
            now=clock.now(),
        )
        verification.send_code(session, registry, made, now=clock.now(), real_now=clock.real_now())
        device = enrolment.remember_device(session, registry.keyring, made)
        return Answer(201, {"device": device, "verified": made.verified_at is not None})

    try:
        return bodies.once(asked, keep)
    except DistrictUnknown:
        fault = Fault("/district", gettext("Choose an answer."))
        raise Problem(422, "not-valid", faults=[fault]) from None
    except EnrolledAlready:
        door.count(details.mobile)
        database.commit()
        raise Problem(409, "enrolled-already") from None


@blueprint.post("/enrolments/device")
@asks(Scope.ALERT)
def add_device() -> ResponseReturnValue:
    """A new secret for another telephone of hers, which number and passphrase open.

    The one before it ends: a telephone that was lost calls nobody any more.
    """
    read = bodies.body()
    known = _opened(bodies.text(read, "mobile"), bodies.text(read, "passphrase"))
    device = enrolment.remember_device(database.session(), portal().registry.keyring, known)
    database.commit()
    return jsonify(device=device, verified=known.verified_at is not None)


@blueprint.post("/enrolments/code")
@asks(Scope.ALERT)
def verify_enrolment() -> ResponseReturnValue:
    """Compare the code that was sent to her telephone; a wrong one counts."""
    read = bodies.body()
    found = _of_device(read)
    is_right = verification.confirm(
        database.session(),
        portal().registry.keyring,
        found.id,
        bodies.text(read, "code"),
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()
    if not is_right:
        raise Problem(404, "no-match")
    return jsonify(verified=True)


@blueprint.post("/enrolments/code/send")
@asks(Scope.ALERT)
def send_enrolment_code() -> ResponseReturnValue:
    """Send a new code to her telephone, unless too many went there."""
    found = _of_device(bodies.body())
    is_sent = verification.send_code(
        database.session(), portal().registry, found, now=clock.now(), real_now=clock.real_now()
    )
    database.commit()
    return jsonify(sent=is_sent)


@blueprint.post("/enrolments/forget")
@asks(Scope.ALERT)
def forget_enrolment() -> ResponseReturnValue:
    """Forget what she told; every failure looks the same."""
    read = bodies.body()
    known = _opened(bodies.text(read, "mobile"), bodies.text(read, "passphrase"))
    session, keyring = database.session(), portal().registry.keyring
    enrolment.withdraw(session, keyring, known)
    database.commit()
    return jsonify(forgotten=True)


def _opened(mobile: str, passphrase: str) -> EmergencyEnrolment:
    """What number and passphrase open; every failure looks the same, and counts."""
    opened = door.opened(mobile, passphrase)
    known = enrolment.of_mobile(database.session(), portal().registry.keyring, mobile)
    if door.is_shut(mobile) or opened is None or known is None or known.id != opened:
        door.count(mobile)
        database.commit()
        raise Problem(404, "no-match")
    return known


def _of_device(read: Mapping[str, Any]) -> EmergencyEnrolment:
    found = enrolment.of_device(
        database.session(), portal().registry.keyring, bodies.text(read, "device")
    )
    if found is None:
        raise Problem(404, "no-match")
    return found


def _details(read: Mapping[str, Any]) -> Details:
    mobile = bodies.text(read, "mobile")
    if mobile_number(mobile) is None:
        raise Problem(422, "not-valid", faults=[mobile_needed()])
    return Details(
        mobile=mobile,
        name=_short(read.get("name", ""), "/name", _LONGEST),
        places=tuple(
            KnownPlace(
                _short(each.get("address", ""), f"/places/{number}/address", _LONGEST_ADDRESS),
                place_of_body(each, f"/places/{number}"),
            )
            for number, each in enumerate(_rows(read, "places", dict, enrolment.MOST_PLACES))
        ),
        contacts=tuple(
            _short(each, f"/contacts/{number}", _LONGEST)
            for number, each in enumerate(_rows(read, "contacts", str, enrolment.MOST_CONTACTS))
        ),
        to_know=_short(read.get("to_know", ""), "/to_know", _LONGEST_TO_KNOW),
    )


def _rows(read: Mapping[str, Any], name: str, kind: type, most: int) -> list[Any]:
    rows = read.get(name, [])
    if not isinstance(rows, list) or len(rows) > most:
        raise Problem(422, "not-valid", faults=[needed(f"/{name}")])
    for number, row in enumerate(rows):
        if not isinstance(row, kind):
            raise Problem(422, "not-valid", faults=[needed(f"/{name}/{number}")])
    return rows


def _short(value: Any, pointer: str, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        detail = gettext("This is of another kind than asked for.")
        raise Problem(422, "not-valid", faults=[Fault(pointer, detail)])
    return value.strip()
