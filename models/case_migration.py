"""Case migrations: orders that running cases of one version shall go on in another."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, Json, JsonObject, UtcDateTime, new_id

#: So long may it be said what a migration is for.
WHY_LENGTH = 400


class MigrationStatus(IntEnum):
    """The life of a migration."""

    RUNNING = 0
    DONE = 1  # every case has been looked at
    STOPPED = 2  # by a person; what had moved stays moved
    ASKED = 3  # another designer decides; no case is chosen yet
    DECLINED = 4  # taken back, or sent back, before it began


class CaseMigration(Base):
    """One order, with what was mapped and chosen. Its cases are rows of `case_move`."""

    __tablename__ = "case_migration"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    process: Mapped[str] = mapped_column(String(80))
    from_definition_id: Mapped[str] = mapped_column(Id, ForeignKey("process_definition.id"))
    to_definition_id: Mapped[str] = mapped_column(Id, ForeignKey("process_definition.id"))
    steps: Mapped[JsonObject] = mapped_column(Json, default=dict)  # element ids, old to new
    selection: Mapped[JsonObject] = mapped_column(Json, default=dict)  # which cases were chosen
    why: Mapped[str] = mapped_column(String(WHY_LENGTH), default="")
    status: Mapped[MigrationStatus] = mapped_column(
        EnumType(MigrationStatus), default=MigrationStatus.RUNNING
    )
    ordered_by: Mapped[str | None] = mapped_column(Id)  # officer; NULL: from the shell
    ordered_post_id: Mapped[str | None] = mapped_column(Id)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Id)  # who let it begin, or declined it

    __table_args__ = (Index("ix_case_migration_process", "process", "began_at"),)
