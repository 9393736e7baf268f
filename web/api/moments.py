"""Moments as the API says them: all on one clock, that of India."""

from datetime import datetime

from engine.law import KOLKATA

#: Every moment in an answer ends so.
OFFSET = "+05:30"


def moment(at: datetime | None) -> str | None:
    """A moment as it stands in an answer; None where there is none."""
    return at.astimezone(KOLKATA).isoformat() if at else None
