"""A later FIR: other offences have come to what was registered as none, or ended without one."""

from collections.abc import Mapping
from typing import Any

from engine.law import KOLKATA
from engine.registry import Handler
from engine.step import Step
from models import Complaint, ComplaintStatus
from processes.complaint.two_months import limit_from


def note_later_fir(step: Step) -> Mapping[str, Any]:
    """Let every branch know whether the station is asked for an FIR, so that it is asked once."""
    is_due = step.properties["due"] == "yes"
    step.share(later_fir_is_due=is_due)
    return {"later_fir_is_due": is_due}


def open_again(step: Step) -> Mapping[str, Any]:
    """What has ended without an FIR has one now: it is open again, and its two months begin.

    They begin as the portal's target; the law may set its own, from the same moment. What goes on
    beside, after the first end, knows of the FIR too. A breach stays counted for ever; that she
    was told of it once keeps nobody from telling her of another.
    """
    complaint = step.session.get_one(Complaint, step.business_key)
    complaint.opened_again_at = step.now
    complaint.closed_at = None
    complaint.status = ComplaintStatus.REGISTERED
    complaint.limit_is_law = False
    complaint.limit_at = limit_from(step.now, KOLKATA)
    known_to_all = {"opened_again_at": step.now.isoformat(), "fir_at": step.now.isoformat()}
    step.share(**known_to_all)
    return {
        **known_to_all,
        "recorded_at": step.now.isoformat(),
        "closed_at": None,
        "breached_at": "",
        "to_be_investigated": True,
        "offences_known_at": None,  # what the offences bring from here on counts from the FIR
        "clock_starts_at": step.now.isoformat(),
        "limit_is_law": False,
        "limit_at": complaint.limit_at.isoformat(),
    }


LATER_FIR: Mapping[str, Handler] = {"note_later_fir": note_later_fir, "open_again": open_again}
