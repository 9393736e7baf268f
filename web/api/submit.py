"""Submitting: a complaint from a partner's program, by the rules of the proforma's pages."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models.session import reading
from processes import passwords
from processes.complaint import intake
from processes.complaint.next_steps import CallWindow, call_window
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from processes.passwords import STRONG
from web import clock, database, i18n
from web.api import answers, blueprint, bodies
from web.api.guard import asks
from web.api.moments import moment
from web.api.problems import Fault, Problem
from web.api.proforma import bound, newest
from web.portal import portal


@blueprint.post("/complaints")
@asks(Scope.SUBMIT)
def submit() -> ResponseReturnValue:
    """Take a complaint in; the same request again gives the same receipt."""
    read = bodies.body()
    asked = bodies.repeatable(read)
    if read.get("agreed") is not True:
        raise Problem(
            422, "not-valid", faults=[Fault("/agreed", gettext("Tick the box to go on."))]
        )
    passphrase = new_passphrase(bodies.text(read, "passphrase"))
    values = _values(read.get("answers"))
    # hashed before the transaction begins: that takes long, and every other writer would wait
    passphrase_hash = STRONG.hash(passphrase)
    language = i18n.language()

    def take() -> Answer:
        receipt = intake.submit(
            database.session(),
            portal().registry,
            proforma=values,
            passphrase_hash=passphrase_hash,
            submission_key=asked.submission_key,
            language=language,
            now=clock.now(),
        )
        return Answer(201, _told(receipt))

    return bodies.once(asked, take)


def new_passphrase(typed: str) -> str:
    """A passphrase that she has chosen.

    :raises Problem: it is too short or too long
    """
    length = len(passwords.normalised(typed))
    if length < passwords.SHORTEST:
        detail = gettext("Choose at least 8 characters.")
    elif length > passwords.LONGEST:
        detail = gettext("Choose at most 200 characters.")
    else:
        return typed
    raise Problem(422, "not-valid", faults=[Fault("/passphrase", detail)])


def _values(said: Any) -> dict[str, Any]:
    """The proforma's values by key, for the intake; None where nothing was said."""
    with reading(portal().sessions) as session:
        form = newest(session)
        filled = bound(session, form, answers.posted(form, said))
        answers.check(filled)
        return {item.key: None for item in form.inputs()} | filled.values


def _told(receipt: intake.Receipt) -> dict[str, Any]:
    window = call_window(database.session(), portal().registry, receipt.complaint_id)
    return {
        "submitted_at": moment(receipt.submitted_at),
        "phrase": {"hi": receipt.phrase.hindi, "en": receipt.phrase.english},
        "code": receipt.code,
        "call": _call(window),
        "visit": window.is_visited,
    }


def _call(window: CallWindow) -> dict[str, Any] | None:
    """When a woman calls her; None where no telephone is safe for her, and one visits her."""
    if window.is_visited:
        return None
    return {"from": moment(window.opens_at), "until": moment(window.due_at)}
