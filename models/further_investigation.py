"""Further investigation: a case that was opened again after the report, and its ninety days."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime, partial_index


class FurtherInvestigation(Base):
    """The clock of one reopening. Its two months are over and stay as they were.

    BNSS 193(9) sets the ninety days where the trial runs, from the court's permission; elsewhere
    they are the portal's target, from the day on which it was opened again.
    """

    __tablename__ = "further_investigation"

    # of the reopening, whose custody says where it lies
    instance_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_instance.id"), primary_key=True
    )
    complaint_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint.id"))
    reopened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counts_from: Mapped[datetime] = mapped_column(UtcDateTime)
    limit_at: Mapped[datetime] = mapped_column(UtcDateTime)  # later, where the court gave time
    limit_is_law: Mapped[bool] = mapped_column(Boolean, default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_further_investigation_complaint_id", "complaint_id"),
        partial_index("ix_further_investigation_open", "limit_at", where="ended_at IS NULL"),
    )
