"""The beginning of a recovery: a worker finds out whether a request is anybody's.

Whoever asks at the public door waits for none of this, and so learns nothing from how long it
takes.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import instances
from engine.deliveries import Delivery
from engine.exceptions import DefinitionNotFound, DeliveryNotYet
from engine.registry import SYSTEM, Registry
from models import Complaint, RecoveryRequest, RecoveryStatus
from processes.complaint.recovery import DELIVER, open_requests

__all__ = ["DELIVER", "PROCESS", "BeginRecovery", "begin"]

PROCESS = "recovery"


@dataclass(frozen=True)
class BeginRecovery:
    """Begins the process of a request, in a transaction of its own; twice makes one.

    A request that is nobody's is deleted, and so is one whose like runs already.
    """

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        with self.sessions.begin() as session:
            request = session.get(RecoveryRequest, delivery.payload["request_id"])
            if request is None or request.instance_id is not None:
                return
            if request.complaint_id is None or _runs_already(session, request):
                session.delete(request)
                return
            try:
                begin(session, self.registry, request, now=delivery.now)
            except DefinitionNotFound as error:  # it waits until the drawing is deployed
                raise DeliveryNotYet(process=PROCESS) from error


def begin(session: Session, registry: Registry, request: RecoveryRequest, *, now: datetime) -> str:
    """Begin the process for a request that matches a complaint; return the instance's id."""
    complaint = session.get_one(Complaint, request.complaint_id)
    request.status = RecoveryStatus.ASKED
    request.instance_id = instances.start(
        session,
        registry,
        process=PROCESS,
        business_key=complaint.id,
        variables={"lost": request.kind},
        unit_id=complaint.unit_id,
        actor=SYSTEM,
        now=now,
    )
    session.flush()
    return request.instance_id


def _runs_already(session: Session, request: RecoveryRequest) -> bool:
    """Whether such a request runs for the complaint; it is locked, so that one stays the only."""
    session.scalars(
        select(Complaint.id).where(Complaint.id == request.complaint_id).with_for_update()
    ).one()
    found = open_requests(request.complaint_id or "").where(RecoveryRequest.kind == request.kind)
    return session.scalars(found).first() is not None
