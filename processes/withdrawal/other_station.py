"""Another station: one that has nothing to do with a complaint, to ask her what she wishes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models import Complaint, Gender, Level, Officer, Post, Posting, Unit
from processes.complaint.kept_from import may_have_it
from processes.posts.postings import held_at

ROLE = "woman_recorder"


def station_apart(
    session: Session, complaint: Complaint, known: Mapping[str, Any], *, now: datetime
) -> Unit:
    """The nearest other station with a woman officer; the State itself where there is none.

    The same circle comes first, then the district, then the State. Where it must not be again is
    left out; `known` are the complaint's variables, which say what that is.
    """
    stations = select(Unit).where(
        Unit.level == Level.STATION,
        Unit.state_id == complaint.state_id,
        Unit.id != (complaint.station_id or ""),
        may_have_it(known),
        _has_woman(now),
    )
    found = session.scalars(stations).all()
    if not found:
        return session.get_one(Unit, complaint.state_id)
    return min(found, key=lambda unit: (*_distance(unit, complaint), unit.name, unit.id))


def _has_woman(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        Post.unit_id == Unit.id,
        Post.role == ROLE,
        Posting.post_id == Post.id,
        held_at(now),
        Officer.id == Posting.officer_id,
        Officer.gender == Gender.FEMALE,
    )


def _distance(unit: Unit, complaint: Complaint) -> tuple[bool, bool]:
    return unit.circle_id != complaint.circle_id, unit.district_id != complaint.district_id
