"""Idempotency keys: the answer to a partner's request, for when the same request comes again."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime


class IdempotencyKey(Base):
    """One request that was answered. The answer is encrypted: it may hold her code."""

    __tablename__ = "idempotency_key"

    partner_id: Mapped[str] = mapped_column(Id, ForeignKey("partner.id"), primary_key=True)
    key_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))  # of what was asked, and where
    status: Mapped[int] = mapped_column(SmallInteger)  # of the answer
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
