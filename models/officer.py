"""Officers: persons who sign in."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id


class Gender(IntEnum):
    """Where the law or a drawing asks for a woman officer."""

    FEMALE = 0
    MALE = 1
    OTHER = 2


class Officer(Base):
    """One person. What she may see and do comes only from her postings."""

    __tablename__ = "officer"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # counts up to end every session of hers at once
    session_epoch: Mapped[int] = mapped_column(Integer, default=0)
    name: Mapped[str] = mapped_column(String(120))
    name_hi: Mapped[str] = mapped_column(String(120))
    rank: Mapped[str] = mapped_column(String(60))
    gender: Mapped[Gender] = mapped_column(EnumType(Gender))
    language: Mapped[str] = mapped_column(String(2), default="hi")
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    is_designer: Mapped[bool] = mapped_column(Boolean, default=False)
    is_administrator: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
