"""Messages to CCTNS: what the police's own network was told of a complaint, and its answer."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id, partial_index


class CctnsKind(IntEnum):
    """What a message tells."""

    REGISTRATION = 0
    SECTIONS = 1
    FINAL_REPORT = 2
    FURTHER_INVESTIGATION = 3  # it was opened again after the report


class CctnsStatus(IntEnum):
    """The life of a message; literal in the index below."""

    QUEUED = 0
    ACKNOWLEDGED = 1
    REFUSED = 2  # for good: a person must see to it
    SUPERSEDED = 3  # a later one tells the same, newer


class CctnsMessage(Base):
    """One message. Its id goes along, so that what arrives twice is taken once."""

    __tablename__ = "cctns_message"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    complaint_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint.id"))
    state_id: Mapped[str | None] = mapped_column(Id)
    kind: Mapped[CctnsKind] = mapped_column(EnumType(CctnsKind))
    number: Mapped[int] = mapped_column(SmallInteger)  # 1, 2, ... of this complaint
    body: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    body_digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[CctnsStatus] = mapped_column(EnumType(CctnsStatus), default=CctnsStatus.QUEUED)
    error: Mapped[str | None] = mapped_column(String(60))  # a code
    their_number: Mapped[bytes | None] = mapped_column(LargeBinary)  # encrypted
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(None, "complaint_id", "number", unique=True),
        Index(None, "acknowledged_at"),  # the messages of a time, to be compared with theirs
        partial_index("ix_cctns_message_open", "queued_at", where="status IN (0, 2)"),
    )
