"""The audit: who did or saw what, chained per case so that a change to it shows."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, Json, JsonObject, UtcDateTime


class AuditEntry(Base):
    """One link of a chain. A chain is an instance's id, or a word for what belongs to none."""

    __tablename__ = "audit_entry"

    chain: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)  # 1, 2, 3 ... without a gap
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(String(60))
    officer_id: Mapped[str | None] = mapped_column(Id)
    post_id: Mapped[str | None] = mapped_column(Id)
    facts: Mapped[JsonObject] = mapped_column(Json, default=dict)
    link: Mapped[str] = mapped_column(String(64))  # keyed digest over the last link and this entry
