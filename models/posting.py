"""Postings: who holds which post, from when to when."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, RowNumber, UtcDateTime, partial_index


class Posting(Base):
    """An officer at a post. It is never edited but for its end: a transfer ends one, begins one.

    An acting charge is a posting beside the officer's own, with an end from its beginning.
    """

    __tablename__ = "posting"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    officer_id: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"))
    post_id: Mapped[str] = mapped_column(Id, ForeignKey("post.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_acting: Mapped[bool] = mapped_column(Boolean, default=False)
    lapsed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # looked over after its end

    __table_args__ = (
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="ends_after_it_begins"),
        # acting charges have an end from their beginning: an index of endless ones misses them
        Index("ix_posting_post_id", "post_id", "to_at"),
        Index("ix_posting_officer_id", "officer_id", "to_at"),
        partial_index("ix_posting_unlapsed", "to_at", where="lapsed_at IS NULL"),
    )
