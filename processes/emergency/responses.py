"""Responses: whom an alert has asked, and how each unit's part ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, or_, select
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from models import EmergencyAlert, EmergencyResponse, PatrolUnit, ResponseEnd
from processes.emergency.search import Candidate

#: So many units are kept ready to be asked.
MOST_NEAR = 12


def responses(session: Session, alert_id: str) -> Sequence[EmergencyResponse]:
    """Everybody this alert has asked, in the order of asking."""
    return session.scalars(
        select(EmergencyResponse)
        .where(EmergencyResponse.alert_id == alert_id)
        .order_by(EmergencyResponse.id)
    ).all()


class Near(NamedTuple):
    """A unit that may be asked; as a list it is kept among the variables of the case."""

    unit_id: str
    post_id: str
    has_woman: bool


def near(candidates: Sequence[Candidate]) -> list[Near]:
    """Those to be asked one after the other; more are looked up when these were all asked."""
    kept = list(candidates[:MOST_NEAR])
    if not any(each.has_woman for each in kept):
        kept += [each for each in candidates[MOST_NEAR:] if each.has_woman][:1]
    return [Near(each.unit_id, each.post_id, each.has_woman) for each in kept]


def ask_the_next(
    session: Session,
    alert: EmergencyAlert,
    nearby: Sequence[Near],
    *,
    places: int,
    round_: int,
    now: datetime,
) -> Near | None:
    """Ask the first of these units that was not asked in this round; None if all were.

    Those bound to another alert come last; a drill binds nobody. Of the units asked at the same
    time one has a woman, if any of these has: where the last free place is to be filled and none of
    the others has one, the nearest unit with a woman goes before nearer ones.
    """
    asked_for = {f"unit_{number}": "" for number in range(MOST_NEAR + 1)}
    asked_for |= {f"unit_{number}": each.unit_id for number, each in enumerate(nearby)}
    known = [
        _Known(*row)
        for row in _KNOWN.all(session.connection(), {"of_alert": alert.id, **asked_for})
    ]
    hers = [row for row in known if row.alert_id == alert.id and row.round == round_]
    asked = {row.patrol_unit_id for row in hers}
    going = {row.patrol_unit_id for row in hers if row.ended_at is None}
    elsewhere = {
        row.patrol_unit_id for row in known if row.alert_id != alert.id and not row.is_drill
    }
    left = [each for each in nearby if each.unit_id not in asked]
    left.sort(key=lambda each: each.unit_id in elsewhere)  # stable: the nearest stay first
    if not left:
        return None
    chosen = left[0]
    if len(going) >= places - 1 and not any(
        each.has_woman for each in nearby if each.unit_id in going
    ):
        chosen = next((each for each in left if each.has_woman), chosen)
    _ASK.run(
        session.connection(),
        {
            "alert_id": alert.id,
            "patrol_unit_id": chosen.unit_id,
            "round": round_,
            "asked_at": now,
        },
    )
    return chosen


class _Known(NamedTuple):
    """A response as :data:`_KNOWN` finds it."""

    patrol_unit_id: str
    alert_id: str
    round: int
    ended_at: datetime | None
    is_drill: bool


# asked three times an alert, while others wait for the same tables: prepared once
_KNOWN = Prepared(
    select(
        EmergencyResponse.patrol_unit_id,
        EmergencyResponse.alert_id,
        EmergencyResponse.round,
        EmergencyResponse.ended_at,
        EmergencyAlert.is_drill,
    )
    .join(EmergencyAlert, EmergencyAlert.id == EmergencyResponse.alert_id)
    .where(
        or_(
            EmergencyResponse.alert_id == bindparam("of_alert"),
            EmergencyResponse.patrol_unit_id.in_(
                [bindparam(f"unit_{number}") for number in range(MOST_NEAR + 1)]
            )
            & EmergencyResponse.ended_at.is_(None),
        )
    )
)
_ASK = Prepared(insert(EmergencyResponse), "alert_id", "patrol_unit_id", "round", "asked_at")


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
