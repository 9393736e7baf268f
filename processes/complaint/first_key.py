"""The first key: a one-time word for who never chose a passphrase, read out with her number.

A complaint that was opened for her on the spot, out of an emergency, has no passphrase. With her
number and this word she sets one, as after losing it. It is kept only until it was read out.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM
from models import Complaint, RecoveryRequest, RecoveryStatus
from models.encryption import Keyring
from models.types import new_id
from processes.complaint import numbers, record
from processes.complaint.recovery import PASSPHRASE, chain_of, word_digest

#: Kept in the encrypted record by the portal, never by a form.
FIRST_KEY = "first_key"


def make(session: Session, keyring: Keyring, complaint: Complaint, *, now: datetime) -> None:
    """Make the word with which she sets her first passphrase, and note it in the audit."""
    make_in_step(session, keyring, complaint, now=now)
    audit.record(session, chain_of(complaint), "first_key_made", SYSTEM, now)


def make_in_step(
    session: Session, keyring: Keyring, complaint: Complaint, *, now: datetime
) -> None:
    """Make the word in a step of her complaint, which writes its own audit.

    Of the word works a digest, once.
    """
    token = numbers.new_number()
    session.add(
        RecoveryRequest(
            id=new_id(),
            complaint_id=complaint.id,
            kind=PASSPHRASE,
            status=RecoveryStatus.GRANTED,
            asked_at=now,
            token_digest=word_digest(keyring, complaint, token),
        )
    )
    kept = {FIRST_KEY: numbers.written(token)}
    record.write(session, keyring, complaint.instance_id or "", kept, now=now)


def to_read_out(session: Session, keyring: Keyring, complaint: Complaint) -> str | None:
    """The word as it is read out; None where she has a passphrase, or it was read out."""
    kept = record.told(session, keyring, complaint.instance_id or "", [FIRST_KEY])
    return kept.get(FIRST_KEY)


def forget(session: Session, complaint: Complaint) -> None:
    """It was read out: nobody reads it again."""
    record.forget_everywhere(session, complaint.instance_id or "", FIRST_KEY)
