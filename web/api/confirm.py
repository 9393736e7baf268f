"""Confirming by code: after three calls in vain she needs no call to get her number."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from processes.complaint import self_confirmation
from processes.complaint.contact import mobile_number
from processes.partners.tokens import Scope
from web import clock, database
from web.api import blueprint, bodies
from web.api.alert import mobile_needed
from web.api.guard import asks
from web.api.problems import Problem
from web.portal import portal


@blueprint.post("/complaints/confirm")
@asks(Scope.TRACK)
def confirm() -> ResponseReturnValue:
    """Take the code she has; every failure looks the same, and a wrong code counts as a try."""
    read = bodies.body()
    mobile = bodies.text(read, "mobile")
    if mobile_number(mobile) is None:
        raise Problem(422, "not-valid", faults=[mobile_needed()])
    is_right = self_confirmation.confirm(
        database.session(),
        portal().registry,
        mobile=mobile,
        words=bodies.text(read, "code"),
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()  # a failure counts too
    if not is_right:
        raise Problem(404, "no-match")
    return jsonify(confirmed=True)
