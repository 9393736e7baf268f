"""Gate: what would be sent to a telephone counts as sent at once, and goes nowhere."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, sessionmaker

from engine.job_rows import WAITING
from engine.prepared import Prepared
from models import Job, JobKind, JobStatus, MessageStatus, OutgoingMessage
from processes.notifications import messages

_DUE = Prepared(
    select(Job.id, Job.payload).where(
        WAITING, Job.kind == JobKind.DELIVERY, Job.due_at <= bindparam("until")
    )
)
_SENT = Prepared(
    update(OutgoingMessage)
    .where(
        OutgoingMessage.id == bindparam("of_message"),
        OutgoingMessage.status == MessageStatus.QUEUED,
    )
    .values(status=MessageStatus.SENT, sent_at=bindparam("at_moment"))
)
_DONE = Prepared(
    update(Job)
    .where(Job.id == bindparam("of_job"))
    .values(status=JobStatus.DONE, done_at=bindparam("at_moment"))
)


class Gate:
    """Lets messages out by the pile: one by one they would cost as much as the cases themselves."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions

    def let_out(self, now: datetime) -> int:
        """Count every message that is due as sent; return how many. Other deliveries stay."""
        with self.sessions.begin() as session:
            connection = session.connection()
            sent = [
                {"of_job": job_id, "of_message": payload["message_id"], "at_moment": now}
                for job_id, payload in _DUE.all(connection, {"until": now})
                if payload.get("deliver") == messages.DELIVER
            ]
            _SENT.run_all(connection, sent)
            _DONE.run_all(connection, sent)
        return len(sent)
