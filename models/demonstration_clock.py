"""The demonstration's clock: how far it runs ahead of the real one."""

from sqlalchemy import BigInteger, CheckConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class DemonstrationClock(Base):
    """One row. Only demonstration mode reads or moves it."""

    __tablename__ = "demonstration_clock"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    ahead_us: Mapped[int] = mapped_column(BigInteger, default=0)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
