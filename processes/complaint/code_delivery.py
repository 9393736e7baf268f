"""The call-back code on its way: whether it is out, and what is tried where it is not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.registry import Handler
from engine.step import Step
from models import Complaint, MessageStatus, OutgoingMessage
from processes.complaint import codes, contact, notices


def see_if_code_is_out(step: Step) -> Mapping[str, Any]:
    """Whether her code left the house; who has no safe channel was shown hers."""
    complaint = _complaint(step)
    if contact.recipient(step.session, step.keyring, complaint) is None:
        return {"code_is_out": True}
    return {"code_is_out": MessageStatus.SENT in _sendings(step)}


def send_code_another_way(step: Step) -> None:
    """Send the same code by the second way she called safe, and again where the first has failed.

    What still waits for its gateway is not sent twice: it goes as soon as that takes it. A code
    that was tried already is left alone, for the caller has it.
    """
    complaint = _complaint(step)
    code = codes.unspent_first_code(complaint, step.keyring)
    if code is None:
        return
    ways = [complaint.safe_channel] if MessageStatus.QUEUED not in _sendings(step) else []
    second = str(step.variables.get("second_channel") or contact.NO_CHANNEL)
    for channel in dict.fromkeys((*ways, second)):
        to = contact.recipient(step.session, step.keyring, complaint, channel=channel)
        if to is not None:
            notices.tell_code(step, complaint, code, to=to)


CODE_DELIVERY: Mapping[str, Handler] = {
    "see_if_code_is_out": see_if_code_is_out,
    "send_code_another_way": send_code_another_way,
}


def _sendings(step: Step) -> set[MessageStatus]:
    """What became of the messages with her code."""
    return set(
        step.session.scalars(
            select(OutgoingMessage.status).where(
                OutgoingMessage.instance_id == step.instance_id,
                OutgoingMessage.kind == notices.CALL_BACK_CODE,
            )
        )
    )


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
