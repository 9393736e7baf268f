"""The gateway's door for codes: by text message or the keys of her telephone she confirms herself.

The provider of text messages and calls posts here what came in, with a partner's token that may
confirm. What it posts twice under its own id counts once.
"""

from flask.typing import ResponseReturnValue

from processes.complaint import self_confirmation
from processes.complaint.contact import normal_number
from processes.partners import repeats
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from web import clock, database
from web.api import bodies
from web.api.guard import asks, partner
from web.api.problems import Problem, needed
from web.gateway import blueprint
from web.portal import portal

_LONGEST_TEXT, _LONGEST_ID = 500, 100


@blueprint.post("/code")
@asks(Scope.CONFIRM)
def take_code() -> ResponseReturnValue:
    """`from`, `id` and `text` with the six digits, as JSON or as a form.

    The answer says whether she is confirmed, so that a call can tell her; and nothing else.
    """
    read = bodies.told()
    sender, message_id = read.get("from", ""), read.get("id", "")
    words = read.get("text", "")[:_LONGEST_TEXT]
    faults = []
    if normal_number(sender) is None:
        faults.append(needed("/from"))
    if not 1 <= len(message_id) <= _LONGEST_ID:
        faults.append(needed("/id"))
    if faults:
        raise Problem(422, "not-valid", faults=faults)
    asked = repeats.request(
        portal().registry.keyring,
        partner(),
        key=message_id,
        asked="code",
        body={"from": sender, "text": words},
    )

    def take() -> Answer:
        is_right = self_confirmation.confirm(
            database.session(),
            portal().registry,
            mobile=sender,
            words=words,
            now=clock.now(),
            real_now=clock.real_now(),
        )
        return Answer(202, {"taken": True, "confirmed": is_right})

    return bodies.once(asked, take)
