"""Days as forms take them, counted from today in India: the pages run on the real clock."""

from datetime import datetime, timedelta

from engine.law import KOLKATA


def in_days(days: int) -> str:
    """The day so many days ahead, or ago."""
    return (datetime.now(KOLKATA) + timedelta(days=days)).date().isoformat()
