"""Intake: a proforma becomes one complaint, however often it arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import definitions
from engine.registry import SYSTEM, Registry
from models import Complaint
from models.encryption import Keyring
from models.types import new_id
from processes.backlog import pending
from processes.complaint import codes, contact, numbers, phrases, record
from processes.complaint.answers import Answers, form_of, part
from processes.complaint.jurisdiction import lies_at, station_for
from processes.complaint.opening import PROCESS, begin

#: Where the drawing begins, for what is told before any step of it waits.
START = "complaint_submitted"


@dataclass(frozen=True)
class Receipt:
    """What she is shown once, after sending.

    `code` is there only when no message can bring it: she has no safe channel.
    """

    complaint_id: str
    phrase: phrases.Phrase = field(repr=False)
    code: str | None = field(repr=False)
    submitted_at: datetime


def submit(
    session: Session,
    registry: Registry,
    *,
    proforma: Mapping[str, Any],
    passphrase_hash: str,
    submission_key: str,
    language: str,
    now: datetime,
) -> Receipt:
    """Take a complaint in and start its life.

    `proforma` holds the form's values by key, already checked against the form. Her passphrase is
    hashed before the transaction begins: that takes long, and other writers would wait. The same
    submission key again, from a double click or a page sent anew, changes nothing and gives the
    same receipt.

    :raises DistrictUnknown: it names no district the portal serves
    """
    known = _submitted(session, submission_key)
    if known is not None:
        return _receipt(session, registry.keyring, known)
    definition = definitions.load(session, definitions.latest(session, PROCESS).id)
    form = form_of(definition, definition.start_form)
    answers = part(form, proforma)
    complaint = _new_complaint(
        session,
        registry.keyring,
        answers,
        passphrase_hash=passphrase_hash,
        submission_key=submission_key,
        language=language,
        now=now,
    )
    try:
        with session.begin_nested():
            session.add(complaint)
    except IntegrityError:  # the other click was faster
        known = _submitted(session, submission_key)
        if known is None:
            raise
        return _receipt(session, registry.keyring, known)
    _keep_record(session, registry.keyring, complaint, answers, now=now)
    begin(session, registry, complaint, form, answers, actor=SYSTEM, now=now)
    if complaint.pending_since is not None:  # after the first steps: a conflict has moved it
        pending.tell_superintendent(session, complaint, element_id=START, now=now)
    return _receipt(session, registry.keyring, complaint)


def _submitted(session: Session, submission_key: str) -> Complaint | None:
    return session.scalars(
        select(Complaint).where(Complaint.submission_key == submission_key)
    ).one_or_none()


def _new_complaint(
    session: Session,
    keyring: Keyring,
    answers: Answers,
    *,
    passphrase_hash: str,
    submission_key: str,
    language: str,
    now: datetime,
) -> Complaint:
    complaint = Complaint(
        id=new_id(),
        number=numbers.new_number(),
        submission_key=submission_key,
        instance_id=new_id(),
        language=language,
        safe_channel=str(answers.variables.get("safe_channel") or contact.NO_CHANNEL),
        submitted_at=now,
        pending_since=pending.since(answers.variables, now=now),
        passphrase_hash=passphrase_hash,
        phone_digest=contact.phone_digest(keyring, answers.record.get(contact.MOBILE)),
    )
    lies_at(complaint, station_for(session, answers.variables))
    codes.give_code(complaint, keyring, codes.first_code(keyring, submission_key), now=now)
    return complaint


def _keep_record(
    session: Session, keyring: Keyring, complaint: Complaint, answers: Answers, *, now: datetime
) -> None:
    told = {name: value for name, value in answers.record.items() if value not in (None, "", [])}
    told[contact.PHRASE] = phrases.new_phrase().code
    record.write(session, keyring, complaint.instance_id or "", told, now=now)


def _receipt(session: Session, keyring: Keyring, complaint: Complaint) -> Receipt:
    kept = record.told(session, keyring, complaint.instance_id or "", [contact.PHRASE])
    must_show = contact.recipient(session, keyring, complaint) is None
    return Receipt(
        complaint_id=complaint.id,
        phrase=phrases.phrase(kept[contact.PHRASE]),
        code=codes.unspent_first_code(complaint, keyring) if must_show else None,
        submitted_at=complaint.submitted_at,
    )
