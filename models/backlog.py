"""Backlog: lists of complaints that were pending elsewhere, and the complaints taken from them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, Json, UtcDateTime, new_id


class BacklogImport(Base):
    """One list as it was read: how many rows were taken, known already, and refused."""

    __tablename__ = "backlog_import"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    state_id: Mapped[str | None] = mapped_column(Id)  # whose list; None: of the whole country
    officer_id: Mapped[str | None] = mapped_column(Id)  # None: from the shell
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken: Mapped[int] = mapped_column(Integer)
    late: Mapped[int] = mapped_column(Integer)  # of those taken
    known: Mapped[int] = mapped_column(Integer)
    refused: Mapped[int] = mapped_column(Integer)
    # row, column and code of what is wrong; never what stands there
    faults: Mapped[list[dict[str, str | int]]] = mapped_column(Json)

    __table_args__ = (Index(None, "state_id", "read_at"),)


class BacklogEntry(Base):
    """One complaint that was taken from a list; its reference keeps it from coming in twice."""

    __tablename__ = "backlog_entry"

    # keyed digest of the station's code and the reference it had there
    reference_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    import_id: Mapped[str] = mapped_column(Id, ForeignKey("backlog_import.id"), index=True)
    complaint_id: Mapped[str] = mapped_column(Id, ForeignKey("complaint.id"), unique=True)
