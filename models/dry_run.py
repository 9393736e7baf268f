"""Dry runs: all scripted cases of a draft replayed before it is published."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, Json, UtcDateTime, new_id


class DryRunState(IntEnum):
    """How far it is."""

    WAITING = 0
    RUNNING = 1
    DONE = 2
    GAVE_UP = 3  # it took too long or too much, or its process died


class DryRun(Base):
    """One dry run of these files; whoever looks at the same files sees the same report."""

    __tablename__ = "dry_run"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))  # of the process
    content_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[DryRunState] = mapped_column(EnumType(DryRunState), default=DryRunState.WAITING)
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    report: Mapped[dict[str, Any] | None] = mapped_column(Json)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("name", "content_hash"),)
