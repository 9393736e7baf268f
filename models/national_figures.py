"""The nation's figures: counted once a minute by a worker, for the one page that shows them all."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime


class NationalFigures(Base):
    """How one state stood when it was counted last; the columns are those of `UnitFigures`."""

    __tablename__ = "national_figures"

    state_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"), primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)  # business time
    open: Mapped[int] = mapped_column(Integer)
    late: Mapped[int] = mapped_column(Integer)
    due_in_15_days: Mapped[int] = mapped_column(Integer)
    up_to_30_days: Mapped[int] = mapped_column(Integer)
    up_to_45_days: Mapped[int] = mapped_column(Integer)
    up_to_60_days: Mapped[int] = mapped_column(Integer)
    over_60_days: Mapped[int] = mapped_column(Integer)
    closed: Mapped[int] = mapped_column(Integer)
    closed_in_time: Mapped[int] = mapped_column(Integer)
    overdue_tasks: Mapped[int] = mapped_column(Integer)
