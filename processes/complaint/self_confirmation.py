"""Self-confirmation: after three calls in vain she confirms by her code, and gets her number.

She sends the code by text message, by the keys of her telephone or on the page. Only the code she
has counts; a right one moves the drawing by a message, as if the call had reached her. Who knows
no more than her telephone number learns nothing here: every other answer looks the same.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from engine import messages as engine_messages
from engine.exceptions import MessageNotExpected
from engine.registry import SYSTEM, Handler, Registry
from engine.step import Step
from models import Complaint, OutgoingMessage
from models.encryption import Keyring
from processes.complaint import attempts, codes, contact, notices, numbers

PROCESS = "complaint"
MESSAGE = "self_confirmed"
#: The notice that asks her; whom it never went to is not asked.
ASKED = "confirm_yourself"
#: Guesses at one telephone's codes in a day, from wherever they come.
_LIMIT = attempts.SELF_CONFIRMED
_CODE = re.compile(rf"(?<!\d)\d{{{codes.DIGITS}}}(?!\d)")


def ask_for_self_confirmation(step: Step) -> Mapping[str, Any]:
    """Ask her, in one message, to confirm with the code she has; one that is dead is sent anew.

    The code she has holds as long again from now on, with the tries that are left.
    """
    complaint = _complaint(step)
    if codes.is_live(complaint, now=step.now):
        codes.prolong(complaint, now=step.now)
    else:
        code = codes.new_code()
        codes.give_code(complaint, step.keyring, code, now=step.now)
        notices.tell_code(step, complaint, code)
    notices.tell_her(step, complaint, step.properties["notice"])
    return {
        "self_confirmation_asked_at": step.now.isoformat(),
        "code_tries_left": codes.TRIES - complaint.code_tries,
    }


def send_complaint_number(step: Step) -> Mapping[str, Any]:
    """Send her the number to her safe channel; the number itself is never a variable."""
    complaint = _complaint(step)
    if complaint.numbered_at is None:
        complaint.numbered_at = step.now
    number = numbers.written(complaint.number)
    notices.tell_her(step, complaint, step.properties["notice"], fields={"number": number})
    return {"number_given_at": complaint.numbered_at.isoformat()}


SELF_CONFIRMATION: Mapping[str, Handler] = {
    "ask_for_self_confirmation": ask_for_self_confirmation,
    "send_complaint_number": send_complaint_number,
}


def confirm(
    session: Session,
    registry: Registry,
    *,
    mobile: str,
    words: str,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Confirm with the code that stands in these words; whether it was right.

    False whatever the reason: a wrong code, which counts as one of the five tries, a number
    nobody was asked at, a time that is over, too many guesses. Commit in every case.
    """
    keyring = registry.keyring
    number = contact.normal_number(mobile) or "none"
    if _LIMIT.is_reached(session, keyring, number, real_now=real_now):
        return False
    code = code_in(words)
    waiting = _waiting(session, keyring, number)
    for complaint in waiting:
        is_right = codes.is_valid_code(complaint, keyring, code)
        if is_right and codes.is_live(complaint, now=now):
            return _go_on(session, registry, complaint, code, now=now)
    for complaint in waiting:
        codes.check_code(complaint, keyring, code, now=now)
    _LIMIT.count(session, keyring, number, real_now=real_now)
    return False


def code_in(words: str) -> str:
    """The six digits in what she wrote, in whichever script; empty where there are none."""
    digits = codes.plain_digits(words)
    found = _CODE.search(digits) or _CODE.search("".join(digits.split()))
    return found[0] if found else ""


def _waiting(session: Session, keyring: Keyring, number: str) -> list[Complaint]:
    """The complaints of a telephone, without a number yet, whose woman was asked to confirm."""
    asked = exists().where(
        OutgoingMessage.instance_id == Complaint.instance_id, OutgoingMessage.kind == ASKED
    )
    found = session.scalars(
        select(Complaint)
        .where(
            Complaint.phone_digest.in_(keyring.digests("phone", number)),
            Complaint.numbered_at.is_(None),
            asked,
        )
        .order_by(Complaint.submitted_at.desc(), Complaint.id)
    )
    return list(found)


def _go_on(
    session: Session, registry: Registry, complaint: Complaint, code: str, *, now: datetime
) -> bool:
    """Move the drawing and use the code up; False if it does not wait for her any more."""
    try:
        engine_messages.deliver(
            session,
            registry,
            process=PROCESS,
            business_key=complaint.id,
            name=MESSAGE,
            variables={},
            actor=SYSTEM,
            now=now,
        )
    except MessageNotExpected:
        return False
    codes.check_code(complaint, registry.keyring, code, now=now)
    return True


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
