"""What happens next after she has sent her complaint, for the page she sees then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from models import Complaint
from processes.complaint.calls import window
from processes.complaint.contact import NO_CHANNEL

#: A code sent as a message is on its way within this time.
CODE_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class CallWindow:
    """When a woman will call her, or that one visits her."""

    submitted_at: datetime
    code_by: datetime
    opens_at: datetime
    due_at: datetime
    is_in_danger: bool  # she said so, and units are called for her
    is_visited: bool  # no telephone is safe for her

    @property
    def is_at_once(self) -> bool:
        """Whether the call comes from now on, not only tomorrow."""
        return self.opens_at <= self.submitted_at


def call_window(session: Session, registry: Registry, complaint_id: str) -> CallWindow:
    """The window that the triage's decision table gave this complaint."""
    complaint = session.get_one(Complaint, complaint_id)
    known = instances.variables(session, registry, complaint.instance_id or "")
    submitted_at = complaint.submitted_at
    opens_at, due_at = window(known, zone=registry.zone)
    return CallWindow(
        submitted_at=submitted_at,
        code_by=submitted_at + CODE_WITHIN,
        opens_at=opens_at,
        due_at=due_at,
        is_in_danger=bool(known.get("danger_now")),
        is_visited=complaint.safe_channel == NO_CHANNEL,
    )
