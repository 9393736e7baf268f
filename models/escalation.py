"""Escalations: what a timer brought before a supervisor, and what she did about it."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, RowNumber, UtcDateTime, partial_index
from models.unit import Level


class Severity(IntEnum):
    """How loud it is."""

    NOTICE = 0
    AMBER = 1
    RED = 2
    BREACH = 3


class Escalation(Base):
    """One escalation. The worker writes it, no screen can delete it."""

    __tablename__ = "escalation"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    instance_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED")
    )
    element_id: Mapped[str] = mapped_column(String(80))
    token_id: Mapped[str] = mapped_column(Id, unique=True)  # the step that raised it, once
    reason: Mapped[str] = mapped_column(String(60))  # a code; web has the words
    severity: Mapped[Severity] = mapped_column(EnumType(Severity))
    level: Mapped[Level] = mapped_column(EnumType(Level))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[str | None] = mapped_column(Id)
    circle_id: Mapped[str | None] = mapped_column(Id)
    district_id: Mapped[str | None] = mapped_column(Id)
    state_id: Mapped[str | None] = mapped_column(Id)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_by: Mapped[str | None] = mapped_column(Id)
    # of complaints taken from one list, one row speaks for all that are late for one reason
    backlog_import_id: Mapped[str | None] = mapped_column(Id)
    cases: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        Index("ix_escalation_unit_id", "unit_id", "raised_at"),
        Index("ix_escalation_instance_id", "instance_id"),
        Index("ix_escalation_district_id", "district_id", "raised_at"),
        Index("ix_escalation_state_id", "state_id", "raised_at"),
        partial_index(
            "ix_escalation_backlog",
            "backlog_import_id",
            "reason",
            where="backlog_import_id IS NOT NULL",
        ),
        # what waits to be acknowledged, the loudest and newest at the end
        *(
            partial_index(
                f"ix_escalation_{level}_open",
                f"{level}_id",
                "severity",
                "raised_at",
                "id",
                where="acknowledged_at IS NULL",
            )
            for level in ("unit", "circle", "district", "state")
        ),
    )
