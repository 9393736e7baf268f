"""A way back for a lost code or passphrase: through the help desk, and with a hold.

She asks at the public door. A woman of the help desk speaks with her and says whether she
recognised her. A new passphrase is set only 48 hours later, and a notice goes to the safe channel
at once: whoever took her telephone or her papers does not get in unnoticed, and she may refuse.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine import audit, definitions, instances
from engine import messages as engine_messages
from engine.exceptions import MessageNotExpected
from engine.forms import Field
from engine.registry import SYSTEM, Registry
from models import (
    Complaint,
    ComplaintStatus,
    ProcessInstance,
    RecoveryRequest,
    RecoveryStatus,
)
from models.encryption import Keyring
from models.types import new_id
from processes.complaint import attempts, codes, contact, notices, numbers
from processes.complaint.answers import form_of
from processes.complaint.calls import SAFE_HOURS
from processes.exceptions import NumberNotValid, RecoveryNotOpen
from processes.notifications import messages
from processes.passwords import STRONG, Hasher
from processes.permissions.permission import Permission
from processes.permissions.rules import require
from processes.posts.identity import Identity

HOLD = timedelta(hours=48)
CODE, PASSPHRASE = "code", "passphrase"
KINDS = (CODE, PASSPHRASE)
#: A request for a complaint that does not exist is kept for so long.
NOBODYS_KEPT = timedelta(days=1)
#: Only the longest waiting requests are shown; the desk works them off from the top.
SHOWN = 200


@dataclass(frozen=True)
class Granted:
    """What the desk reads out to her: the token for a passphrase, or a new call-back code."""

    token: str | None = field(repr=False)
    code: str | None = field(repr=False)


@dataclass(frozen=True)
class ToCall:
    """Whom the desk calls, and when; the hours as she answered the proforma's questions."""

    request: RecoveryRequest
    contact: contact.Contact
    hours: tuple[tuple[Field, str], ...]


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


def waiting_requests(
    session: Session, identity: Identity
) -> list[tuple[RecoveryRequest, Complaint]]:
    """The requests the help desk has to handle, the oldest first.

    :raises NotVisible: she is not of the desk
    """
    require(Permission.HELP_WITH_RECOVERY, identity)
    rows = session.execute(
        select(RecoveryRequest, Complaint)
        .join(Complaint, Complaint.id == RecoveryRequest.complaint_id)
        .where(RecoveryRequest.status.in_((RecoveryStatus.ASKED, RecoveryStatus.HELD)))
        .order_by(RecoveryRequest.asked_at, RecoveryRequest.id)
        .limit(SHOWN)
    )
    return [(request, complaint) for request, complaint in rows]


def how_to_call(
    session: Session, registry: Registry, identity: Identity, request_id: str
) -> ToCall:
    """How the desk reaches her about a request: number, phrase and the hours she called safe.

    :raises NotVisible: she is not of the desk
    :raises RecoveryNotOpen: it is closed
    """
    request = _request(session, identity, request_id, RecoveryStatus.ASKED, RecoveryStatus.HELD)
    complaint = session.get_one(Complaint, request.complaint_id)
    definition = _definition(session, complaint)
    known = instances.variables(session, registry, complaint.instance_id or "")
    asked = form_of(definition, definition.start_form).inputs()
    return ToCall(
        request=request,
        contact=contact.contact(session, registry.keyring, complaint),
        hours=tuple(
            (question, str(known[question.key]))
            for question in asked
            if question.key in SAFE_HOURS and known.get(question.key) not in (None, "")
        ),
    )


def recognise(
    session: Session, registry: Registry, identity: Identity, request_id: str, *, now: datetime
) -> RecoveryRequest:
    """The desk has spoken with her and knows her: the hold begins and her channel is told.

    :raises NotVisible: she is not of the desk
    :raises RecoveryNotOpen: somebody handled it already
    """
    request = _request(session, identity, request_id, RecoveryStatus.ASKED)
    complaint = session.get_one(Complaint, request.complaint_id)
    request.status = RecoveryStatus.HELD
    request.hold_until = now + HOLD
    _handled(session, request, complaint, identity, "recovery_held", now)
    to = contact.recipient(session, registry.keyring, complaint)
    if to is not None:
        text = notices.text_of(
            _definition(session, complaint), notices.RECOVERY_HELD, complaint.language
        )
        messages.queue(
            session,
            registry.keyring,
            recipient=to,
            kind=notices.RECOVERY_HELD,
            body=text,
            now=now,
            instance_id=complaint.instance_id,
        )
    return request


