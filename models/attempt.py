"""Attempts at a secret: sign-ins, passphrases and codes that failed, for lockouts."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import RowNumber, UtcDateTime


class Attempt(Base):
    """One failed attempt. `subject` is a keyed digest of what was attacked."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    door: Mapped[str] = mapped_column(String(20))  # sign_in, track, code
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "door", "subject", "at"),)
