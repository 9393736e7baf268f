"""User tasks: the steps that wait for a person, as the inbox reads them."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, UtcDateTime, partial_index


class TaskStatus(IntEnum):
    """The life of a task; literal in the indexes below."""

    OPEN = 0
    COMPLETED = 1
    CANCELLED = 2


class UserTask(Base):
    """One step that waits for a post, or for the complainant where it has no post.

    Written by engine.store in the same transaction as the instance's state. The station, circle,
    district and state stand in the row, so that an inbox or a command page is one index range.
    """

    __tablename__ = "user_task"

    id: Mapped[str] = mapped_column(Id, primary_key=True)  # the id of its token in the state
    instance_id: Mapped[str] = mapped_column(Id, ForeignKey("process_instance.id"))
    element_id: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(40))
    status: Mapped[TaskStatus] = mapped_column(EnumType(TaskStatus), default=TaskStatus.OPEN)
    unit_id: Mapped[str | None] = mapped_column(Id)  # the unit whose post owns it
    post_id: Mapped[str | None] = mapped_column(Id)  # a numbered seat; NULL: any seat of the role
    station_id: Mapped[str | None] = mapped_column(Id)
    circle_id: Mapped[str | None] = mapped_column(Id)
    district_id: Mapped[str | None] = mapped_column(Id)
    state_id: Mapped[str | None] = mapped_column(Id)
    needs_woman: Mapped[bool] = mapped_column(Boolean, default=False)
    priority: Mapped[int] = mapped_column(Integer, default=0)  # higher is more urgent
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_is_law: Mapped[bool] = mapped_column(Boolean, default=False)
    assignee_id: Mapped[str | None] = mapped_column(Id)  # the officer who claimed it
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    draft: Mapped[bytes | None] = mapped_column(LargeBinary)  # encrypted, of the assignee
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(Id)
    closed_post_id: Mapped[str | None] = mapped_column(Id)

    __table_args__ = (
        Index("ix_user_task_instance_id", "instance_id", "status"),
        partial_index(
            "ix_user_task_pool",
            "unit_id",
            "role",
            "due_at",
            where="status = 0 AND assignee_id IS NULL",
        ),
        # each step writes into every index a task stands in, so a task stands in few of them
        partial_index(
            "ix_user_task_mine",
            "assignee_id",
            "due_at",
            where="status = 0 AND assignee_id IS NOT NULL",
        ),
        partial_index(
            "ix_user_task_post", "post_id", "due_at", where="status = 0 AND post_id IS NOT NULL"
        ),
        # asked from above: with the unit all that lies over it is known
        partial_index(
            "ix_user_task_place",
            "state_id",
            "district_id",
            "circle_id",
            "station_id",
            "due_at",
            where="status = 0",
        ),
    )
