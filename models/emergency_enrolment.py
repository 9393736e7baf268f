"""Enrolments: women who have told beforehand whom to send where when they press the button."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime, new_id


class EmergencyEnrolment(Base):
    """One telephone that was registered. What she told is `told`, encrypted as one JSON object."""

    __tablename__ = "emergency_enrolment"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    # keyed digest of the telephone: one enrolment a number
    phone_digest: Mapped[str] = mapped_column(String(64), unique=True)
    passphrase_hash: Mapped[str] = mapped_column(String(200))
    # keyed digest of what this browser keeps, if she let it; then one press is enough
    device_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    district_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"))
    language: Mapped[str] = mapped_column(String(2), default="hi")
    told: Mapped[bytes] = mapped_column(LargeBinary)
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # the code that was sent to the telephone and not answered yet
    code_digest: Mapped[str | None] = mapped_column(String(64))
    code_valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_tries: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    # a code sent to it came back: the number is right and in the hands of who registered it
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    visited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
