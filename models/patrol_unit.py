"""Patrol units: vehicles and crews that can be sent to a woman, with where they were last."""

from datetime import datetime

from sqlalchemy import Boolean, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime, new_id, partial_index


class PatrolUnit(Base):
    """One vehicle with its crew. Its tasks belong to its post, whoever sits in it today.

    The position is the vehicle's, never a person's.
    """

    __tablename__ = "patrol_unit"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    post_id: Mapped[str] = mapped_column(Id, ForeignKey("post.id"), unique=True)
    station_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    call_sign: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(20))  # the vehicle's, never a person's
    has_woman: Mapped[bool] = mapped_column(Boolean, default=False)
    is_on_duty: Mapped[bool] = mapped_column(Boolean, default=True)
    # degrees; NULL until the unit was heard for the first time
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # it is never sent again, and its crew has no page; what it did stays written down
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        # an alert looks for those around a place
        partial_index(
            "ix_patrol_unit_place",
            "latitude",
            "longitude",
            where="is_on_duty AND latitude IS NOT NULL",
        ),
    )
