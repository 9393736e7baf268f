"""Kept away: the officers who learn nothing of a complaint while what she says of them is examined.

They are kept from what runs beside it as well.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from engine.registry import Handler
from engine.step import Step
from models import Complaint, Level, Post, Posting, Unit
from processes.complaint.going_along import seat_anew_beside
from processes.permissions.case import INVESTIGATOR
from processes.posts.postings import held_at, holders
from processes.posts.recusals import let_back, recuse
from processes.posts.rungs import LADDER, holders_at
from processes.posts.units import ancestor_column


def note_whom_she_complains_of(step: Step) -> Mapping[str, Any]:
    """Keep in mind which unit the complaint may not stay in, if it must go, and whom to pass over.

    `kept_from_level` says how high that is. Where it lies above that level, there is none.
    `kept_away` is the post whose holder learns of nothing until this is examined. Who is examined
    twice at once stands in `officers_kept_away` twice, and is kept away until both are over.
    """
    complaint = step.session.get_one(Complaint, step.business_key)
    level = Level[str(step.variables["kept_from_level"]).upper()]
    about = sorted(_holding(step, complaint))
    recuse(step.session, step.instance_id, about, reason="complained_of", now=step.now)
    _seat_anew(step, complaint, about)
    return {
        "unit_complained_of": getattr(complaint, ancestor_column(level)),
        "officers_examined": about,
        **_kept_away(step, [*(step.variables.get("officers_kept_away") or ()), *about]),
    }


def let_them_have_it_again(step: Step) -> Mapping[str, Any]:
    """It stays where it is: whom she complained of may have it again, and what falls to them.

    Who is kept away for another complaint of hers as well stays so.
    """
    about = Counter(step.variables.get("officers_examined") or ())
    still = Counter(step.variables.get("officers_kept_away") or ()) - about
    free = about.keys() - still.keys()
    let_back(step.session, step.instance_id, free)
    _seat_anew(step, step.session.get_one(Complaint, step.business_key), free)
    return {
        "unit_complained_of": None,
        "officers_examined": [],
        **_kept_away(step, sorted(still.elements())),
    }


def _kept_away(step: Step, officer_ids: list[str]) -> Mapping[str, Any]:
    """Write down for every branch of the case who is kept away."""
    kept = {"officers_kept_away": officer_ids}
    step.share(**kept)
    return kept


def _holding(step: Step, complaint: Complaint) -> frozenset[str]:
    """Who holds the post that she complains of, if that is one to be kept from the case."""
    session, role = step.session, step.variables.get("kept_away")
    seat = step.variables.get("io_post_id")
    if role == INVESTIGATOR and seat is not None:
        return frozenset(officer.id for officer in holders(session, seat, step.now))
    lies_at = session.get_one(Unit, complaint.unit_id)
    found = (holders_at(session, lies_at, rung, step.now) for rung in LADDER if rung.role == role)
    return next(found, frozenset())


def _seat_anew(step: Step, complaint: Complaint, officer_ids: Collection[str]) -> None:
    """Ask again where the steps go that fall to these officers, here and in what runs beside."""
    roles = _roles(step, officer_ids)
    step.seat_anew(roles)
    seat_anew_beside(step, complaint, roles)


def _roles(step: Step, officer_ids: Collection[str]) -> frozenset[str]:
    """The roles of all posts that these officers hold, acting charges included."""
    held = select(Post.role).join(Posting, Posting.post_id == Post.id)
    return frozenset(
        step.session.scalars(held.where(Posting.officer_id.in_(officer_ids), held_at(step.now)))
    )


KEEPING: Mapping[str, Handler] = {
    "note_whom_she_complains_of": note_whom_she_complains_of,
    "let_them_have_it_again": let_them_have_it_again,
}
