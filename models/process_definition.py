"""Process definitions: drawings as deployed, with all their files, never changed afterwards."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime, new_id


class ProcessDefinition(Base):
    """One version of a drawing, known by the hash of all its files."""

    __tablename__ = "process_definition"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer)
    content_hash: Mapped[str] = mapped_column(String(64))  # SHA-256 over names and bytes
    deployed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deployed_by: Mapped[str | None] = mapped_column(Id)
    note: Mapped[str] = mapped_column(String(400), default="")
    approved_by: Mapped[str | None] = mapped_column(Id)  # the second person
    # the version that was rolled back to: this one has its files
    rolled_back_from: Mapped[str | None] = mapped_column(Id)

    __table_args__ = (
        UniqueConstraint("name", "version"),
        UniqueConstraint("name", "content_hash", "version"),
    )


class DefinitionFile(Base):
    """One file of a version: drawing, decision table, form or notice."""

    __tablename__ = "definition_file"

    definition_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_definition.id"), primary_key=True
    )
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
