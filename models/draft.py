"""Drafts: copies of a process's files that designers change until they publish or give up."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id, partial_index


class DraftState(IntEnum):
    """The life of a draft; files are saved only while it is open."""

    OPEN = 0
    REQUESTED = 1  # its publication is asked for; a save takes the request back
    PUBLISHED = 2
    WITHDRAWN = 3


class Draft(Base):
    """A copy of all files of a process. Whoever saves in it locks this row first."""

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))  # of the process
    # the version it began from; a process that is new has none
    base_id: Mapped[str | None] = mapped_column(Id, ForeignKey("process_definition.id"))
    state: Mapped[DraftState] = mapped_column(EnumType(DraftState), default=DraftState.OPEN)
    saves: Mapped[int] = mapped_column(Integer, default=0)  # one more with every change of a file
    created_by: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (partial_index("ix_draft_going_on", "name", where="state < 2"),)


class DraftFile(Base):
    """One file of a draft, whatever it holds."""

    __tablename__ = "draft_file"

    draft_id: Mapped[str] = mapped_column(Id, ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    # which of the draft's saves wrote it; 0: it is as it was when the draft began. A number comes
    # only once in a draft, so a file that was removed and added again is not taken for the same
    saves: Mapped[int] = mapped_column(Integer, default=0)
    saved_by: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftAuthor(Base):
    """A designer who has changed a draft, and so cannot be the second person who approves it."""

    __tablename__ = "draft_author"

    draft_id: Mapped[str] = mapped_column(Id, ForeignKey("draft.id"), primary_key=True)
    officer_id: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"), primary_key=True)
