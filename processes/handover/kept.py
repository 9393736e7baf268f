"""Cases that stay with the officer above, who took them over as the receiver did not.

A post passes into one hand. A case that fell to the house officer, or to the superintendent where
the house officer leaves, does not pass with it: her own post investigates it from now on, until
she or the law names another.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import instances
from engine.deliveries import Delivery
from engine.exceptions import InstanceNotRunning
from engine.registry import SYSTEM, Registry
from engine.step import Step
from models import JobKind, Post, TransferOrder, Unit
from processes.posts.seats import HOUSE_OFFICER

DELIVER = "case_kept_above"
#: The variable that names the seat which investigates.
SEAT = "io_post_id"


def keep_case(step: Step) -> None:
    """Have the case that was just taken over follow the officer who did, and not the seat."""
    order = step.session.get_one(TransferOrder, step.business_key)
    keeper = step.actor.post_id or _house_officer(step.session, order.post_id)
    if keeper is None:
        return
    payload = {
        "deliver": DELIVER,
        "case": step.variables["handed_case"],
        "left": order.post_id,
        "keeper": keeper,
    }
    step.add_job(JobKind.DELIVERY, step.now, payload)


def _house_officer(session: Session, left: str) -> str | None:
    unit = session.get_one(Unit, session.get_one(Post, left).unit_id)
    return session.scalars(
        select(Post.id).where(Post.unit_id == unit.id, Post.role == HOUSE_OFFICER)
    ).first()


@dataclass(frozen=True)
class KeepCase:
    """Gives a case to the post of who took it over; a second time changes nothing."""

    sessions: sessionmaker[Session]
    registry: Registry

    def __call__(self, delivery: Delivery) -> None:
        case, left = delivery.payload["case"], delivery.payload["left"]
        with self.sessions.begin() as session:
            if instances.variables(session, self.registry, case).get(SEAT) != left:
                return  # it lay at the post for another step, or has another officer since
            try:
                instances.share(
                    session,
                    self.registry,
                    case,
                    {SEAT: delivery.payload["keeper"]},
                    reason="officer_changed",
                    actor=SYSTEM,
                    now=delivery.now,
                )
            except InstanceNotRunning:
                return
