"""The heads of the audit's chains that belong to no instance; an instance's row holds its own."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class AuditHead(Base):
    """The last link of a chain, sealed so that a chain cut off at its end shows."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    link: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
