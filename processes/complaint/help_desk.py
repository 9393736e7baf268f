"""The help desk's side of a lost code or passphrase: call her, recognise her, wait, then give.

One officer recognises her and another gives, so that nobody alone can pass for her. What was lost
is given only 48 hours after the call, and a notice goes to the safe channel at once: whoever took
her telephone or her papers does not get in unnoticed, and she may refuse.
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
from processes.exceptions import NotVisible, RecoveryNotOpen
from processes.notifications import messages
from processes.permissions.permission import Permission
from processes.permissions.rules import acting_post, may, require
from processes.posts.identity import HeldPost, Identity

HOLD = timedelta(hours=48)
#: Only the longest waiting requests are shown; the desk works them off from the top.
SHOWN = 200


@dataclass(frozen=True)
class Granted:
    """What the desk reads out to her: the token for a passphrase, or a new call-back code.

    A code is here only where she has no safe channel; else it was sent there, and nobody sees it.
    """

    token: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    is_sent: bool = False


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
        .where(
            RecoveryRequest.status.in_((RecoveryStatus.ASKED, RecoveryStatus.HELD)),
            Complaint.state_id.in_({held.unit.state_id for held in identity.posts}),
        )
        .order_by(RecoveryRequest.asked_at, RecoveryRequest.id)
        .limit(SHOWN)
    )
    return [
        (request, complaint)
        for request, complaint in rows
        if may(Permission.HELP_WITH_RECOVERY, identity, complaint)
    ]


def may_grant(identity: Identity, request: RecoveryRequest, complaint: Complaint) -> bool:
    """Whether she may give what was asked for: never who recognised her, a code never a caller."""
    needed = Permission.GRANT_CODE if request.kind == CODE else Permission.HELP_WITH_RECOVERY
    return request.handled_by != identity.officer_id and may(needed, identity, complaint)


def how_to_call(
    session: Session, registry: Registry, identity: Identity, request_id: str, *, now: datetime
) -> ToCall:
    """How the desk reaches her about a request: number, phrase and the hours she called safe.

    Every look is noted in the audit: commit.

    :raises NotVisible: she is not of the desk
    :raises RecoveryNotOpen: it is closed
    """
    request, complaint = _request(
        session, identity, request_id, RecoveryStatus.ASKED, RecoveryStatus.HELD
    )
    _note(session, request, complaint, identity, "recovery_looked_up", now)
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
    request, complaint = _request(session, identity, request_id, RecoveryStatus.ASKED)
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
    request, complaint = _request(
        session, identity, request_id, RecoveryStatus.ASKED, RecoveryStatus.HELD
    )
    request.status = RecoveryStatus.REFUSED
    _handled(session, request, complaint, identity, "recovery_refused", now)


def grant(
    session: Session, registry: Registry, identity: Identity, request_id: str, *, now: datetime
) -> Granted:
    """The hold is over: give the desk what it reads out to her.

    A token lets her set a new passphrase once. A new call-back code replaces the old one and goes
    to her safe channel where she has one; a parked complaint goes on.

    :raises NotVisible: she may not: not of the desk, the one who recognised her, or a caller
    :raises RecoveryNotOpen: the hold still runs, or it is closed
    """
    request, complaint = _request(session, identity, request_id, RecoveryStatus.HELD)
    if not may_grant(identity, request, complaint):
        raise NotVisible
    if request.hold_until is None or now < request.hold_until:
        raise RecoveryNotOpen
    request.status = RecoveryStatus.GRANTED
    _handled(session, request, complaint, identity, "recovery_granted", now)
    if request.kind == CODE:
        return _new_code(session, registry, complaint, now)
    token = numbers.new_number()
    request.token_digest = registry.keyring.digest("recovery", f"{complaint.id}:{token}")
    return Granted(token=numbers.written(token))


def _request(
    session: Session, identity: Identity, request_id: str, *statuses: RecoveryStatus
) -> tuple[RecoveryRequest, Complaint]:
    require(Permission.HELP_WITH_RECOVERY, identity)
    request = session.get(RecoveryRequest, request_id, with_for_update=True)
    if request is None or request.complaint_id is None or request.status not in statuses:
        raise RecoveryNotOpen
    complaint = session.get_one(Complaint, request.complaint_id)
    require(Permission.HELP_WITH_RECOVERY, identity, complaint)
    return request, complaint


def _handled(
    session: Session,
    request: RecoveryRequest,
    complaint: Complaint,
    identity: Identity,
    action: str,
    now: datetime,
) -> None:
    held = _note(session, request, complaint, identity, action, now)
    request.handled_by, request.handled_post_id = identity.officer_id, held.post.id


def _note(
    session: Session,
    request: RecoveryRequest,
    complaint: Complaint,
    identity: Identity,
    action: str,
    now: datetime,
) -> HeldPost:
    """Write into the audit what she did, and from which of her posts; that post."""
    held = acting_post(Permission.HELP_WITH_RECOVERY, identity, complaint)
    if held is None:
        raise NotVisible
    audit.record(
        session,
        chain_of(complaint),
        action,
        identity.acting_as(held.post.id),
        now,
        kind=request.kind,
    )
    return held


def _new_code(session: Session, registry: Registry, complaint: Complaint, now: datetime) -> Granted:
    """A new call-back code, as long as the call has not been made."""
    if complaint.numbered_at is not None:
        return Granted()
    to = contact.recipient(session, registry.keyring, complaint)
    goes_on = complaint.status is ComplaintStatus.PARKED and _resume(
        session, registry, complaint, now=now
    )
    if goes_on and to is not None:
        return Granted(is_sent=True)  # a complaint that goes on sends her the code itself
    code = codes.new_code()
    codes.give_code(complaint, registry.keyring, code, now=now)
    if to is None:
        return Granted(code=code)
    text = notices.text_of(
        _definition(session, complaint), notices.CALL_BACK_CODE, complaint.language
    )
    messages.queue(
        session,
        registry.keyring,
        recipient=to,
        kind=notices.CALL_BACK_CODE,
        body=messages.fill_in(text, {"code": code}),
        now=now,
        instance_id=complaint.instance_id,
        expires_at=complaint.code_valid_until,
        is_paced=True,
    )
    return Granted(is_sent=True)


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
