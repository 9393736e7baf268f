"""The outbox as the demonstration shows it: what would have reached her telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import MessageStatus, OutgoingMessage
from models.encryption import Keyring
from processes.notifications.messages import address_of, body_of


@dataclass(frozen=True)
class Arrived:
    """A message on an invented telephone."""

    at: datetime
    channel: str
    address: str
    body: str


def arrived(session: Session, keyring: Keyring, *, most: int) -> Sequence[Arrived]:
    """The newest messages that were sent and whose text is still kept."""
    rows = session.scalars(
        select(OutgoingMessage)
        .where(
            OutgoingMessage.status == MessageStatus.SENT,
            OutgoingMessage.body.is_not(None),
            OutgoingMessage.sent_at.is_not(None),
        )
        .order_by(OutgoingMessage.sent_at.desc(), OutgoingMessage.id)
        .limit(most)
    )
    return [
        Arrived(
            at=row.sent_at,
            channel=row.channel,
            address=address_of(keyring, row) or "",
            body=body_of(keyring, row) or "",
        )
        for row in rows
        if row.sent_at is not None
    ]
