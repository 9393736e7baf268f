"""Rollback notices: each designer is told of a version that came without a second person.

That is a rollback, or a deployment from the shell. She is told until she has seen it.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime, partial_index


class RollbackNotice(Base):
    """What one designer is told of one such version."""

    __tablename__ = "rollback_notice"

    definition_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_definition.id"), primary_key=True
    )
    officer_id: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"), primary_key=True)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        partial_index("ix_rollback_notice_unseen", "officer_id", where="seen_at IS NULL"),
    )
