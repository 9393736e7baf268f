"""Complaints: what code needs to find one. What she told lies encrypted in case_field."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import Boolean, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id, partial_index


class ComplaintStatus(IntEnum):
    """Where a complaint stands, in the words of the tracking page."""

    SUBMITTED = 0  # waits for the call
    NUMBERED = 1  # she has her complaint number
    REGISTERED = 2
    UNDER_INVESTIGATION = 3
    OPINION_FORMED = 4
    CLOSED = 5
    PARKED = 6  # she could not be reached; resumes when she returns


_LEVELS = ("station", "circle", "district", "state")


class Complaint(Base):
    """One complaint. Its id is the business key of its process instance."""

    __tablename__ = "complaint"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    # twelve characters of Crockford base 32 and a check character; shown only after the call
    number: Mapped[str] = mapped_column(String(13), unique=True)
    # the same form sent twice makes one complaint
    submission_key: Mapped[str] = mapped_column(Id, unique=True)
    instance_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED")
    )
    status: Mapped[ComplaintStatus] = mapped_column(
        EnumType(ComplaintStatus), default=ComplaintStatus.SUBMITTED
    )
    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"))
    station_id: Mapped[str | None] = mapped_column(Id)
    circle_id: Mapped[str | None] = mapped_column(Id)
    district_id: Mapped[str | None] = mapped_column(Id)
    state_id: Mapped[str | None] = mapped_column(Id)
    urgency: Mapped[int | None] = mapped_column(SmallInteger)  # 0, 1, 2 of triage
    is_conflicted: Mapped[bool] = mapped_column(Boolean, default=False)
    language: Mapped[str] = mapped_column(String(2), default="hi")
    safe_channel: Mapped[str] = mapped_column(String(12))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # the day it was first brought to police elsewhere: its clock runs from there
    pending_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    numbered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # end of the two months, and whether the law or the portal's target sets it
    limit_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    limit_is_law: Mapped[bool] = mapped_column(Boolean, default=False)
    breached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # the code of the cause that a superintendent has stated for that; of the form's causes
    breach_cause: Mapped[str | None] = mapped_column(String(40))
    opinion_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # it had ended without an FIR, and one was registered after all: the two months count from here
    opened_again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # secrets: argon2 of her passphrase, keyed digest of the call-back code and of her telephone
    passphrase_hash: Mapped[str] = mapped_column(String(200))
    code_digest: Mapped[str | None] = mapped_column(String(64))
    code_valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    phone_digest: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        Index("ix_complaint_phone_digest", "phone_digest"),
        Index("ix_complaint_instance_id", "instance_id"),
        *(
            partial_index(
                f"ix_complaint_{level}_open", f"{level}_id", "limit_at", where="closed_at IS NULL"
            )
            for level in _LEVELS
        ),
        *(
            partial_index(
                f"ix_complaint_{level}_closed",
                f"{level}_id",
                "closed_at",
                "limit_at",
                where="closed_at IS NOT NULL",
            )
            for level in _LEVELS
        ),
    )
