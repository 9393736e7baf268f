"""How scripted cases of *complaint* begin and learn her code."""

import re

from sqlalchemy import select

from models import Complaint, OutgoingMessage
from models.types import new_id
from processes.complaint import codes, intake
from processes.complaint.notices import CALL_BACK_CODE
from processes.notifications.messages import body_of
from processes.runs import complaint_of
from processes.scripted.adapter import Adapter, Beginning, Known

#: No passphrase has this hash: nobody opens an invented complaint.
_NO_PASSPHRASE = "none"  # noqa: S105
_CODE = re.compile(rf"\d{{{codes.DIGITS}}}")


def _begin(beginning: Beginning) -> str:
    """Send the proforma."""
    receipt = intake.submit(
        beginning.session,
        beginning.registry,
        proforma=beginning.reading.values,
        passphrase_hash=_NO_PASSPHRASE,
        submission_key=new_id(),
        language="hi",
        now=beginning.now,
    )
    complaint = beginning.session.get_one(Complaint, receipt.complaint_id)
    return complaint.instance_id or ""


def _call_back_code(known: Known) -> str:
    """The code she was last given: in a message, or shown to her where she has no safe channel."""
    sent = known.session.scalars(
        select(OutgoingMessage)
        .where(
            OutgoingMessage.instance_id == known.instance_id,
            OutgoingMessage.kind == CALL_BACK_CODE,
        )
        .order_by(OutgoingMessage.queued_at.desc())
        .limit(1)
    ).first()
    text = body_of(known.registry.keyring, sent) if sent else None
    found = _CODE.search(text or "")
    if found is not None:
        return found[0]
    complaint = complaint_of(known.session, known.instance_id)
    return codes.first_code(known.registry.keyring, complaint.submission_key) if complaint else ""


SCRIPTING = Adapter(begin=_begin, facts={"call_back_code": _call_back_code})
