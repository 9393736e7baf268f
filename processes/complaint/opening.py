"""Opening: a complaint that has just been written down begins its life on the newest drawing."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.forms import Form
from engine.registry import Actor, Registry
from models import Complaint
from processes.complaint.answers import Answers, with_blanks

PROCESS = "complaint"


def begin(
    session: Session,
    registry: Registry,
    complaint: Complaint,
    form: Form,
    answers: Answers,
    *,
    actor: Actor,
    now: datetime,
    start_event: str | None = None,
    **more: Any,
) -> None:
    """Start the drawing with what was answered on the proforma, and with `more` variables.

    `start_event` is the one that has happened, where a message begins it.
    """
    instances.start(
        session,
        registry,
        process=PROCESS,
        business_key=complaint.id,
        variables={
            **with_blanks(form, answers.variables),
            "complaint_id": complaint.id,
            "submitted_at": now.isoformat(),
            "station": complaint.station_id,
            "has_station": complaint.station_id is not None,
            "language": complaint.language,
            **more,
        },
        unit_id=complaint.unit_id,
        actor=actor,
        now=now,
        instance_id=complaint.instance_id,
        start_event=start_event,
    )
