"""Responses: every unit that was asked to go to an alert, and what it did."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, RowNumber, UtcDateTime, partial_index


class ResponseEnd(IntEnum):
    """How a unit's part in an alert ended."""

    ARRIVED = 0
    DECLINED = 1  # cannot come
    SILENT = 2  # said nothing in time
    STOOD_DOWN = 3  # another unit was there first, or she is safe
    ANSWERED = 4  # of a drill: accepting is all that is asked


class EmergencyResponse(Base):
    """One unit asked once. While `ended_at` is empty the unit is bound to this alert."""

    __tablename__ = "emergency_response"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    alert_id: Mapped[str] = mapped_column(Id, ForeignKey("emergency_alert.id"))
    patrol_unit_id: Mapped[str] = mapped_column(Id, ForeignKey("patrol_unit.id"))
    round: Mapped[int] = mapped_column(Integer)  # units may be asked again, after all were
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_as: Mapped[ResponseEnd | None] = mapped_column(EnumType(ResponseEnd))

    __table_args__ = (
        UniqueConstraint("alert_id", "patrol_unit_id", "round"),
        partial_index("ix_emergency_response_bound", "patrol_unit_id", where="ended_at IS NULL"),
    )
