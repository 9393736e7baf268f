"""What the law sets whatever is drawn: where its days are counted, and deadlines to be watched."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

#: Where Indian law counts its days.
KOLKATA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True)
class Deadline:
    """A deadline of the law that the drawing of a process may not be without."""

    step: str  # the id of the step, or of the box, that it is about
    length: str  # as ISO 8601: P2M
