"""Going along: what runs beside a complaint goes where that goes, and past whom that goes past.

An appeal would else stay with the station that lost the case. The talk about a withdrawal lies at a
station that has nothing to do with the case, and is brought to another once it has.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.exceptions import InstanceNotRunning
from engine.registry import SYSTEM, Registry
from engine.relocation import relocate, seat_anew
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
from processes.complaint.kept_from import is_kept_from
from processes.complaint.known import known_of
from processes.withdrawal.other_station import station_apart

DELIVER = "goes_along"
#: What a job brings: the unit that the complaint has left, or the roles to be seated anew.
LEFT, ROLES = "left", "roles"


def go_to(step: Step, complaint: Complaint, unit: Unit) -> None:
    """Bring a complaint to another unit, and have what runs beside it follow at once."""
    payload = {"deliver": DELIVER, "complaint": complaint.id, LEFT: complaint.unit_id}
    lies_at(complaint, unit)
    step.move_to_unit(unit.id)
    step.add_job(JobKind.DELIVERY, step.now, payload)


def seat_anew_beside(step: Step, complaint: Complaint, roles: Collection[str]) -> None:
    """Have it asked at once where the steps of these roles go in what runs beside a complaint."""
    payload = {"deliver": DELIVER, "complaint": complaint.id, ROLES: sorted(roles)}
    step.add_job(JobKind.DELIVERY, step.now, payload)


@dataclass(frozen=True)
class GoAlong:
    """Lets what runs beside a complaint follow it; a second time changes nothing."""

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        with self.sessions.begin() as session:
            complaint = session.get_one(Complaint, delivery.payload["complaint"])
            for run in _running_beside(session, complaint):
                try:
                    self._let_follow(session, complaint, run, delivery)
                except InstanceNotRunning:
                    continue  # it ended while its row was waited for

    def _let_follow(
        self,
        session: Session,
        complaint: Complaint,
        run: Row[str, str, str | None],
        delivery: Delivery,
    ) -> None:
        instance_id, name, lies_at_id = run
        if ROLES in delivery.payload:
            seat_anew(
                session,
                self.registry,
                instance_id,
                delivery.payload[ROLES],
                reason=DELIVER,
                actor=SYSTEM,
                now=delivery.now,
            )
            return
        place = lies_at_id
        if name == WITHDRAWAL.process and lies_at_id is not None:
            place = self._apart(session, complaint, lies_at_id, delivery)
        elif lies_at_id == delivery.payload[LEFT]:
            place = complaint.unit_id
        if place is not None and place != lies_at_id:
            relocate(
                session,
                self.registry,
                instance_id,
                place,
                reason=DELIVER,
                actor=SYSTEM,
                now=delivery.now,
            )

    def _apart(
        self, session: Session, complaint: Complaint, unit_id: str, delivery: Delivery
    ) -> str:
        """Where she is asked alone: where that was to be, unless the complaint is there now."""
        known = known_of(session, self.registry.keyring, complaint)
        unit = session.get_one(Unit, unit_id)
        if unit_id != complaint.unit_id and not is_kept_from(unit, known):
            return unit_id
        return station_apart(session, complaint, known, now=delivery.now).id


def _running_beside(session: Session, complaint: Complaint) -> Sequence[Row[str, str, str | None]]:
    """What runs beside a complaint: the instance, the name of its drawing, where it lies."""
    return session.execute(
        select(ProcessInstance.id, ProcessDefinition.name, ProcessInstance.unit_id)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
        .where(
            ProcessInstance.business_key == complaint.id,
            ProcessInstance.status == InstanceStatus.RUNNING,
            ProcessInstance.id != complaint.instance_id,
        )
        .order_by(ProcessInstance.id)
    ).all()
