"""Seats of investigating officers: who sits there, with what load, and who may be chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.forms import Option
from engine.law import KOLKATA
from models import Complaint, Gender, Officer, Post, Unit
from processes.complaint.offences import Tables, with_charge_heads
from processes.complaint.seat_loads import SeatLoad, seat_loads
from processes.permissions.case import INVESTIGATOR
from processes.posts import ranks
from processes.posts.postings import holders

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

    @property
    def facts(self) -> dict[str, Any]:
        """What tables may ask about the seat; of several holders, about the first."""
        officer = self.officers[0] if self.officers else None
        return {
            "officer_is_there": officer is not None,
            "officer_rank": ranks.code_of(officer.rank) if officer else None,
            "officer_is_woman": officer.gender is Gender.FEMALE if officer else None,
        }


def facts_of(session: Session, post_id: str, *, now: datetime) -> dict[str, Any]:
    """What tables may ask about a chosen seat; nothing where there is no such seat."""
    post = session.get(Post, post_id)
    if post is None:
        return {}
    unit = session.get_one(Unit, post.unit_id)
    return Sitting(post, unit, tuple(holders(session, post.id, now))).facts


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

    What the law does not allow can be read here, but the form refuses it.
    """
    loads = seat_loads(session, complaint.station_id) if complaint.station_id else {}
    case = with_charge_heads(tables, known)
    allowed, refused = [], []
    for sitting in found:
        reason = _refusal(tables, {**case, **sitting.facts}, now)
        if reason is None:
            words = _load(loads.get(sitting.post.id, SeatLoad()))
            allowed.append(_option(sitting, words, complaint))
        else:
            refused.append(_option(sitting, reason, complaint))
    return (*allowed, *refused)


def who_may(
    found: Iterable[Sitting], tables: Tables, known: Mapping[str, Any], *, now: datetime
) -> list[Sitting]:
    """Those of the seats that the law of the case allows."""
    case = with_charge_heads(tables, known)
    return [each for each in found if _refusal(tables, {**case, **each.facts}, now) is None]


def _refusal(tables: Tables, known: Mapping[str, Any], now: datetime) -> tuple[str, str] | None:
    """Why an officer may not investigate, in short, in English and Hindi; None: she may."""
    if REFUSAL not in tables:
        return None
    said = tables[REFUSAL].evaluate(known, now=now, zone=KOLKATA)
    return (str(said["short_of"]), str(said["short_of_hi"])) if said[REFUSAL] else None


def _sittings(session: Session, where: Any, now: datetime) -> list[Sitting]:
    posts = session.execute(
        select(Post, Unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(where, Post.role == INVESTIGATOR)
        .order_by(Unit.level, Unit.name, Unit.id, Post.seat)
    ).all()
    return [Sitting(post, unit, tuple(holders(session, post.id, now))) for post, unit in posts]


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
