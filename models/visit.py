"""Visits: what the public door remembers of one browser for a short while, and then forgets."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime


class Visit(Base):
    """One browser at the public door, in real time, whatever the demonstration's clock says.

    The browser holds a random token in its session cookie and nothing else; leaving the page
    deletes the row, so that a copied cookie opens nothing.
    """

    __tablename__ = "visit"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # keyed digest of the token
    # what was typed so far, or the receipt: JSON, encrypted for `visit:<id>:draft`
    draft: Mapped[bytes | None] = mapped_column(LargeBinary)
    # the complaint whose tracking page is open; bare: by a one-time code, status only
    complaint_id: Mapped[str | None] = mapped_column(Id, ForeignKey("complaint.id"))
    is_bare: Mapped[bool] = mapped_column(Boolean, default=False)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
