"""Gate: what would be sent to a telephone counts as sent at once, and goes nowhere."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from models import Job, JobKind, JobStatus, MessageStatus, OutgoingMessage
from processes.notifications import messages

_WAITING = (Job.status == JobStatus.WAITING, Job.kind == JobKind.DELIVERY)


class Gate:
    """Lets messages out by the pile: one by one they would cost as much as the cases themselves."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions

    def let_out(self, now: datetime) -> int:
        """Count every message that is due as sent; return how many. Other deliveries stay."""
        with self.sessions.begin() as session:
            due = session.execute(
                select(Job.id, Job.payload).where(*_WAITING, Job.due_at <= now)
            ).all()
            sent = {
                job_id: payload["message_id"]
                for job_id, payload in due
                if payload.get("deliver") == messages.DELIVER
            }
            if sent:
                session.execute(
                    update(OutgoingMessage)
                    .where(
                        OutgoingMessage.id.in_(sent.values()),
                        OutgoingMessage.status == MessageStatus.QUEUED,
                    )
                    .values(status=MessageStatus.SENT, sent_at=now)
                )
                session.execute(
                    update(Job).where(Job.id.in_(sent)).values(status=JobStatus.DONE, done_at=now)
                )
        return len(sent)
