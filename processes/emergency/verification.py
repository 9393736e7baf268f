"""Verifying the telephone of an enrolment: a code goes to it, and comes back.

A number that was never verified raises an alert all the same; whoever looks for help for her is
told that it may be another's.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from engine import definitions
from engine.registry import Registry
from models import EmergencyEnrolment
from models.encryption import Keyring
from processes.complaint import notices
from processes.complaint.attempts import Limit
from processes.complaint.codes import new_code, plain_digits
from processes.emergency import enrolment
from processes.notifications import messages
from processes.notifications.messages import Recipient

#: The text of the message, beside the drawing.
NOTICE = "enrolment_code"
VALID = timedelta(minutes=30)
TRIES = 5
#: Codes sent to one telephone, so that nobody floods it.
CODE_ASKED = Limit("enrolment_code_asked", (3, timedelta(minutes=15)), (10, timedelta(days=1)))
#: Wrong codes of one telephone and day, over all codes that were sent to it.
CODE_TRIED = Limit("enrolment_code", (10, timedelta(days=1)))
_PROCESS = "emergency"
_PURPOSE = "enrolment_code"


def send_code(
    session: Session,
    registry: Registry,
    enrolled: EmergencyEnrolment,
    *,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Send a new code to the telephone; the one before it ends. False: none goes now.

    None goes to a number that is verified, nor where too many were asked for, nor where the
    drawing that runs is older than this and has no text for it.
    """
    keyring = registry.keyring
    if enrolled.verified_at is not None:
        return False
    subject = _subject(keyring, enrolled)
    if CODE_ASKED.is_reached(session, keyring, subject, real_now=real_now):
        return False
    newest = definitions.load(session, definitions.latest(session, _PROCESS).id)
    try:
        text = notices.text_of(newest, NOTICE, enrolled.language)
    except notices.NoticeNotFound:
        return False
    CODE_ASKED.count(session, keyring, subject, real_now=real_now)
    code = new_code()
    enrolled.code_digest = keyring.digest(_PURPOSE, _bound(enrolled, code))
    enrolled.code_valid_until, enrolled.code_tries = real_now + VALID, 0
    messages.queue(
        session,
        keyring,
        recipient=Recipient("sms", enrolment.details_of(keyring, enrolled).mobile),
        kind=NOTICE,
        body=messages.fill_in(text, {"code": code}),
        now=now,
        expires_at=now + VALID,
    )
    return True


def confirm(
    session: Session,
    keyring: Keyring,
    enrolment_id: str,
    typed: str,
    *,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Whether this is the code that was sent; then the number is verified from now on.

    After five wrong ones, or half an hour, only a new code helps. Commit in every case.
    """
    enrolled = session.get(EmergencyEnrolment, enrolment_id, with_for_update=True)
    if enrolled is None:
        return False
    if enrolled.verified_at is not None:
        return True
    code = "".join(plain_digits(typed).split())
    matches = [
        hmac.compare_digest(enrolled.code_digest or "", digest)
        for digest in keyring.digests(_PURPOSE, _bound(enrolled, code))
    ]
    subject = _subject(keyring, enrolled)
    is_live = can_be_confirmed(enrolled, real_now=real_now) and not CODE_TRIED.is_reached(
        session, keyring, subject, real_now=real_now
    )
    if not (any(matches) and is_live):
        if is_live:
            enrolled.code_tries += 1
            CODE_TRIED.count(session, keyring, subject, real_now=real_now)
        return False
    enrolled.code_digest = enrolled.code_valid_until = None
    if not enrolment.take_number(session, keyring, enrolled):
        return False
    enrolled.verified_at = now
    session.flush()
    return True


def can_be_confirmed(enrolled: EmergencyEnrolment, *, real_now: datetime) -> bool:
    """Whether a code that was sent still works: not too old, not tried out."""
    return (
        enrolled.code_digest is not None
        and enrolled.code_valid_until is not None
        and real_now < enrolled.code_valid_until
        and enrolled.code_tries < TRIES
    )


def _subject(keyring: Keyring, enrolled: EmergencyEnrolment) -> str:
    """The telephone itself: however many have registered it, it gets so many codes."""
    return keyring.digest("phone", enrolment.details_of(keyring, enrolled).mobile)


def _bound(enrolled: EmergencyEnrolment, code: str) -> str:
    return f"{enrolled.id}:{code}"
