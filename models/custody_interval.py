"""The custody ledger: where a complaint lay, with which post and officer, from when to when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, RowNumber, UtcDateTime, partial_index


class CustodyInterval(Base):
    """A stretch of time at one step. Written by engine.custody; split by a transfer.

    `officer_id` is NULL while the post is vacant or several officers hold it and none claimed.
    """

    __tablename__ = "custody_interval"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    instance_id: Mapped[str] = mapped_column(Id, ForeignKey("process_instance.id"))
    token_id: Mapped[str] = mapped_column(Id)
    element_id: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[str | None] = mapped_column(Id)
    post_id: Mapped[str | None] = mapped_column(Id)
    officer_id: Mapped[str | None] = mapped_column(Id)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="ends_after_it_begins"),
        # the open interval of a case is found at once, however long its ledger has become
        Index("ix_custody_interval_instance_id", "instance_id", "to_at"),
        partial_index("ix_custody_interval_open", "post_id", where="to_at IS NULL"),
    )
