"""Gate: what would be sent to a telephone counts as sent at once, and goes nowhere."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, sessionmaker

from engine.prepared import Prepared
from models import Job, JobKind, JobStatus, MessageStatus, OutgoingMessage
from processes.notifications import messages

_DUE = Prepared(
    select(Job.id, Job.payload).where(
        Job.status == bindparam("is_waiting"),
        Job.kind == bindparam("is_delivery"),
        Job.due_at <= bindparam("until"),
    )
)
#: The session that lets them out has read none of these rows.
_AS_IT_IS = {"synchronize_session": False}


class Gate:
    """Lets messages out by the pile: one by one they would cost as much as the cases themselves."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions

    def let_out(self, now: datetime) -> int:
        """Count every message that is due as sent; return how many. Other deliveries stay."""
        with self.sessions.begin() as session:
            asked = {
                "is_waiting": JobStatus.WAITING,
                "is_delivery": JobKind.DELIVERY,
                "until": now,
            }
            due = _DUE.all(session.connection(), asked)
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
                    .values(status=MessageStatus.SENT, sent_at=now),
                    execution_options=_AS_IT_IS,
                )
                session.execute(
                    update(Job).where(Job.id.in_(sent)).values(status=JobStatus.DONE, done_at=now),
                    execution_options=_AS_IT_IS,
                )
        return len(sent)
