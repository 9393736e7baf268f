"""Seats of investigating officers: who sits there, with what load, and who may be chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.forms import Option
from engine.law import KOLKATA
from models import Complaint, Gender, Officer, OrderStatus, Post, TransferOrder, Unit
from processes.complaint.offences import Tables, with_charge_heads
from processes.complaint.seat_loads import SeatLoad, seat_loads
from processes.permissions.case import INVESTIGATOR
from processes.posts import ranks
from processes.posts.postings import holders
from processes.posts.recusals import recused_from

#: The sources of options that offer such seats.
SOURCES = frozenset({"io_seats", "io_seats_of_district"})
#: The table that says who may not investigate a case, and why.
REFUSAL = "officer_refusal"


@dataclass(frozen=True)
class Sitting:
    """A seat and who holds it."""

    post: Post
    unit: Unit
    officers: tuple[Officer, ...]
    leaving: frozenset[str] = frozenset()  # officers who are under a transfer order

    @property
    def facts(self) -> dict[str, Any]:
        """What tables may ask about the seat; of several holders, about the first."""
        officer = self.officers[0] if self.officers else None
        return {
            "officer_is_there": officer is not None,
            "officer_rank": ranks.code_of(officer.rank) if officer else None,
            "officer_is_woman": officer.gender is Gender.FEMALE if officer else None,
            "officer_is_leaving": officer is not None and officer.id in self.leaving,
        }


def facts_of(session: Session, post_id: str, *, now: datetime) -> dict[str, Any]:
    """What tables may ask about a chosen seat; nothing where there is no such seat."""
    post = session.get(Post, post_id)
    if post is None:
        return {}
    unit = session.get_one(Unit, post.unit_id)
    officers = tuple(holders(session, post.id, now))
    return Sitting(post, unit, officers, _leaving(session, officers)).facts


def sittings_at(session: Session, unit_id: str, *, now: datetime) -> list[Sitting]:
    """The seats of investigating officers at one unit."""
    return _sittings(session, Unit.id == unit_id, now)


def sittings_in(session: Session, district_id: str, *, now: datetime) -> list[Sitting]:
    """The seats of investigating officers at every unit of a district."""
    return _sittings(session, Unit.district_id == district_id, now)


def seat_options(
    session: Session,
    found: Iterable[Sitting],
    tables: Tables,
    known: Mapping[str, Any],
    *,
    complaint: Complaint,
    now: datetime,
) -> tuple[Option, ...]:
    """The seats that the law of the case allows with their load, then the others with the reason.

    Between them stand those against which something speaks that forbids nothing. What the law does
    not allow can be read here, but the form refuses it. Where somebody sits who is kept from the
    case the seat is not named at all: why, is not for everybody who chooses.
    """
    loads = seat_loads(session, complaint.station_id) if complaint.station_id else {}
    kept_away = recused_from(session, complaint.instance_id)
    case = with_charge_heads(tables, known)
    allowed, later, refused = [], [], []
    for sitting in found:
        if not kept_away.isdisjoint(officer.id for officer in sitting.officers):
            continue
        said = _against(tables, {**case, **sitting.facts}, now)
        load = _load(loads.get(sitting.post.id, SeatLoad()))
        if said.refuses:
            refused.append(_option(sitting, said.words, complaint))
        elif any(said.words):
            both = (f"{load[0]}; {said.words[0]}", f"{load[1]}; {said.words[1]}")
            later.append(_option(sitting, both, complaint))
        else:
            allowed.append(_option(sitting, load, complaint))
    return (*allowed, *later, *refused)


def who_may(
    found: Iterable[Sitting], tables: Tables, known: Mapping[str, Any], *, now: datetime
) -> list[Sitting]:
    """Those of the seats that the law of the case allows."""
    case = with_charge_heads(tables, known)
    return [each for each in found if not _against(tables, {**case, **each.facts}, now).refuses]


class _Against(NamedTuple):
    """What the table says against an officer, in short, in English and Hindi."""

    refuses: bool
    words: tuple[str, str]


def _against(tables: Tables, known: Mapping[str, Any], now: datetime) -> _Against:
    if REFUSAL not in tables:
        return _Against(False, ("", ""))
    said = tables[REFUSAL].evaluate(known, now=now, zone=KOLKATA)
    return _Against(bool(said[REFUSAL]), (said["short_of"] or "", said["short_of_hi"] or ""))


def _sittings(session: Session, where: Any, now: datetime) -> list[Sitting]:
    posts = session.execute(
        select(Post, Unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(where, Post.role == INVESTIGATOR)
        .order_by(Unit.level, Unit.name, Unit.id, Post.seat)
    ).all()
    held = {post.id: tuple(holders(session, post.id, now)) for post, _ in posts}
    leaving = _leaving(session, [officer for officers in held.values() for officer in officers])
    return [Sitting(post, unit, held[post.id], leaving) for post, unit in posts]


def _leaving(session: Session, officers: Iterable[Officer]) -> frozenset[str]:
    """Those of the officers who are under a transfer order."""
    return frozenset(
        session.scalars(
            select(TransferOrder.officer_id).where(
                TransferOrder.officer_id.in_([officer.id for officer in officers]),
                TransferOrder.status == OrderStatus.RUNNING,
            )
        )
    )


def _option(sitting: Sitting, words: tuple[str, str], complaint: Complaint) -> Option:
    """A seat: its number, its station if that is another than the complaint's, and who holds it."""
    post, unit, officers = sitting.post, sitting.unit, sitting.officers
    is_here = unit.id == complaint.station_id
    who = ", ".join(f"{officer.name}, {officer.rank}" for officer in officers) or "vacant"
    who_hi = (
        ", ".join(f"{officer.name_hi}, {ranks.in_hindi(officer.rank)}" for officer in officers)
        or "खाली"
    )
    seat = str(post.seat) if is_here else f"{unit.name} {post.seat}"
    seat_hi = str(post.seat) if is_here else f"{unit.name_hi} {post.seat}"
    return Option(post.id, f"{seat}: {who} – {words[0]}", f"{seat_hi}: {who_hi} – {words[1]}")


def _load(load: SeatLoad) -> tuple[str, str]:
    """A seat's load in English and Hindi."""
    if not load.open_cases:
        return "no open case", "कोई खुला मामला नहीं"
    cases = "1 open case" if load.open_cases == 1 else f"{load.open_cases} open cases"
    cases_hi = "1 खुला मामला" if load.open_cases == 1 else f"{load.open_cases} खुले मामले"
    if load.first_limit_at is None:
        return cases, cases_hi
    day = load.first_limit_at.astimezone(KOLKATA).strftime("%d-%m-%Y")
    return f"{cases}, the first due {day}", f"{cases_hi}, पहला {day} तक"
