"""The help desk's side of a lost code or passphrase: call her, recognise her, wait, then give.

A new passphrase is possible only 48 hours after the call, and a notice goes to the safe channel at
once: whoever took her telephone or her papers does not get in unnoticed, and she may refuse.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definitions, instances
from engine import messages as engine_messages
from engine.exceptions import MessageNotExpected
from engine.forms import Field
from engine.registry import SYSTEM, Registry
from models import Complaint, ComplaintStatus, ProcessInstance, RecoveryRequest, RecoveryStatus
from processes.complaint import codes, contact, notices, numbers
from processes.complaint.answers import form_of
from processes.complaint.calls import SAFE_HOURS
from processes.complaint.recovery import CODE, chain_of
from processes.exceptions import RecoveryNotOpen
from processes.notifications import messages
from processes.permissions.permission import Permission
from processes.permissions.rules import require
from processes.posts.identity import Identity

HOLD = timedelta(hours=48)
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
        session,
        chain_of(complaint),
        action,
        identity.acting_as(held.post.id),
        now,
        kind=request.kind,
    )


def _new_code(
    session: Session, registry: Registry, complaint: Complaint, now: datetime
) -> str | None:
    """A new call-back code, as long as the call has not been made."""
    if complaint.numbered_at is not None:
        return None
    if complaint.status is ComplaintStatus.PARKED:
        _resume(session, registry, complaint, now=now)
    code = codes.new_code()
    codes.give_code(complaint, registry.keyring, code, now=now)
    return code


def _resume(session: Session, registry: Registry, complaint: Complaint, *, now: datetime) -> bool:
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


def _definition(session: Session, complaint: Complaint) -> definitions.Definition:
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    return definitions.load(session, instance.definition_id)
