"""Lost: one woman of the demonstration has lost her passphrase, so that the help desk has work."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.exceptions import DefinitionNotFound
from engine.registry import Registry
from models import Complaint, RecoveryRequest
from models.types import new_id
from processes.complaint.recovery import PASSPHRASE
from processes.recovery.beginning import PROCESS, begin

#: She asked so long ago: whatever hours she called safe, most have come meanwhile.
ASKED_BEFORE = timedelta(hours=20)


def lose_passphrase(session: Session, registry: Registry, *, now: datetime) -> None:
    """Let whoever got her number last before that time have lost her passphrase.

    Nothing happens where the drawing is not deployed, or nobody has a number yet.
    """
    asked_at = now - ASKED_BEFORE
    complaint = session.scalars(
        select(Complaint)
        .where(Complaint.numbered_at < asked_at, Complaint.closed_at.is_(None))
        .order_by(Complaint.numbered_at.desc())
        .limit(1)
    ).first()
    if complaint is None or not _is_deployed(session):
        return
    request = RecoveryRequest(
        id=new_id(), complaint_id=complaint.id, kind=PASSPHRASE, asked_at=asked_at
    )
    session.add(request)
    session.flush()
    begin(session, registry, request, now=asked_at)


def _is_deployed(session: Session) -> bool:
    try:
        definitions.latest(session, PROCESS)
    except DefinitionNotFound:
        return False
    return True
