"""Publications: requests to publish a draft as it is at one moment, and what came of each."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import EnumType, Id, Json, JsonObject, UtcDateTime, new_id


class PublicationState(IntEnum):
    """The life of a request; only one that is asked for can still be decided."""

    ASKED = 0
    PUBLISHED = 1
    SENT_BACK = 2
    WITHDRAWN = 3  # by its author, or by a save in the draft


class Publication(Base):
    """One request. It names the hash of all files, so that what was looked at is deployed."""

    __tablename__ = "publication"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    draft_id: Mapped[str] = mapped_column(Id, ForeignKey("draft.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(400))
    # how the scripted cases came out: names and findings of a drawing, nothing of a real case
    dry_run: Mapped[JsonObject | None] = mapped_column(Json)
    state: Mapped[PublicationState] = mapped_column(
        EnumType(PublicationState), default=PublicationState.ASKED
    )
    asked_by: Mapped[str] = mapped_column(Id, ForeignKey("officer.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Id, ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(400), default="")  # why it was sent back
    # the version it has become
    definition_id: Mapped[str | None] = mapped_column(Id, ForeignKey("process_definition.id"))

    __table_args__ = (Index("ix_publication_draft_id", "draft_id", "asked_at"),)
