"""One-time codes to her safe channel: they open the bare status only."""

from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime, new_id


class OneTimeCode(Base):
    """A challenge: the code's keyed digest, bound to the browser that asked.

    A challenge for an unknown number looks the same, with no complaint behind it.
    """

    __tablename__ = "one_time_code"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    complaint_id: Mapped[str | None] = mapped_column(Id, ForeignKey("complaint.id"))
    browser_digest: Mapped[str] = mapped_column(String(64))
    code_digest: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
