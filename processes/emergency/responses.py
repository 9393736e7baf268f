"""Responses: whom an alert has asked, and how each unit's part ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import EmergencyAlert, EmergencyResponse, PatrolUnit, ResponseEnd
from processes.emergency.place import Place
from processes.emergency.units import Candidate, nearest


def responses(session: Session, alert_id: str) -> Sequence[EmergencyResponse]:
    """Everybody this alert has asked, in the order of asking."""
    return session.scalars(
        select(EmergencyResponse)
        .where(EmergencyResponse.alert_id == alert_id)
        .order_by(EmergencyResponse.id)
    ).all()


def ask_the_next(
    session: Session,
    alert: EmergencyAlert,
    place: Place | None,
    *,
    places: int,
    round_: int,
    now: datetime,
) -> PatrolUnit | None:
    """Ask the nearest unit that was not asked in this round; None if there is nobody left.

    Of the units asked at the same time one has a woman, if any within reach has: where the last
    free place is to be filled and none of the others has one, the nearest unit with a woman goes
    before nearer ones.
    """
    asked = [each for each in responses(session, alert.id) if each.round == round_]
    found = nearest(
        session,
        alert,
        place,
        leaving_out=[each.patrol_unit_id for each in asked],
        enough=places,
        now=now,
    )
    if not found:
        return None
    bound = [each.patrol_unit_id for each in asked if each.ended_at is None]
    chosen = found[0]
    if len(bound) >= places - 1 and not _has_woman(session, bound):
        chosen = next((each for each in found if each.unit.has_woman), chosen)
    session.add(_asked(alert, chosen, round_, now))
    session.flush()
    return chosen.unit


def bound_response(
    session: Session, alert_id: str, post_id: str | None
) -> EmergencyResponse | None:
    """The response of the unit with this post that is still bound to the alert."""
    return session.scalars(
        select(EmergencyResponse)
        .join(PatrolUnit, PatrolUnit.id == EmergencyResponse.patrol_unit_id)
        .where(
            EmergencyResponse.alert_id == alert_id,
            EmergencyResponse.ended_at.is_(None),
            PatrolUnit.post_id == post_id,
        )
    ).first()


def end(response: EmergencyResponse, how: ResponseEnd, now: datetime) -> None:
    """End a unit's part; what has ended stays as it ended."""
    if response.ended_at is None:
        response.ended_at, response.ended_as = now, how


def stand_down(session: Session, alert_id: str, now: datetime) -> int:
    """End the part of every unit still bound to the alert; how many there were."""
    bound = [each for each in responses(session, alert_id) if each.ended_at is None]
    for each in bound:
        end(each, ResponseEnd.STOOD_DOWN, now)
    return len(bound)


def _has_woman(session: Session, unit_ids: Sequence[str]) -> bool:
    found = session.scalars(
        select(PatrolUnit.id).where(PatrolUnit.id.in_(unit_ids), PatrolUnit.has_woman).limit(1)
    )
    return found.first() is not None


def _asked(
    alert: EmergencyAlert, chosen: Candidate, round_: int, now: datetime
) -> EmergencyResponse:
    return EmergencyResponse(
        alert_id=alert.id,
        patrol_unit_id=chosen.unit.id,
        round=round_,
        distance_m=chosen.distance_m,
        asked_at=now,
    )
