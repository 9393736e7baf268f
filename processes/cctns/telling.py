"""Telling CCTNS: each message queued once, in the transaction of the step that gave rise to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.conventions import WHEN_CORRECTED
from engine.registry import Handler, Process
from engine.step import Step
from models import CctnsKind, CctnsMessage, CctnsStatus, Complaint, Job, JobKind
from models.encryption import Keyring
from models.types import new_id
from processes.cctns.contents import content_of, is_for_cctns
from processes.complaint import offences
from processes.complaint.known import known_of
from processes.complaint.offences import Tables

#: How a delivery job says that CCTNS is meant.
DELIVER = "cctns"
#: Both say where the case lies, under which number and which sections.
_OF_THE_CASE = (CctnsKind.REGISTRATION, CctnsKind.SECTIONS)
#: The topic by which a drawing may tell CCTNS itself; property `kind`.
TOPIC = "tell_cctns"


def tell(
    session: Session,
    keyring: Keyring,
    complaint: Complaint,
    kind: CctnsKind,
    *,
    variables: Mapping[str, Any],
    tables: Tables,
    now: datetime,
) -> CctnsMessage | None:
    """Queue what CCTNS is to know; None where it knows that already, or need not.

    An FIR is told of first; sections and reports of what CCTNS knows follow. An FIR that another
    station has accepted is told of once more, as that station's, and one that had no number yet
    with its number. A message of the same kind that still waits is superseded: CCTNS gets the
    newest.
    """
    earlier = _told(session, complaint)
    is_known = any(each.kind is CctnsKind.REGISTRATION for each in earlier)
    if not (is_known or (kind is CctnsKind.REGISTRATION and is_for_cctns(variables))):
        return None
    content = content_of(session, keyring, complaint, kind, variables=variables, tables=tables)
    digest = keyring.digest(
        "cctns", orjson.dumps(_compared(content, kind), option=orjson.OPT_SORT_KEYS).decode()
    )
    telling_the_same = _OF_THE_CASE if kind in _OF_THE_CASE else (kind,)
    last = next((each for each in reversed(earlier) if each.kind in telling_the_same), None)
    if last is not None and last.body_digest == digest:
        return None
    for each in earlier:
        if each.kind is kind and each.status is CctnsStatus.QUEUED:
            each.status, each.body = CctnsStatus.SUPERSEDED, b""
    return _queue(session, keyring, complaint, kind, content, digest, now=now)


def body_of(keyring: Keyring, message: CctnsMessage) -> Mapping[str, Any]:
    """What a message says, with its id and its place among the complaint's messages."""
    content: dict[str, Any] = orjson.loads(keyring.decrypt(message.body, place(message, "body")))
    return {"id": message.id, "number": message.number, **content}


def place(message: CctnsMessage, column: str) -> str:
    """Where a column of a message is encrypted for."""
    return f"cctns_message:{message.id}:{column}"


def add_job(session: Session, message: CctnsMessage, now: datetime) -> None:
    """Let a worker send this message."""
    session.add(
        Job(
            kind=JobKind.DELIVERY,
            due_at=now,
            created_at=now,
            payload={"deliver": DELIVER, "message_id": message.id},
        )
    )
    session.flush()


def telling(process: Process) -> Process:
    """The process, its steps telling CCTNS as well: for an installation that has a gateway."""
    steps = process.service_tasks
    after = {
        "start_two_month_clock": CctnsKind.REGISTRATION,
        "reclassify": CctnsKind.SECTIONS,
        "close_complaint": CctnsKind.FINAL_REPORT,
    }
    told = {topic: _then(steps[topic], kind) for topic, kind in after.items() if topic in steps}
    by_drawing = {TOPIC: _tell_by_drawing} if TOPIC in steps else {}
    corrected = process.corrected
    return replace(
        process,
        service_tasks={**steps, **told, **by_drawing},
        corrected=_then_as_drawn(_then(corrected, CctnsKind.SECTIONS)) if corrected else None,
    )


def not_telling(_step: Step) -> None:
    """The topic in an installation without a gateway: nothing is told."""


def _then(handler: Handler, kind: CctnsKind) -> Handler:
    def both(step: Step) -> Mapping[str, Any] | None:
        changed = handler(step)
        _tell(replace(step, variables={**step.variables, **(changed or {})}), kind)
        return changed

    return both


def _then_as_drawn(corrected: Handler) -> Handler:
    """The drawing's own word too where the record alone was corrected: no variable has changed."""

    def both(step: Step) -> Mapping[str, Any] | None:
        changed = corrected(step)
        if step.properties.get(WHEN_CORRECTED) == TOPIC:
            _tell_by_drawing(replace(step, variables={**step.variables, **(changed or {})}))
        return changed

    return both


def _tell_by_drawing(step: Step) -> None:
    kind = CctnsKind[step.properties["kind"].upper()]
    if kind is CctnsKind.REGISTRATION and not is_for_cctns(step.variables):
        # the drawing knows better: an enquiry, say, has become an FIR
        step = replace(step, variables={**step.variables, "registered_as": "fir"})
    _tell(step, kind)


def _tell(step: Step, kind: CctnsKind) -> None:
    complaint = step.session.get_one(Complaint, step.business_key)
    known = step.variables
    if step.instance_id != complaint.instance_id:  # it runs beside the complaint
        known = {**known_of(step.session, step.keyring, complaint), **known}
    message = tell(
        step.session,
        step.keyring,
        complaint,
        kind,
        variables=known,
        tables=offences.tables_for(step.session, complaint),
        now=step.now,
    )
    if message is not None:
        step.note("cctns_told", kind=kind.name.lower(), number=message.number)


def _queue(
    session: Session,
    keyring: Keyring,
    complaint: Complaint,
    kind: CctnsKind,
    content: Mapping[str, Any],
    digest: str,
    *,
    now: datetime,
) -> CctnsMessage:
    newest = session.scalar(
        select(func.max(CctnsMessage.number)).where(CctnsMessage.complaint_id == complaint.id)
    )
    message = CctnsMessage(
        id=new_id(),
        complaint_id=complaint.id,
        state_id=complaint.state_id,
        kind=kind,
        number=(newest or 0) + 1,
        body_digest=digest,
        status=CctnsStatus.QUEUED,
        queued_at=now,
    )
    message.body = keyring.encrypt(orjson.dumps(content), place(message, "body"))
    session.add(message)
    session.flush()
    add_job(session, message, now)
    return message


def _told(session: Session, complaint: Complaint) -> list[CctnsMessage]:
    return list(
        session.scalars(
            select(CctnsMessage)
            .where(
                CctnsMessage.complaint_id == complaint.id,
                CctnsMessage.status != CctnsStatus.SUPERSEDED,
            )
            .order_by(CctnsMessage.number)
        )
    )


def _compared(content: Mapping[str, Any], kind: CctnsKind) -> Any:
    """What decides whether two messages tell the same."""
    if kind not in _OF_THE_CASE:
        return content[kind.name.lower()]
    told = content["registration"] if kind is CctnsKind.REGISTRATION else content
    return [content["station"], content["sections"], told["register_number"]]
