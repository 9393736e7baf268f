"""Emergency alerts: what code needs to find one. Where she is lies encrypted in case_field."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id, partial_index


class AlertStatus(IntEnum):
    """Where an alert stands."""

    RAISED = 0  # units are being asked
    COMING = 1  # at least one has accepted
    THERE = 2  # somebody is with her
    SAFE = 3  # she says that she is safe
    CLOSED = 4


class EmergencyAlert(Base):
    """One alert. Its id is the business key of its process instance."""

    __tablename__ = "emergency_alert"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    instance_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED"), unique=True
    )
    # the same press sent twice makes one alert
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    enrolment_id: Mapped[str | None] = mapped_column(Id, ForeignKey("emergency_enrolment.id"))
    phone_digest: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(12))  # web, api, sms, voice, drill
    is_drill: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[AlertStatus] = mapped_column(EnumType(AlertStatus), default=AlertStatus.RAISED)
    language: Mapped[str] = mapped_column(String(2), default="hi")
    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"))
    station_id: Mapped[str | None] = mapped_column(Id)
    circle_id: Mapped[str | None] = mapped_column(Id)
    district_id: Mapped[str | None] = mapped_column(Id)
    state_id: Mapped[str | None] = mapped_column(Id)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by the first unit
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the first unit
    safe_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # she said so
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    complaint_id: Mapped[str | None] = mapped_column(Id, ForeignKey("complaint.id"))

    __table_args__ = (
        partial_index("ix_emergency_alert_phone_open", "phone_digest", where="closed_at IS NULL"),
        Index("ix_emergency_alert_enrolment_id", "enrolment_id", "raised_at"),
        Index("ix_emergency_alert_district_id", "district_id", "raised_at"),
        Index("ix_emergency_alert_station_id", "station_id", "raised_at"),
    )