def refuse(session: Session, identity: Identity, request_id: str, *, now: datetime) -> None:
    """The desk did not recognise who asked.

    :raises NotVisible: she is not of the desk
    :raises RecoveryNotOpen: it is closed
    """
    request = _request(session, identity, request_id, RecoveryStatus.ASKED, RecoveryStatus.HELD)
    request.status = RecoveryStatus.REFUSED
    complaint = session.get_one(Complaint, request.complaint_id)
    _handled(session, request, complaint, identity, "recovery_refused", now)


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
    audit.record(session, _chain(complaint), "recovery_refused_by_her", SYSTEM, now)


def grant(
    session: Session, registry: Registry, identity: Identity, request_id: str, *, now: datetime
) -> Granted:
    """The hold is over: give the desk what it reads out to her.

    A token lets her set a new passphrase once. A new call-back code replaces the old one, and a
    parked complaint goes on.

    :raises NotVisible: she is not of the desk
    :raises RecoveryNotOpen: the hold still runs, or it is closed
    """
    request = _request(session, identity, request_id, RecoveryStatus.HELD)
    if request.hold_until is None or now < request.hold_until:
        raise RecoveryNotOpen
    complaint = session.get_one(Complaint, request.complaint_id)
    request.status = RecoveryStatus.GRANTED
    _handled(session, request, complaint, identity, "recovery_granted", now)
    if request.kind == CODE:
        return Granted(token=None, code=_new_code(session, registry, complaint, now))
    token = numbers.new_number()
    request.token_digest = registry.keyring.digest("recovery", f"{complaint.id}:{token}")
    return Granted(token=numbers.written(token), code=None)


def set_passphrase(
    session: Session,
    keyring: Keyring,
    *,
    number: str,
    token: str,
    passphrase: str,
    now: datetime,
    real_now: datetime,
    hasher: Hasher = STRONG,
) -> bool:
    """Let her choose a new passphrase with the token that was read out to her; it works once.

    False whatever the reason. Commit in every case.

    :raises PassphraseTooShort: fewer than eight characters
    :raises PassphraseTooLong: more than two hundred
    """
    hashed = hasher.hash(passphrase)
    complaint = _find(session, keyring, number)
    subject = complaint.id if complaint else f"unknown:{secrets.token_hex(8)}"
    limit = attempts.PASSPHRASE
    is_shut = limit.is_reached(session, keyring, subject, real_now=real_now)
    request = _granted(session, keyring, complaint, token)
    if complaint is None or request is None or is_shut:
        limit.count(session, keyring, subject, real_now=real_now)
        return False
    complaint.passphrase_hash = hashed
    request.token_digest = None
    audit.record(session, _chain(complaint), "passphrase_set", SYSTEM, now)
    return True


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


def _request(
    session: Session, identity: Identity, request_id: str, *statuses: RecoveryStatus
) -> RecoveryRequest:
    require(Permission.HELP_WITH_RECOVERY, identity)
    request = session.get(RecoveryRequest, request_id)
    if request is None or request.complaint_id is None or request.status not in statuses:
        raise RecoveryNotOpen
    return request


def _handled(
    session: Session,
    request: RecoveryRequest,
    complaint: Complaint,
    identity: Identity,
    action: str,
    now: datetime,
) -> None:
    held = next(post for post in identity.posts)
    request.handled_by, request.handled_post_id = identity.officer_id, held.post.id
    audit.record(
        session, _chain(complaint), action, identity.acting_as(held.post.id), now, kind=request.kind
    )


def _new_code(
    session: Session, registry: Registry, complaint: Complaint, now: datetime
) -> str | None:
    """A new call-back code, as long as the call has not been made."""
    if complaint.numbered_at is not None:
        return None
    if complaint.status is ComplaintStatus.PARKED:
        resume(session, registry, complaint, now=now)
    code = codes.new_code()
    codes.give_code(complaint, registry.keyring, code, now=now)
    return code


def resume(session: Session, registry: Registry, complaint: Complaint, *, now: datetime) -> bool:
    """Let a parked complaint go on; False if it does not wait for her."""
    try:
        engine_messages.deliver(
            session,
            registry,
            process="complaint",
            business_key=complaint.id,
            name="resume_requested",
            variables={},
            actor=SYSTEM,
            now=now,
        )
    except MessageNotExpected:
        return False
    return True


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


def _definition(session: Session, complaint: Complaint) -> definitions.Definition:
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    return definitions.load(session, instance.definition_id)


def _chain(complaint: Complaint) -> str:
    return complaint.instance_id or complaint.id
