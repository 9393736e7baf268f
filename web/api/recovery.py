"""Recovery: a lost code or passphrase, and the bare status by a one-time code."""

import secrets

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.complaint import recovery, tracking
from processes.partners.tokens import Scope
from processes.passwords import STRONG
from web import asked_from, clock, database
from web.api import blueprint, bodies
from web.api.guard import asks
from web.api.problems import Fault, Problem
from web.api.submit import new_passphrase
from web.api.track import opened
from web.portal import portal
from web.public import words

#: Parts a challenge from the secret that only its asker knows.
_BETWEEN = "."


@blueprint.post("/recoveries")
@asks(Scope.TRACK)
def ask_recovery() -> ResponseReturnValue:
    """Hand her request to the help desk; whether there is such a complaint does not show."""
    read = bodies.body()
    known_by, kind = bodies.text(read, "known_by"), bodies.text(read, "lost")
    if kind not in recovery.KINDS:
        raise Problem(422, "not-valid", faults=[Fault("/lost", gettext("Choose an answer."))])
    recovery.ask(
        database.session(),
        portal().registry.keyring,
        known_by=known_by,
        kind=kind,
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()
    return jsonify(asked=True)


@blueprint.post("/recoveries/passphrase")
@asks(Scope.TRACK)
def set_passphrase() -> ResponseReturnValue:
    """Set a new passphrase with the word that the help desk read out; every failure is alike."""
    read = bodies.body()
    number, token = bodies.text(read, "number"), bodies.text(read, "token")
    # hashed before the transaction begins: that takes long, and every other writer would wait
    passphrase_hash = STRONG.hash(new_passphrase(bodies.text(read, "passphrase")))
    is_set = recovery.set_passphrase(
        database.session(),
        portal().registry,
        number=number,
        token=token,
        passphrase_hash=passphrase_hash,
        place=asked_from.place(),
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()  # a failure counts too
    if not is_set:
        raise Problem(404, "no-match")
    return jsonify(set=True)


@blueprint.post("/recoveries/refuse")
@asks(Scope.TRACK)
def refuse_recovery() -> ResponseReturnValue:
    """She did not ask for a new code or passphrase: stop it."""
    read = bodies.body()
    complaint, recovery_id = opened(read), bodies.text(read, "recovery")
    recovery.refuse_as_complainant(
        database.session(), portal().registry, complaint.id, recovery_id, now=clock.now()
    )
    database.commit()
    return jsonify(recovery=recovery_id, refused=True)


@blueprint.post("/complaints/code")
@asks(Scope.TRACK)
def send_code() -> ResponseReturnValue:
    """Send a one-time code to her safe channel; whether the number exists does not show."""
    browser = secrets.token_urlsafe(24)
    challenge = tracking.ask_one_time_code(
        database.session(),
        portal().registry,
        number=bodies.text(bodies.body(), "number"),
        browser=browser,
        now=clock.now(),
        real_now=clock.real_now(),
    )
    database.commit()
    return jsonify(challenge=f"{challenge}{_BETWEEN}{browser}")


@blueprint.post("/complaints/status")
@asks(Scope.TRACK)
def bare_status() -> ResponseReturnValue:
    """How her complaint stands, in one word, for whoever has the code; no more than that."""
    read = bodies.body()
    challenge, _, browser = bodies.text(read, "challenge").partition(_BETWEEN)
    found = tracking.open_by_one_time_code(
        database.session(),
        portal().registry.keyring,
        challenge_id=challenge,
        browser=browser,
        code=bodies.text(read, "code"),
        real_now=clock.real_now(),
    )
    database.commit()  # a failure counts too
    if found is None:
        raise Problem(404, "no-match")
    return jsonify(status=found.status.name.lower(), status_text=str(words.STATUSES[found.status]))
