"""From a complaint to an emergency: who said that she is in danger now is helped like a caller."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.registry import Registry
from models import Complaint, EmergencyAlert
from models.locks import lock_name
from processes.complaint import contact, record
from processes.complaint.danger import DELIVER
from processes.emergency.alerts import alert
from processes.emergency.caller import Caller

__all__ = ["DELIVER", "RaiseAlert", "alert_of"]

CHANNEL = "complaint"
#: Where she may be, in her words: what tells most goes first.
_PLACES = ("current_address", "landmark")
_LONGEST_WHERE = 500


@dataclass(frozen=True)
class RaiseAlert:
    """Raises the alert of a complaint, in a transaction of its own; twice makes one."""

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        with self.sessions.begin() as session:
            complaint = session.get_one(Complaint, delivery.payload["complaint_id"])
            lock_name(session, f"danger:{complaint.id}")
            if alert_of(session, complaint.id) is not None:
                return
            alerted = alert(
                session,
                self.registry,
                _caller(session, self.registry, complaint),
                channel=CHANNEL,
                submission_key=f"danger {complaint.id}",
                language=complaint.language,
                now=delivery.now,
            )
            raised = session.get_one(EmergencyAlert, alerted.alert_id)
            raised.complaint_id = raised.complaint_id or complaint.id


def alert_of(session: Session, complaint_id: str) -> EmergencyAlert | None:
    """The alert that belongs to a complaint; None if there is none."""
    return session.scalars(
        select(EmergencyAlert)
        .where(EmergencyAlert.complaint_id == complaint_id)
        .order_by(EmergencyAlert.raised_at)
        .limit(1)
    ).first()


def _caller(session: Session, registry: Registry, complaint: Complaint) -> Caller:
    told = record.told(
        session,
        registry.keyring,
        complaint.instance_id or "",
        [contact.NAME, contact.MOBILE, *_PLACES],
    )
    where = ", ".join(str(told[name]) for name in _PLACES if told.get(name))
    return Caller(
        name=str(told.get(contact.NAME) or ""),
        mobile=told.get(contact.MOBILE),
        where=where[:_LONGEST_WHERE],
        unit_id=complaint.unit_id,
        district_id=complaint.district_id,
        is_kept_apart=complaint.is_conflicted,
    )
