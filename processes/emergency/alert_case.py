"""The case of an alert: begun once, where it lies, and what is kept of what she told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances
from engine.registry import SYSTEM, Registry
from models import EmergencyAlert, Unit
from models.encryption import Keyring
from models.locks import lock_name
from processes.complaint import record
from processes.emergency.responses import MOST_NEAR, near
from processes.emergency.search import Candidate, nearest

PROCESS = "emergency"


def sent_before(session: Session, submission_key: str) -> EmergencyAlert | None:
    """The alert that this call has made already; others with the same key wait until then."""
    lock_name(session, f"alert:{submission_key}")
    return session.scalars(
        select(EmergencyAlert).where(EmergencyAlert.submission_key == submission_key)
    ).first()


def start_case(
    session: Session,
    registry: Registry,
    made: EmergencyAlert,
    told: Mapping[str, Any],
    around: Sequence[Candidate],
    *,
    is_verified: bool = False,
) -> None:
    """Start the case; without anybody `around`, her station's units are asked."""
    around = around or nearest(session, made, None, enough=MOST_NEAR, now=made.raised_at)
    session.add(made)
    session.flush()
    keep(session, registry.keyring, made, told, now=made.raised_at)
    instances.start(
        session,
        registry,
        process=PROCESS,
        business_key=made.id,
        variables={
            "alert_id": made.id,
            "alerted_at": made.raised_at.isoformat(),
            "is_drill": made.is_drill,
            "language": made.language,
            "number_is_verified": is_verified,
            "units_near": [list(each) for each in near(around)],
        },
        unit_id=made.unit_id,
        actor=SYSTEM,
        now=made.raised_at,
        instance_id=made.instance_id,
    )


def keep(
    session: Session,
    keyring: Keyring,
    alert: EmergencyAlert,
    told: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Write what is told of her into the encrypted record; what is empty stays as it was."""
    kept = {name: value for name, value in told.items() if value not in (None, "")}
    record.write(session, keyring, alert.instance_id, kept, now=now)


def lay_at(alert: EmergencyAlert, unit: Unit) -> None:
    """Let an alert lie at a unit, and so within those above it."""
    alert.unit_id, alert.station_id, alert.circle_id = unit.id, unit.station_id, unit.circle_id
    alert.district_id, alert.state_id = unit.district_id, unit.state_id
