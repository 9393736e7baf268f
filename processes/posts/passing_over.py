"""Passing over: whose a step is where all who hold its post are kept from the run."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from engine.registry import AssignRequest, Seat
from models import Gender, Unit
from processes.posts.postings import holders
from processes.posts.recusals import recused_from
from processes.posts.rungs import Rung, above, first_free, holders_of_role


def instead_of(session: Session, request: AssignRequest, seat: Seat) -> AssignRequest | None:
    """What to ask for instead of a seat that only officers hold who are kept from the run.

    That is the first of `or_else`, and then of the posts above, which somebody else holds; a
    woman, where one is needed. None: the seat serves, or nobody does.
    """
    recused = recused_from(session, request.instance_id)
    if not recused or seat.unit_id is None:
        return None
    if _holders(session, seat, request.now).isdisjoint(recused):
        return None
    needs_woman = request.needs_woman
    if _holders(session, seat, request.now, needs_woman=needs_woman) - recused:
        return None
    own = Rung(seat.role, session.get_one(Unit, seat.unit_id).level)
    rungs = (*(Rung(*each) for each in request.or_else), *above(own))
    lies_at = session.get_one(Unit, request.unit_id)
    free = first_free(
        session, lies_at, rungs, recused=recused, now=request.now, needs_woman=needs_woman
    )
    if free is None:
        return None
    return replace(request, role=free.role, level=free.level, post_id=None, or_else=())


def _holders(
    session: Session, seat: Seat, now: datetime, *, needs_woman: bool = False
) -> frozenset[str]:
    if seat.post_id is None:
        return holders_of_role(session, seat.unit_id, seat.role, now, needs_woman=needs_woman)
    return frozenset(
        officer.id
        for officer in holders(session, seat.post_id, now)
        if officer.gender is Gender.FEMALE or not needs_woman
    )
