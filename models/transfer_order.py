"""Transfer orders: an officer shall leave a post, once everything of it is handed over."""

from datetime import date, datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, new_id, partial_index


class OrderStatus(IntEnum):
    """The life of an order."""

    RUNNING = 0  # she stays until nothing of the post is left to hand over
    DONE = 1
    WITHDRAWN = 2


class TransferOrder(Base):
    """One order. Its id is the business key of its process instance."""

    __tablename__ = "transfer_order"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    instance_id: Mapped[str] = mapped_column(
        Id, ForeignKey("process_instance.id", deferrable=True, initially="DEFERRED")
    )
    officer_id: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"))
    post_id: Mapped[str] = mapped_column(Id, ForeignKey("post.id"))  # that she leaves
    to_post_id: Mapped[str | None] = mapped_column(Id, ForeignKey("post.id"))  # NULL: relieved
    receiving_post_id: Mapped[str] = mapped_column(Id, ForeignKey("post.id"))
    # the ground; NULL in an order of before it was asked for
    ground_number: Mapped[str | None] = mapped_column(String(40))
    ground_dated_on: Mapped[date | None]
    ground_cause: Mapped[str | None] = mapped_column(String(20))
    status: Mapped[OrderStatus] = mapped_column(EnumType(OrderStatus), default=OrderStatus.RUNNING)
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ordered_by: Mapped[str | None] = mapped_column(Id)
    ordered_post_id: Mapped[str | None] = mapped_column(Id)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str | None] = mapped_column(String(60))  # why it could not be carried out

    __table_args__ = (
        partial_index(
            "uq_transfer_order_officer_running", "officer_id", where="status = 0", unique=True
        ),
        Index("ix_transfer_order_post_id", "post_id"),
    )
