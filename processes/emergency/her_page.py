"""What a woman who called for help is shown: who was asked, who is coming, how far."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import AlertStatus, EmergencyAlert, PatrolUnit
from models.encryption import Keyring
from processes.emergency.caller import where_she_is
from processes.emergency.danger import alert_of
from processes.emergency.responses import responses
from processes.emergency.units import how_far
from processes.exceptions import NotVisible


@dataclass(frozen=True)
class Standing:
    """How her call stands."""

    status: AlertStatus
    raised_at: datetime
    asked: int  # units that were asked until now
    coming: int  # units on their way
    nearest_m: int | None  # how far the nearest of those on their way was heard last
    is_placed: bool  # whether anybody knows where she is


def standing(session: Session, keyring: Keyring, alert_id: str) -> Standing:
    """How a call stands.

    :raises NotVisible: there is none
    """
    alert = session.get(EmergencyAlert, alert_id)
    if alert is None or alert.is_drill:
        raise NotVisible
    asked = responses(session, alert_id)
    coming = [each for each in asked if each.accepted_at and not each.ended_at]
    place = where_she_is(session, keyring, alert)
    units = [session.get_one(PatrolUnit, each.patrol_unit_id) for each in coming]
    distances = [metres for unit in units if (metres := how_far(unit, place)) is not None]
    return Standing(
        status=alert.status,
        raised_at=alert.raised_at,
        asked=len({each.patrol_unit_id for each in asked}),
        coming=len(coming),
        nearest_m=min(distances, default=None),
        is_placed=alert.station_id is not None,
    )


def standing_of_complaint(
    session: Session, keyring: Keyring, complaint_id: str
) -> tuple[str, Standing] | None:
    """The alert that her complaint has raised and how it stands; None where there is none yet."""
    alert = alert_of(session, complaint_id)
    return (alert.id, standing(session, keyring, alert.id)) if alert is not None else None
