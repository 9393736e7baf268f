"""History: what happened in an instance, in order, never changed afterwards."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, Json, JsonObject, RowNumber, UtcDateTime


class EventKind(IntEnum):
    """What kind of thing happened."""

    STARTED = 0
    ELEMENT_DONE = 1  # a step, gateway or event was passed
    TASK_OPENED = 2
    TASK_COMPLETED = 3
    TASK_CANCELLED = 4
    TIMER_FIRED = 5
    MESSAGE_RECEIVED = 6
    CORRECTED = 7
    INCIDENT = 8
    RETRIED = 9
    ENDED = 10
    CANCELLED = 11
    NOTED = 12  # something the meaning layer wants remembered
    MIGRATED = 13  # the case goes on in another version of its drawing
    MOVED = 14  # a designer has set a token before another step


class HistoryEvent(Base):
    """One line of an instance's history. `facts` holds codes and dates, never personal data."""

    __tablename__ = "history_event"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    instance_id: Mapped[str] = mapped_column(Id, ForeignKey("process_instance.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[EventKind] = mapped_column(EnumType(EventKind))
    element_id: Mapped[str | None] = mapped_column(String(80))
    token_id: Mapped[str | None] = mapped_column(Id)
    officer_id: Mapped[str | None] = mapped_column(Id)
    post_id: Mapped[str | None] = mapped_column(Id)
    facts: Mapped[JsonObject | None] = mapped_column(Json)

    __table_args__ = (
        Index("ix_history_event_instance_id", "instance_id", "id"),
        # how long cases waited at an element, over all of them
        Index("ix_history_event_element_id", "element_id", "kind", "at"),
    )
