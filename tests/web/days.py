"""Days as forms take them, counted from today: the pages run on the real clock."""

from datetime import UTC, datetime, timedelta


def in_days(days: int) -> str:
    """The day so many days ahead, or ago."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
