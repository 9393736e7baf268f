"""Recusals: officers who must not see, do or correct anything of one run."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime


class Recusal(Base):
    """One officer kept from one run, whatever posts she holds or will hold."""

    __tablename__ = "recusal"

    instance_id: Mapped[str] = mapped_column(
        Id,
        ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    )
    officer_id: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40))  # a code
    since: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_recusal_officer_id", "officer_id"),)
