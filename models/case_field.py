"""The case record: every personal or told thing of a case, encrypted, one row a field."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime


class CaseField(Base):
    """One field of the record. A designer adds a field in a form; no table changes.

    `value` is JSON, encrypted for the place `case_field:<instance_id>:<name>`.
    """

    __tablename__ = "case_field"

    instance_id: Mapped[str] = mapped_column(
        Id,
        ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    )
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str | None] = mapped_column(Id)  # officer; NULL: the complainant
