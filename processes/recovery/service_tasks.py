"""Service tasks of *recovery*: what each topic that its drawing names does."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.law import KOLKATA
from engine.registry import Handler
from engine.step import Step
from models import Complaint, ComplaintStatus, RecoveryRequest, RecoveryStatus
from processes.complaint import codes, contact, notices
from processes.complaint.calls import safe_hours
from processes.complaint.known import known_of
from processes.complaint.listening import listens, tell_complaint
from processes.complaint.recovery import CODE
from processes.complaint.service_tasks import escalate, send_notice
from processes.posts.recusals import recuse

Variables = Mapping[str, Any]
#: How a request ends when somebody said no to it; else nobody was reached, or it expired.
_REFUSALS = frozenset({"refused_by_her", "not_recognised"})
_RESUME = "resume_requested"


def plan_recovery_call(step: Step) -> Variables:
    """The next hour in which a call is safe, at once if this is one; one try more.

    The request goes where the complaint lies now.
    """
    complaint = _complaint(step)
    step.move_to_unit(complaint.unit_id)
    known = known_of(step.session, step.keyring, complaint)
    call_at = safe_hours(known).next_from(step.now, KOLKATA)
    return {
        "call_at": call_at.isoformat(),
        "call_tries": int(step.variables.get("call_tries") or 0) + 1,
    }


def note_recognition(step: Step) -> Variables:
    """She was recognised: the hold begins, and whoever did it has no further step of this."""
    request = _request(step)
    request.status = RecoveryStatus.HELD
    request.recognised_at = step.now
    request.recognised_by = step.actor.officer_id
    request.recognised_post_id = step.actor.post_id
    if step.actor.officer_id is not None:
        recuse(
            step.session,
            step.instance_id,
            [step.actor.officer_id],
            reason="recognised_her",
            now=step.now,
        )
    return {"call_tries": 0}


def tell_by_every_way(step: Step) -> None:
    """Tell her what the step's property `notice` names, by each way that she called safe."""
    complaint = _complaint(step)
    known = known_of(step.session, step.keyring, complaint)
    second = str(known.get("second_channel") or contact.NO_CHANNEL)
    for channel in dict.fromkeys((complaint.safe_channel, second)):
        to = contact.recipient(step.session, step.keyring, complaint, channel=channel)
        if to is not None:
            notices.tell_her(step, complaint, step.properties["notice"], to=to)


def give_new_code(step: Step) -> Variables:
    """Send a new call-back code where she has a safe channel; else it is to be read out to her.

    A complaint that is parked goes on, and then sends her the code itself. Who was called meanwhile
    needs none.
    """
    complaint = _complaint(step)
    if complaint.numbered_at is not None:
        return {"code_to_read": False}
    is_parked = complaint.status is ComplaintStatus.PARKED
    goes_on = is_parked and listens(step.session, complaint, _RESUME)
    if goes_on:
        step.send_message(_RESUME)
    if contact.recipient(step.session, step.keyring, complaint) is None:
        return {"code_to_read": True}
    _request(step).status = RecoveryStatus.GRANTED
    if not goes_on:
        code = codes.new_code()
        codes.give_code(complaint, step.keyring, code, now=step.now)
        notices.tell_code(step, complaint, code)
    return {"code_to_read": False}


def forget_word(step: Step) -> None:
    """A word or code that was made, and that she has not heard, works no more."""
    request = _request(step)
    if request.status is not RecoveryStatus.GRANTED:
        return
    request.status = RecoveryStatus.HELD
    request.token_digest = None
    if request.kind == CODE:
        _complaint(step).code_digest = None


def close_recovery(step: Step) -> None:
    """The request is over, as the step's property `outcome` says; no word of it works."""
    request = _request(step)
    is_refusal = step.properties["outcome"] in _REFUSALS
    request.status = RecoveryStatus.REFUSED if is_refusal else RecoveryStatus.CLOSED
    request.token_digest = None
    step.note("recovery_closed", outcome=step.properties["outcome"])


SERVICE_TASKS: Mapping[str, Handler] = {
    "plan_recovery_call": plan_recovery_call,
    "note_recognition": note_recognition,
    "tell_by_every_way": tell_by_every_way,
    "give_new_code": give_new_code,
    "forget_word": forget_word,
    "close_recovery": close_recovery,
    "escalate": escalate,
    "send_notice": send_notice,
    "tell_complaint": tell_complaint,
}


def _request(step: Step) -> RecoveryRequest:
    return step.session.scalars(
        select(RecoveryRequest).where(RecoveryRequest.instance_id == step.instance_id)
    ).one()


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
