"""Process instances: drawings that run, each with its state as one sealed blob."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id, partial_index


class InstanceStatus(IntEnum):
    """The life of an instance."""

    RUNNING = 0
    COMPLETED = 1
    CANCELLED = 2


class ProcessInstance(Base):
    """One running drawing. Whoever moves it locks this row first (see engine.instances)."""

    __tablename__ = "process_instance"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    definition_id: Mapped[str] = mapped_column(Id, ForeignKey("process_definition.id"))
    # what the outside calls it: for a complaint, the complaint's id
    business_key: Mapped[str] = mapped_column(String(64))
    status: Mapped[InstanceStatus] = mapped_column(
        EnumType(InstanceStatus), default=InstanceStatus.RUNNING
    )
    version: Mapped[int] = mapped_column(Integer, default=0)  # one more at every step
    state: Mapped[bytes] = mapped_column(LargeBinary)
    # the unit whose case it is; its tasks go to this unit's ancestors
    unit_id: Mapped[str | None] = mapped_column(Id, ForeignKey("unit.id"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # the head of its chain in the audit, see engine.audit
    audit_number: Mapped[int] = mapped_column(Integer, default=0)
    audit_link: Mapped[str] = mapped_column(String(64), default="0" * 64)
    audit_seal: Mapped[str] = mapped_column(String(64), default="")

    __table_args__ = (
        # pages also show what has ended
        Index("ix_process_instance_business_key", "business_key"),
        partial_index(
            "ix_process_instance_definition_id_running", "definition_id", where="status = 0"
        ),
    )
