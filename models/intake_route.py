"""Intake routes: which station takes the new complaints of one that has fallen silent."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, RowNumber, UtcDateTime, partial_index


class IntakeRoute(Base):
    """From `from_at` on a station's new complaints go to another; its old ones stay."""

    __tablename__ = "intake_route"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    station_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"))
    to_station_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        partial_index(
            "uq_intake_route_station_open", "station_id", where="to_at IS NULL", unique=True
        ),
    )
