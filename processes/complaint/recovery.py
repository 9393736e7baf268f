"""A way back for a lost code or passphrase: what she does herself, without an officer.

She asks at the public door; the process *recovery* begins, if that matches a complaint. Its help
desk calls her, and reads a word out to her, with which she sets a new passphrase, once. From her
page she may stop what she did not ask for.
"""

import hmac
import secrets
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from engine import audit, job_rows
from engine import messages as engine_messages
from engine.exceptions import MessageNotExpected
from engine.registry import SYSTEM, Registry
from models import (
    Complaint,
    InstanceStatus,
    JobKind,
    ProcessInstance,
    RecoveryRequest,
    RecoveryStatus,
)
from models.encryption import Keyring
from models.types import new_id
from processes.complaint import attempts, contact, numbers
from processes.exceptions import NumberNotValid, RecoveryNotOpen

CODE, PASSPHRASE = "code", "passphrase"
KINDS = (CODE, PASSPHRASE)
#: How a delivery job says that a request is to be begun.
DELIVER = "recovery_asked"
#: What she tells the process, by the names that its drawing has for it.
REFUSED, NEW_PASSPHRASE_SET = "recovery_refused", "new_passphrase_set"
OPEN = (RecoveryStatus.ASKED, RecoveryStatus.HELD, RecoveryStatus.GRANTED)


def ask(
    session: Session,
    keyring: Keyring,
    *,
    known_by: str,
    kind: str,
    now: datetime,
    real_now: datetime,
) -> None:
    """Note that somebody lost a code or passphrase, for a worker to begin the process.

    `known_by` is the complaint number, or the telephone given in the complaint. Whether there is
    such a complaint cannot be learnt here: what is nobody's takes the same path and the same time,
    and only the worker lets it fall. Commit in every case.
    """
    limit = attempts.RECOVERY_ASKED
    is_flood = limit.is_reached(session, keyring, known_by, real_now=real_now)
    limit.count(session, keyring, known_by, real_now=real_now)
    complaint = _find(session, keyring, known_by)
    is_taken = complaint is not None and not is_flood and kind in KINDS
    request = RecoveryRequest(
        id=new_id(),
        complaint_id=complaint.id if complaint is not None and is_taken else None,
        kind=kind[:12],
        asked_at=now,
    )
    session.add(request)
    session.flush()
    job_rows.add(
        session.connection(),
        kind=JobKind.DELIVERY,
        due_at=now,
        now=now,
        payload={"deliver": DELIVER, "request_id": request.id},
    )


def open_requests(complaint_id: str) -> Select[RecoveryRequest]:
    """The requests for a complaint that run, the oldest first: she may stop each of them."""
    return (
        select(RecoveryRequest)
        .join(ProcessInstance, ProcessInstance.id == RecoveryRequest.instance_id)
        .where(
            RecoveryRequest.complaint_id == complaint_id,
            RecoveryRequest.status.in_(OPEN),
            ProcessInstance.status == InstanceStatus.RUNNING,
        )
        .order_by(RecoveryRequest.asked_at, RecoveryRequest.id)
    )


def refuse_as_complainant(
    session: Session, registry: Registry, complaint_id: str, request_id: str, *, now: datetime
) -> None:
    """She did not ask for it: her tracking page, opened by passphrase, stops it.

    :raises RecoveryNotOpen: it is none of hers, or closed
    """
    request = session.get(RecoveryRequest, request_id)
    if request is None or request.complaint_id != complaint_id or request.status not in OPEN:
        raise RecoveryNotOpen
    if not _tell(session, registry, request, REFUSED, now=now):
        raise RecoveryNotOpen
    complaint = session.get_one(Complaint, complaint_id)
    audit.record(
        session, chain_of(complaint), "recovery_refused_by_her", SYSTEM, now, kind=request.kind
    )


def set_passphrase(
    session: Session,
    registry: Registry,
    *,
    number: str,
    token: str,
    passphrase_hash: str,
    place: str,
    now: datetime,
    real_now: datetime,
) -> bool:
    """Let her choose a new passphrase with the word that was read out to her; it works once.

    False whatever the reason. Commit in every case. The passphrase is hashed before the
    transaction begins, so that no writer waits for that.
    """
    keyring = registry.keyring
    complaint = _find(session, keyring, number)
    subject = complaint.id if complaint else f"unknown:{secrets.token_hex(8)}"
    door = attempts.PASSPHRASE
    if door.is_shut(session, keyring, subject, place=place, real_now=real_now):
        return False
    request = _granted(session, keyring, complaint, token)
    if (
        complaint is None
        or request is None
        or not _tell(session, registry, request, NEW_PASSPHRASE_SET, now=now)
    ):
        door.count(session, keyring, subject, place=place, real_now=real_now)
        return False
    audit.record(session, chain_of(complaint), "passphrase_set", SYSTEM, now)
    complaint.passphrase_hash = passphrase_hash  # after the audit, which locks the case
    request.token_digest = None
    return True


def chain_of(complaint: Complaint) -> str:
    """The chain of the audit that a complaint's entries belong to."""
    return complaint.instance_id or complaint.id


def word_digest(keyring: Keyring, complaint: Complaint, word: str) -> str:
    """Of a one-time word, all that is kept."""
    return keyring.digest("recovery", f"{complaint.id}:{word}")


def forget_words(session: Session, complaint: Complaint) -> None:
    """No one-time word that was made before works any more, whoever has heard it."""
    session.execute(
        update(RecoveryRequest)
        .where(RecoveryRequest.complaint_id == complaint.id)
        .values(token_digest=None)
    )


def _tell(
    session: Session, registry: Registry, request: RecoveryRequest, message: str, *, now: datetime
) -> bool:
    """Give a request's process a message; False if it does not wait for it.

    A first key belongs to no process, and nobody has to be told.
    """
    if request.instance_id is None:
        return message == NEW_PASSPHRASE_SET
    try:
        engine_messages.deliver_to(
            session,
            registry,
            request.instance_id,
            name=message,
            variables={},
            actor=SYSTEM,
            now=now,
        )
    except MessageNotExpected:
        return False
    return True


def _find(session: Session, keyring: Keyring, known_by: str) -> Complaint | None:
    """A complaint by its number, or the newest open one of a telephone."""
    try:
        query = select(Complaint).where(Complaint.number == numbers.parse(known_by))
    except NumberNotValid:
        normal = contact.mobile_number(known_by)
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
