"""Jobs: work for later, and incidents: jobs that gave up."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, Json, JsonObject, RowNumber, UtcDateTime, partial_index


class JobKind(IntEnum):
    """What is done when a job is due."""

    TIMER = 0  # a waiting timer of an instance falls due
    DELIVERY = 1  # something is sent outside; never opens an instance
    MESSAGE = 2  # a message is handed to an instance
    ADVANCE = 3  # a step that failed is tried again
    MIGRATION = 4  # the next cases of a migration move to another version


class JobStatus(IntEnum):
    """The life of a job; literal in the indexes below."""

    WAITING = 0
    LEASED = 1  # a delivery that a worker is sending just now
    DONE = 2
    INCIDENT = 3  # gave up; a person sees it and may retry
    CANCELLED = 4


class Job(Base):
    """One piece of work with the moment it is due.

    Lock order: the process instance first, its jobs only under that lock.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    kind: Mapped[JobKind] = mapped_column(EnumType(JobKind))
    status: Mapped[JobStatus] = mapped_column(EnumType(JobStatus), default=JobStatus.WAITING)
    instance_id: Mapped[str | None] = mapped_column(Id, ForeignKey("process_instance.id"))
    token_id: Mapped[str | None] = mapped_column(Id)  # the token in the state that waits
    element_id: Mapped[str | None] = mapped_column(String(80))
    # the virtual clock moves due_at and retry_at; leases are real time
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    last_error: Mapped[str | None] = mapped_column(String(400))  # codes and ids only
    payload: Mapped[JsonObject] = mapped_column(Json, default=dict)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        partial_index("ix_job_due", "due_at", "id", where="status = 0"),
        partial_index("ix_job_leased", "lease_until", where="status = 1"),
        partial_index("ix_job_incident", "created_at", where="status = 3"),
        partial_index("ix_job_failing", "created_at", where="status = 0 AND attempts >= 5"),
        Index("ix_job_instance_id", "instance_id", "status"),
    )
