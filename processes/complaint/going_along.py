"""Going along: where a complaint goes, what runs beside it at the unit that it leaves goes too.

An appeal would else stay with the station that lost the case. What chose its own place, as the talk
about a withdrawal does, stays there.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.exceptions import InstanceNotRunning
from engine.registry import SYSTEM, Registry
from engine.relocation import relocate
from engine.step import Step
from models import (
    Complaint,
    InstanceStatus,
    JobKind,
    ProcessDefinition,
    ProcessInstance,
    Unit,
)
from processes.complaint.asking import WITHDRAWAL
from processes.complaint.jurisdiction import lies_at

DELIVER = "goes_along"


def go_to(step: Step, complaint: Complaint, unit: Unit) -> None:
    """Bring a complaint to another unit, and have what runs beside it follow at once."""
    payload = {"deliver": DELIVER, "complaint": complaint.id, "left": complaint.unit_id}
    lies_at(complaint, unit)
    step.move_to_unit(unit.id)
    step.add_job(JobKind.DELIVERY, step.now, payload)


@dataclass(frozen=True)
class GoAlong:
    """Brings what runs beside a complaint to where that lies; a second time changes nothing."""

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        with self.sessions.begin() as session:
            complaint = session.get_one(Complaint, delivery.payload["complaint"])
            left_behind = session.scalars(
                select(ProcessInstance.id)
                .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
                .where(
                    ProcessDefinition.name != WITHDRAWAL.process,
                    ProcessInstance.business_key == complaint.id,
                    ProcessInstance.unit_id == delivery.payload["left"],
                    ProcessInstance.unit_id != complaint.unit_id,
                    ProcessInstance.status == InstanceStatus.RUNNING,
                    ProcessInstance.id != complaint.instance_id,
                )
                .order_by(ProcessInstance.id)
            ).all()
            for instance_id in left_behind:
                try:
                    relocate(
                        session,
                        self.registry,
                        instance_id,
                        complaint.unit_id,
                        reason="goes_along",
                        actor=SYSTEM,
                        now=delivery.now,
                    )
                except InstanceNotRunning:
                    continue  # it ended while its row was waited for
