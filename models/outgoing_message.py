"""Outgoing messages: what was sent to a person's telephone or mailbox."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id


class MessageStatus(IntEnum):
    """The life of a message."""

    QUEUED = 0
    SENT = 1
    FAILED = 2
    EXPIRED = 3


class OutgoingMessage(Base):
    """One message. `body` and `address` are encrypted and wiped once it is sent for good.

    Its id goes to the gateway, so that a message sent twice is delivered once.
    """

    __tablename__ = "outgoing_message"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    instance_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED")
    )
    channel: Mapped[str] = mapped_column(String(12))  # sms, voice, email
    kind: Mapped[str] = mapped_column(String(60))  # the notice's name
    address_digest: Mapped[str] = mapped_column(String(64))
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    status: Mapped[MessageStatus] = mapped_column(
        EnumType(MessageStatus), default=MessageStatus.QUEUED
    )
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "address_digest", "queued_at"), Index(None, "instance_id"))
