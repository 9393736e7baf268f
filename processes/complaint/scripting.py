"""How scripted cases of *complaint* begin and learn her code."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.registry import SYSTEM, Registry
from models import Complaint, OutgoingMessage
from models.types import new_id
from processes.backlog import taking
from processes.backlog.sheets import Row, Sheet
from processes.complaint import codes, intake, numbers
from processes.complaint.notices import CALL_BACK_CODE
from processes.notifications.messages import body_of
from processes.runs import complaint_of
from processes.scripted.adapter import Adapter, Beginning, CannotBegin, Known
from processes.scripted.world import HOME

#: No passphrase has this hash: nobody opens an invented complaint.
_NO_PASSPHRASE = "none"  # noqa: S105
#: Another complaint of the home station, as a row of a list of pending ones.
_OTHER = {
    "station": HOME,
    "reference": "2/2026",
    "what": "molestation",
    "mobile": "98765 43210",
    "safe_channel": "sms",
}
_CODE = re.compile(rf"\d{{{codes.DIGITS}}}")


def _begin(beginning: Beginning) -> str:
    """Send the proforma, or take over a row of a list of pending complaints."""
    if beginning.message is not None:
        return _take_over(beginning)
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


def take_over(
    session: Session, registry: Registry, cells: Mapping[str, Any], *, now: datetime
) -> Complaint:
    """Take over a list of one row, given by its cells: a complaint that has its number at once.

    :raises CannotBegin: the list is refused
    """
    before = session.scalars(select(Complaint.id)).all()
    row = Row(2, {column: str(cell) for column, cell in cells.items()})
    looked = taking.look_at(session, Sheet(tuple(cells), (row,)), within=None, now=now)
    if looked.faults:
        wrong = ", ".join(f"{fault.column} ({fault.code})" for fault in looked.faults)
        raise CannotBegin(f"the list is refused: {wrong}")
    made = taking.begin(session, looked, within=None, actor=SYSTEM, now=now)
    taking.take(
        session,
        registry,
        made.id,
        looked.entries,
        passphrase_hash=_NO_PASSPHRASE,
        actor=SYSTEM,
        now=now,
    )
    return session.scalars(select(Complaint).where(Complaint.id.not_in(before))).one()


def _take_over(beginning: Beginning) -> str:
    """Take over a list of one row; `start` holds its cells by column."""
    if beginning.message != taking.MESSAGE:
        raise CannotBegin(f"no complaint is started by the message {beginning.message}")
    cells = beginning.reading.values
    taken = take_over(beginning.session, beginning.registry, cells, now=beginning.now)
    return taken.instance_id or ""


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


def _other_number(known: Known) -> str:
    """The number of another open complaint at the station of this one; made where there is none."""
    session, complaint = known.session, complaint_of(known.session, known.instance_id)
    if complaint is None:
        return ""
    other = session.scalars(select(Complaint).where(Complaint.id != complaint.id)).first()
    if other is None:
        row = {**_OTHER, "received_on": complaint.submitted_at.date().isoformat()}
        begun_at = complaint.numbered_at or complaint.submitted_at
        other = take_over(session, known.registry, row, now=begun_at)
    return numbers.written(other.number)


SCRIPTING = Adapter(
    begin=_begin, facts={"call_back_code": _call_back_code, "other_number": _other_number}
)
