"""Units of the police: the nation, its states, districts, circles and stations, as a tree."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, new_id


class Level(IntEnum):
    """How high a unit stands; a higher number is nearer to the ground."""

    NATIONAL = 0
    STATE = 1
    DISTRICT = 2  # or commissionerate
    CIRCLE = 3  # or zone
    STATION = 4


def _of(column: str) -> Callable[[Any], str]:
    """The default of a column: what stands in another one of the same row."""
    return lambda context: str(context.get_current_parameters()[column])


class Unit(Base):
    """One unit. Its ancestors' ids stand in the row, so that "and below" is one comparison."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    level: Mapped[Level] = mapped_column(EnumType(Level))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    name_hi: Mapped[str] = mapped_column(String(120))
    # as it is said: with its district, or its state, where another of its level is named alike
    full_name: Mapped[str] = mapped_column(String(400), default=_of("name"), server_default="")
    full_name_hi: Mapped[str] = mapped_column(
        String(400), default=_of("name_hi"), server_default=""
    )
    code: Mapped[str] = mapped_column(String(40), unique=True)
    # its ancestor (or itself) at each level; NULL above its reach
    state_id: Mapped[str | None] = mapped_column(Id)
    district_id: Mapped[str | None] = mapped_column(Id)
    circle_id: Mapped[str | None] = mapped_column(Id)
    station_id: Mapped[str | None] = mapped_column(Id)

    __table_args__ = (
        Index(None, "district_id", "level"),
        Index(None, "state_id", "level"),
        Index(None, "name"),
        Index(None, "name_hi"),
    )
