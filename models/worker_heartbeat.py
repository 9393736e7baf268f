"""Signs of life of workers, for the readiness page."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Id, UtcDateTime


class WorkerHeartbeat(Base):
    """When a worker was last seen, in real time."""

    __tablename__ = "worker_heartbeat"

    worker_id: Mapped[str] = mapped_column(Id, primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
