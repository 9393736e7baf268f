"""Posts: seats at units that own tasks. Persons only hold them for a while (see posting)."""

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, new_id


class Post(Base):
    """A seat of a role at a unit: "Investigating officer 2, Station Sitara Chowk".

    Several officers may hold one seat at once only where it is a pool (callers).
    """

    __tablename__ = "post"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(40))
    seat: Mapped[int] = mapped_column(Integer, default=1)
    is_pool: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (UniqueConstraint("unit_id", "role", "seat"),)
