"""The ladder of an appeal: who is complained of, and who above them may decide."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import custody
from models import Complaint, CustodyInterval, Level, Post, Posting, TaskStatus, Unit, UserTask
from processes.posts.postings import held_at
from processes.posts.units import ancestor_column


@dataclass(frozen=True)
class Rung:
    """A level that decides, by the post that decides there."""

    name: str  # as the drawing calls it
    level: Level
    role: str


LADDER = (
    Rung("station", Level.STATION, "sho"),
    Rung("circle", Level.CIRCLE, "circle_officer"),
    Rung("district", Level.DISTRICT, "superintendent"),
    Rung("state", Level.STATE, "state_nodal"),
)
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
        return refused or _holders_at(session, complaint, station, now)
    if ground == "closure":
        return _who_did(session, complaint, _CLOSERS)
    return _in_charge(session, complaint, now)


def first_rung(
    session: Session, complaint: Complaint, officers: Collection[str], now: datetime
) -> int:
    """The lowest level above all of these officers: nobody judges her own superior."""
    held = [
        index
        for index, rung in enumerate(LADDER)
        if _holders_at(session, complaint, rung, now) & set(officers)
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
    for index in range(from_rung, len(LADDER)):
        if _holders_at(session, complaint, LADDER[index], now) - set(recused):
            return index
    return None


def _holders_at(
    session: Session, complaint: Complaint, rung: Rung, now: datetime
) -> frozenset[str]:
    """Who holds the post of a level above the complaint now, acting charges included."""
    lies_at = session.get_one(Unit, complaint.unit_id)
    unit_id = getattr(lies_at, ancestor_column(rung.level))
    return frozenset(
        session.scalars(
            select(Posting.officer_id)
            .join(Post, Post.id == Posting.post_id)
            .where(Post.unit_id == unit_id, Post.role == rung.role, held_at(now))
        )
    )


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
