"""Filing: who filed a complaint, with whom to speak of it, and how she takes it over herself.

The drawing knows it by codes (`helper`, `speak_with`); name, relation and telephone of who filed it
for her stand in the encrypted record.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.definitions import Definition
from engine.forms import Field
from engine.registry import Handler, Registry
from engine.step import Step
from models import Complaint
from processes import visits
from processes.complaint import contact, first_key, record, recovery
from processes.complaint.answers import form_of
from processes.complaint.contact import TAKEN_OVER_AT
from processes.complaint.facts import Fact
from processes.complaint.told_her import Line
from processes.complaint.turns import use_new_channel
from processes.passwords import STRONG
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity
from processes.runs import run_of_complaint

FILED_BY, SPEAK_WITH = "helper", "speak_with"
#: Who filed, where it was not she.
OTHERS = frozenset({"guardian", "helper"})
#: The message by which she takes it over.
TAKES_OVER = "complaint_taken_over"
#: What `speak_with` says where there is nothing to heed.
HERSELF = "herself"
_OF_WHO_FILED = (contact.HELPER, contact.HELPER_RELATION, "helper_mobile")
_TRUSTED = "trusted_person"
#: What nobody can type; hashed once, as long as every other.
_NOBODYS = STRONG.hash(secrets.token_urlsafe(24))


def filing_of(
    session: Session, registry: Registry, identity: Identity | None, case: Case
) -> list[Fact]:
    """With whom to speak and who filed it, for who may see the case; empty where she filed it.

    Names and telephones are masked for who may not contact her. Of who filed it nothing is left
    to read here once she has taken it over.
    """
    run = run_of_complaint(session, case.complaint)
    known = instances.variables(session, registry, run.instance_id)
    if known.get(SPEAK_WITH) in (None, HERSELF):
        return []
    names = (_TRUSTED,) if known.get(TAKEN_OVER_AT) else (*_OF_WHO_FILED, _TRUSTED)
    told = record.told(session, registry.keyring, run.instance_id, names)
    is_masked = not may(Permission.SEE_CONTACT, identity, case)
    asked = _questions(run.definition)
    answers = {**{key: known.get(key) for key in (SPEAK_WITH, FILED_BY)}, **told}
    return [
        Fact(
            name=name,
            question=asked.get(name),
            value=None if name in told and is_masked else answers[name],
            is_masked=name in told and is_masked,
            task_id=None,
            written_at=run.started_at,
            written_by=None,
            revision=0,
        )
        for name in (SPEAK_WITH, FILED_BY, *names)
        if answers.get(name) not in (None, "")
    ]


def filed_for_her(session: Session, registry: Registry, complaint: Complaint) -> Line | None:
    """Who filed it for her, as she reads it; None where she did, or has taken it over."""
    run = run_of_complaint(session, complaint)
    known = instances.variables(session, registry, run.instance_id)
    by = known.get(FILED_BY)
    if by not in OTHERS or known.get(TAKEN_OVER_AT):
        return None
    return Line(_questions(run.definition)[FILED_BY], by)


def hand_over_to_her(step: Step) -> Mapping[str, Any]:
    """What was filed for her is hers alone: no passphrase, word or address of before serves now.

    Pages that are open close. A word with which she chooses a passphrase is made, to be read out
    to her.
    """
    complaint = step.session.get_one(Complaint, step.business_key)
    complaint.passphrase_hash = _NOBODYS
    recovery.forget_words(step.session, complaint)
    _forget_addresses(step, complaint)
    visits.end_following(step.session, complaint.id)
    first_key.make_in_step(step.session, step.keyring, complaint, now=step.now)
    step.note("taken_over_by_her")
    known = {TAKEN_OVER_AT: step.now.isoformat(), "second_channel": contact.NO_CHANNEL}
    step.share(**known)
    return {**use_new_channel(step), **known}


def note_taken_over(step: Step) -> Mapping[str, Any]:
    """The word was read out: every open branch knows with whom to speak, and that she wants it."""
    first_key.forget(step.session, step.session.get_one(Complaint, step.business_key))
    known = {
        "her_word": "yes",
        SPEAK_WITH: step.variables[SPEAK_WITH],
        "safe_channel": step.variables["safe_channel"],
    }
    step.share(**known)
    return known


FILING: Mapping[str, Handler] = {
    "hand_over_to_her": hand_over_to_her,
    "note_taken_over": note_taken_over,
}


def _forget_addresses(step: Step, complaint: Complaint) -> None:
    """Reach nobody by what was told for her; in the record it stays as an earlier answer.

    Not by telephone either: the help desk would call whoever filed it and give the page back.
    """
    complaint.safe_channel, complaint.phone_digest = contact.NO_CHANNEL, None
    addresses = (contact.MOBILE, contact.EMAIL)
    told = record.told(step.session, step.keyring, step.instance_id, addresses)
    record.correct(
        step.session,
        step.keyring,
        step.instance_id,
        dict.fromkeys(told, ""),
        now=step.now,
        task_id=None,
        officer_id=None,
    )


def _questions(definition: Definition) -> Mapping[str, Field]:
    """The questions of a drawing's forms, by key; the proforma's own before all others."""
    found: dict[str, Field] = {}
    start = definition.start_form
    for path in sorted(definition.forms, key=lambda path: path != start):
        for question in form_of(definition, path).inputs():
            found.setdefault(question.key, question)
    return found
