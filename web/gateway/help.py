"""The gateway's door: a text message or a call to the help number becomes an alert.

The provider of text messages and calls posts here what came in, with a partner's token that may
alert. What it posts twice is taken once, by the provider's own id of the message.
"""

from flask import jsonify
from flask.typing import ResponseReturnValue

from processes.complaint.contact import normal_number
from processes.emergency import Caller, alert
from processes.partners.tokens import Scope
from web import clock, database
from web.api import bodies
from web.api.guard import asks, partner
from web.api.problems import Problem, needed
from web.gateway import blueprint
from web.portal import portal

CHANNELS = frozenset({"sms", "voice"})
_LONGEST_TEXT, _LONGEST_ID = 500, 100


@blueprint.post("/help")
@asks(Scope.ALERT)
def take_call() -> ResponseReturnValue:
    """`from`, `id`, `kind` (sms or voice) and `text`, as JSON or as a form.

    What she wrote is kept as the place she names; nothing is asked back, for she may not be able
    to answer. Without a registration the alert goes to the control room of the State. A number
    that is withheld, or that nobody can call back, hinders no help.
    """
    read = bodies.told()
    message_id = read.get("id", "")
    kind = read.get("kind", "sms")
    faults = []
    if not 1 <= len(message_id) <= _LONGEST_ID:
        faults.append(needed("/id"))
    if kind not in CHANNELS:
        faults.append(needed("/kind"))
    if faults:
        raise Problem(422, "not-valid", faults=faults)
    keyring = portal().registry.keyring
    alerted = alert(
        database.session(),
        portal().registry,
        Caller(
            mobile=normal_number(read.get("from", "")), where=read.get("text", "")[:_LONGEST_TEXT]
        ),
        channel=kind,
        submission_key=keyring.digest("gateway", f"{partner().id} {message_id}"),
        language="hi",
        now=clock.now(),
    )
    database.commit()
    return jsonify(taken=True, is_new=alerted.is_new), 202
