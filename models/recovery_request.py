"""Requests for a new passphrase or code, held for a while so that she can object."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id


class RecoveryStatus(IntEnum):
    """The life of a request."""

    ASKED = 0  # waits for the help desk's call
    HELD = 1  # she was recognised; the hold runs, a notice went to her channel
    GRANTED = 2  # the word was made, or the new code sent
    REFUSED = 3  # by her, or she was not recognised
    CLOSED = 4  # nobody was reached, or the word expired


class RecoveryRequest(Base):
    """Somebody says she lost her code or passphrase."""

    __tablename__ = "recovery_request"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    # NULL: nobody's; written all the same, so that asking takes one path and one time
    complaint_id: Mapped[str | None] = mapped_column(Id, ForeignKey("complaint.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # code, passphrase
    status: Mapped[RecoveryStatus] = mapped_column(
        EnumType(RecoveryStatus), default=RecoveryStatus.ASKED
    )
    # of the drawn process; NULL until a worker has begun it, and for a complaint's first key
    instance_id: Mapped[str | None] = mapped_column(Id, index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recognised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recognised_by: Mapped[str | None] = mapped_column(Id)
    recognised_post_id: Mapped[str | None] = mapped_column(Id)
    # keyed digest of the single-use token with which she sets a new passphrase
    token_digest: Mapped[str | None] = mapped_column(String(64))
