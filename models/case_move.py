"""Case moves: what became of each case of a migration."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, Json, UtcDateTime, partial_index


class MoveStatus(IntEnum):
    """What became of a case; literal in the index below."""

    WAITING = 0
    MOVED = 1
    REFUSED = 2  # it stands where it stood


class CaseMove(Base):
    """One case of a migration. `reasons` holds codes, element ids and their names."""

    __tablename__ = "case_move"

    migration_id: Mapped[str] = mapped_column(Id, ForeignKey("case_migration.id"), primary_key=True)
    instance_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_instance.id"), primary_key=True
    )
    status: Mapped[MoveStatus] = mapped_column(EnumType(MoveStatus), default=MoveStatus.WAITING)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        # the next cases of a running migration, however many are settled
        partial_index("ix_case_move_waiting", "migration_id", "instance_id", where="status = 0"),
    )
