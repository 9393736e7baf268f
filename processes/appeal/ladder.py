"""The ladder of an appeal: who is complained of, and who above them may decide."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import custody
from models import Complaint, CustodyInterval, TaskStatus, Unit, UserTask
from processes.posts.rungs import LADDER, first_free, holders_at

#: Whose steps lead to a closure.
_CLOSERS = ("investigating_officer", "sho", "independent_reviewer")


def complained_of(
    session: Session, complaint: Complaint, *, ground: str, named: str | None, now: datetime
) -> frozenset[str]:
    """The officers an appeal is about: the one she names, else those the ground points to."""
    if ground == "officer":
        return frozenset({named} if named else ())
    if ground == "refusal":
        station = LADDER[0]
        refused = _who_did(session, complaint, (station.role,))
        return refused or holders_at(session, _lies_at(session, complaint), station, now)
    if ground == "closure":
        return _who_did(session, complaint, _CLOSERS)
    return _in_charge(session, complaint, now)


def first_rung(
    session: Session, complaint: Complaint, officers: Collection[str], now: datetime
) -> int:
    """The lowest level above all of these officers: nobody judges her own superior."""
    lies_at = _lies_at(session, complaint)
    held = [
        index
        for index, rung in enumerate(LADDER)
        if holders_at(session, lies_at, rung, now) & set(officers)
    ]
    return max(held) + 1 if held else 0


def next_rung(
    session: Session,
    complaint: Complaint,
    *,
    from_rung: int,
    recused: Collection[str],
    now: datetime,
) -> int | None:
    """The next level where somebody may decide; None if none is left.

    A level is passed over where its post is vacant, or held, in acting charge too, only by those
    who are kept from this appeal.
    """
    lies_at = _lies_at(session, complaint)
    found = first_free(session, lies_at, LADDER[from_rung:], recused=recused, now=now)
    return None if found is None else LADDER.index(found)


def _lies_at(session: Session, complaint: Complaint) -> Unit:
    return session.get_one(Unit, complaint.unit_id)


def _who_did(session: Session, complaint: Complaint, roles: Collection[str]) -> frozenset[str]:
    """Who has completed steps of these roles, whatever post they hold by now."""
    officers = session.scalars(
        select(UserTask.closed_by).where(
            UserTask.instance_id == complaint.instance_id,
            UserTask.status == TaskStatus.COMPLETED,
            UserTask.role.in_(roles),
        )
    )
    return frozenset(officer_id for officer_id in officers if officer_id)


def _in_charge(session: Session, complaint: Complaint, now: datetime) -> frozenset[str]:
    """Who answers for the complaint now, else who did last."""
    intervals = custody.ledger(session, complaint.instance_id or "", now)
    last = next((each for each in reversed(intervals) if each.officer_id), None)
    return frozenset({last.officer_id} if last and last.officer_id else ())


def her_officers(session: Session, complaint: Complaint) -> list[tuple[str, str, str | None]]:
    """Officer, role and unit of everybody who had the complaint or did a step of it."""
    had = session.execute(
        select(CustodyInterval.officer_id, CustodyInterval.role, CustodyInterval.unit_id)
        .where(
            CustodyInterval.instance_id == complaint.instance_id,
            CustodyInterval.officer_id.is_not(None),
        )
        .order_by(CustodyInterval.from_at.desc())
    )
    did = session.execute(
        select(UserTask.closed_by, UserTask.role, UserTask.unit_id)
        .where(UserTask.instance_id == complaint.instance_id, UserTask.closed_by.is_not(None))
        .order_by(UserTask.closed_at.desc())
    )
    found: dict[str, tuple[str, str, str | None]] = {}
    for officer_id, role, unit_id in (*had, *did):
        found.setdefault(officer_id, (officer_id, role, unit_id))
    return list(found.values())
