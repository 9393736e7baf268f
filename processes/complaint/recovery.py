"""A way back for a lost code or passphrase: what she does herself.

She asks at the public door; the help desk calls her (help_desk.py). With the token that is read
out to her after the hold she sets a new passphrase, once.
"""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM
from models import Complaint, RecoveryRequest, RecoveryStatus
from models.encryption import Keyring
from models.types import new_id
from processes.complaint import attempts, contact, numbers
from processes.exceptions import NumberNotValid, RecoveryNotOpen

CODE, PASSPHRASE = "code", "passphrase"
KINDS = (CODE, PASSPHRASE)
#: A request for a complaint that does not exist is kept for so long.
NOBODYS_KEPT = timedelta(days=1)


def ask(
    session: Session,
    keyring: Keyring,
    *,
    known_by: str,
    kind: str,
    now: datetime,
    real_now: datetime,
) -> None:
    """Note that somebody lost a code or passphrase.

    `known_by` is the complaint number, or the telephone given in the complaint. Whether there is
    such a complaint cannot be learnt here. Commit in every case.
    """  # fmt: skip
    limit = attempts.RECOVERY_ASKED
    is_flood = limit.is_reached(session, keyring, known_by, real_now=real_now)
    limit.count(session, keyring, known_by, real_now=real_now)
    complaint = _find(session, keyring, known_by)
    waiting = session.scalars(
        select(RecoveryRequest.id).where(
            RecoveryRequest.complaint_id == (complaint.id if complaint else ""),
            RecoveryRequest.kind == kind,
            RecoveryRequest.status.in_((RecoveryStatus.ASKED, RecoveryStatus.HELD)),
        )
    ).first()
    is_new = waiting is None and not is_flood and kind in KINDS
    session.execute(
        delete(RecoveryRequest).where(
            RecoveryRequest.complaint_id.is_(None), RecoveryRequest.asked_at < now - NOBODYS_KEPT
        )
    )
    session.add(
        RecoveryRequest(
            id=new_id(),
            complaint_id=complaint.id if complaint is not None and is_new else None,
            kind=kind[:12],
            asked_at=now,
        )
    )
    session.flush()


def refuse_as_complainant(
    session: Session, complaint_id: str, request_id: str, *, now: datetime
) -> None:
    """She did not ask for it: her tracking page, opened by passphrase, stops it.

    :raises RecoveryNotOpen: it is none of hers, or closed
    """
    request = session.get(RecoveryRequest, request_id)
    if request is None or request.complaint_id != complaint_id:
        raise RecoveryNotOpen
    if request.status not in (RecoveryStatus.ASKED, RecoveryStatus.HELD):
        raise RecoveryNotOpen
    request.status = RecoveryStatus.REFUSED
    complaint = session.get_one(Complaint, complaint_id)
    audit.record(session, chain_of(complaint), "recovery_refused_by_her", SYSTEM, now)


def set_passphrase(
    session: Session,
    keyring: Keyring,
    *,
    number: str,
    token: str,
    passphrase_hash: str,
    place: str,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Let her choose a new passphrase with the token that was read out to her; it works once.

    False whatever the reason. Commit in every case. The passphrase is hashed before the
    transaction begins, so that no writer waits for that.
    """
    complaint = _find(session, keyring, number)
    subject = complaint.id if complaint else f"unknown:{secrets.token_hex(8)}"
    door = attempts.PASSPHRASE
    if door.is_shut(session, keyring, subject, place=place, real_now=real_now):
        return False
    request = _granted(session, keyring, complaint, token)
    if complaint is None or request is None:
        door.count(session, keyring, subject, place=place, real_now=real_now)
        return False
    complaint.passphrase_hash = passphrase_hash
    request.token_digest = None
    audit.record(session, chain_of(complaint), "passphrase_set", SYSTEM, now)
    return True


def chain_of(complaint: Complaint) -> str:
    """The chain of the audit that a complaint's entries belong to."""
    return complaint.instance_id or complaint.id


def _find(session: Session, keyring: Keyring, known_by: str) -> Complaint | None:
    """A complaint by its number, or the newest open one of a telephone."""
    try:
        query = select(Complaint).where(Complaint.number == numbers.parse(known_by))
    except NumberNotValid:
        normal = contact.normal_number(known_by)
        if normal is None:
            return None
        query = (
            select(Complaint)
            .where(
                Complaint.phone_digest.in_(keyring.digests("phone", normal)),
                Complaint.closed_at.is_(None),
            )
            .order_by(Complaint.submitted_at.desc())
            .limit(1)
        )
    return session.scalars(query).first()


def _granted(
    session: Session, keyring: Keyring, complaint: Complaint | None, token: str
) -> RecoveryRequest | None:
    try:
        read = numbers.parse(token)
    except NumberNotValid:
        read = token
    complaint_id = complaint.id if complaint else ""
    typed = keyring.digests("recovery", f"{complaint_id}:{read}")
    requests = session.scalars(
        select(RecoveryRequest).where(
            RecoveryRequest.complaint_id == complaint_id,
            RecoveryRequest.status == RecoveryStatus.GRANTED,
            RecoveryRequest.token_digest.is_not(None),
        )
    )
    for request in requests:
        if any(hmac.compare_digest(request.token_digest or "", digest) for digest in typed):
            return request
    return None
