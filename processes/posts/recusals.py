"""Recusals: keeping an officer from a run that is about her, in acting charge as well.

Who is kept from a complaint is kept from all that runs beside it.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, union
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from models import Complaint, ProcessInstance, Recusal
from models.types import Id

_RUN = bindparam("of_instance", type_=Id)
#: The complaint's own run, beside which another runs.
_OF_COMPLAINT = (
    select(Complaint.instance_id)
    .join(ProcessInstance, ProcessInstance.business_key == Complaint.id)
    .where(ProcessInstance.id == _RUN)
    .scalar_subquery()
)
#: Asked for every step that opens, so it is prepared.
_OF_RUN = Prepared(
    select(Recusal.officer_id).where(
        or_(Recusal.instance_id == _RUN, Recusal.instance_id == _OF_COMPLAINT)
    )
)


def recuse(
    session: Session, instance_id: str, officer_ids: Iterable[str], *, reason: str, now: datetime
) -> None:
    """Keep these officers from a run; `reason` is a code. A second time changes nothing.

    Who is kept from its complaint for a while is kept from the run all the same, and longer.
    """
    known = set(
        session.scalars(select(Recusal.officer_id).where(Recusal.instance_id == instance_id))
    )
    session.add_all(
        Recusal(instance_id=instance_id, officer_id=officer_id, reason=reason, since=now)
        for officer_id in sorted(set(officer_ids) - known)
    )
    session.flush()


def let_back(session: Session, instance_id: str, officer_ids: Iterable[str]) -> None:
    """Keep these officers from a run no longer."""
    session.execute(
        delete(Recusal).where(
            Recusal.instance_id == instance_id, Recusal.officer_id.in_(set(officer_ids))
        )
    )


def recused_from(session: Session, *instance_ids: str | None) -> frozenset[str]:
    """The officers who are kept from any of these runs, or from the complaint of one."""
    connection = session.connection()
    return frozenset(
        officer_id
        for instance_id in instance_ids
        for (officer_id,) in _OF_RUN.all(connection, {"of_instance": instance_id})
    )


def recusals_of(session: Session, officer_id: str) -> frozenset[str]:
    """The runs that an officer is kept from, and those beside a complaint among them."""
    kept = select(Recusal.instance_id).where(Recusal.officer_id == officer_id)
    beside = (
        select(ProcessInstance.id)
        .join(Complaint, Complaint.id == ProcessInstance.business_key)
        .where(Complaint.instance_id.in_(kept))
    )
    return frozenset(session.scalars(union(kept, beside)))
