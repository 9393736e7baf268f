"""Service tasks: what each topic that the complaint's drawing names does.

Each takes the step and returns the variables it sets: codes, moments and decisions, never what she
told. What goes outside becomes a queued message.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.law import KOLKATA
from engine.registry import Handler
from engine.step import Step
from models import Complaint, ComplaintStatus, Unit
from processes.complaint import calls, codes, first_key, notices, offences, record
from processes.complaint.breaches import BREACHES
from processes.complaint.code_delivery import CODE_DELIVERY
from processes.complaint.contact import recipient
from processes.complaint.danger import call_for_help
from processes.complaint.escalations import raise_escalation
from processes.complaint.filing import FILING
from processes.complaint.further import FURTHER
from processes.complaint.later_fir import LATER_FIR
from processes.complaint.listening import tell_complaint
from processes.complaint.moves import MOVES
from processes.complaint.owed import OF_THE_LAW
from processes.complaint.self_confirmation import SELF_CONFIRMATION
from processes.complaint.turns import TURNS
from processes.complaint.two_months import limit_from

Variables = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A unit with its ancestors, where somebody is to be told who is not of the case's own unit."""

    unit_id: str
    circle_id: str | None
    district_id: str | None
    state_id: str | None


def prepare_call_back_code(step: Step) -> Variables:
    """Send her the call-back code; a code that was used, tried out or expired is made anew.

    The first time it also writes into the complaint's row how urgent triage has found it.
    """
    complaint = _complaint(step)
    complaint.urgency = _urgency(step)
    if recipient(step.session, step.keyring, complaint) is None:
        codes.renew(complaint, now=step.now)  # she keeps the one code she was shown
    else:
        code = codes.unspent_first_code(complaint, step.keyring) or codes.new_code()
        codes.give_code(complaint, step.keyring, code, now=step.now)
        notices.tell_code(step, complaint, code)
    if complaint.status is ComplaintStatus.PARKED:
        complaint.status = ComplaintStatus.SUBMITTED
    return {"code_tries_left": codes.TRIES - complaint.code_tries}


def plan_call(step: Step) -> Variables:
    """Find the next safe moment to call her."""
    plan = calls.plan_call(step.variables, now=step.now, zone=KOLKATA)
    return {
        "call_at": plan.call_at.isoformat(),
        "call_tries": plan.tries,
        "can_call": plan.can_call,
    }


def check_call_back_code(step: Step) -> Variables:
    """Compare the code the caller heard with hers, and forget what was heard."""
    complaint = _complaint(step)
    heard = record.latest(step.session, step.keyring, step.instance_id, "code_heard")
    checked = codes.check_code(complaint, step.keyring, str(heard or ""), now=step.now)
    record.forget_everywhere(step.session, step.instance_id, "code_heard")
    return {"code_right": checked.is_right, "code_tries_left": checked.tries_left}


def give_complaint_number(step: Step) -> Variables:
    """Make the number ready to be read out. The number itself is never a variable."""
    complaint = _complaint(step)
    if complaint.numbered_at is None:
        complaint.numbered_at = step.now
    return {"number_given_at": complaint.numbered_at.isoformat()}


def open_tracking(step: Step) -> Variables:
    """From here on her number opens the tracking page, and the station knows of the complaint.

    The clock of two months begins as the portal's target, of what was pending elsewhere on the
    day it was first brought there; the law may set another day later.
    """
    complaint = _complaint(step)
    first_key.forget(step.session, complaint)
    numbered_at = complaint.numbered_at or step.now
    complaint.numbered_at = numbered_at
    complaint.status = ComplaintStatus.NUMBERED
    starts_at = complaint.pending_since or numbered_at
    complaint.limit_at = limit_from(starts_at, KOLKATA)
    return {
        "clock_starts_at": starts_at.isoformat(),
        "limit_is_law": False,
        "limit_at": complaint.limit_at.isoformat(),
    }


def park_complaint(step: Step) -> None:
    """She could not be reached: the complaint waits for her and nothing of it is lost."""
    complaint = _complaint(step)
    complaint.status = ComplaintStatus.PARKED
    notices.tell_her(step, complaint, step.properties.get("notice", "parked"))


def look_for_station(step: Step) -> Variables:
    """See whether a station has the complaint; until the Oversight cell has chosen, none has."""
    complaint = _complaint(step)
    if complaint.station_id is None:
        return {"station_settled": False}
    return {
        "station_settled": True,
        "station": complaint.station_id,
        "district": complaint.district_id,
    }


def take_on_record(step: Step) -> Variables:
    """The information is recorded: the day from which the law counts."""
    complaint = _complaint(step)
    if complaint.recorded_at is None:
        complaint.recorded_at = step.now
    complaint.status = ComplaintStatus.REGISTERED
    return {"recorded_at": complaint.recorded_at.isoformat()}


def start_two_month_clock(step: Step) -> Variables:
    """Start the two months: by law from the recording, else as a target from the number."""
    complaint = _complaint(step)
    complaint.status = ComplaintStatus.UNDER_INVESTIGATION
    return _count_two_months(step, complaint)


def count_two_months_anew(step: Step) -> Variables:
    """Corrected offences or dates may give the two months another beginning; before that, none."""
    complaint = _complaint(step)
    return {} if complaint.recorded_at is None else _count_two_months(step, complaint)


def _count_two_months(step: Step, complaint: Complaint) -> Variables:
    opened_again_at = complaint.opened_again_at
    recorded_at = opened_again_at or complaint.recorded_at or step.now
    recorded = {**step.variables, "recorded_at": recorded_at.isoformat()}
    tables = offences.tables_of(step.session, step.definition)
    law = offences.law_of_case(tables, recorded, now=step.now)
    complaint.limit_is_law = law["two_months_by_law"]
    is_from_recording = complaint.limit_is_law or opened_again_at is not None
    starts_at = recorded_at if is_from_recording else complaint.numbered_at or recorded_at
    pending_since = complaint.pending_since if opened_again_at is None else None
    if pending_since is not None and pending_since < starts_at:
        # what was pending elsewhere keeps its earlier day; the law's own would end later
        starts_at, complaint.limit_is_law = pending_since, False
    complaint.limit_at = limit_from(starts_at, KOLKATA)
    looked_up = "charge_heads" in step.variables
    return {
        **(law if looked_up else {}),
        "clock_starts_at": starts_at.isoformat(),
        "limit_is_law": complaint.limit_is_law,
        "limit_at": complaint.limit_at.isoformat(),
    }


def reclassify(step: Step) -> Variables:
    """Other offences from here on, for every branch; the two months are counted anew.

    Whether one is cognizable was asked of these; what was answered of the earlier ones is over.
    """
    decided = {
        "offences": step.variables["proposed_offences"],
        "cognizable_answer": step.variables.get("proposed_cognizable_answer"),
    }
    known = replace(step, variables={**step.variables, **decided})
    changed = {**decided, **count_two_months_anew(known)}
    step.share(**changed)
    return changed


def escalate(step: Step) -> None:
    """Bring the case before a supervisor: of the unit it lies at, or that `of_unit` names."""
    variable = step.properties.get("of_unit")
    if variable is None:
        raise_escalation(step, _complaint(step))
        return
    unit = step.session.get_one(Unit, step.variables[variable])
    place = Place(unit.id, unit.circle_id, unit.district_id, unit.state_id)
    raise_escalation(step, place)


def record_breach(step: Step) -> Variables:
    """The limit has passed: counted for ever, and brought before the superintendent.

    Every other clock of the case sees it: what she was told once is not told twice.
    """
    complaint = _complaint(step)
    if complaint.breached_at is None:
        complaint.breached_at = step.now
    raise_escalation(step, complaint)
    breached = {"breached_at": complaint.breached_at.isoformat()}
    step.share(**breached)
    return breached


def record_opinion(step: Step) -> Variables:
    """The investigating officer has formed the opinion."""
    complaint = _complaint(step)
    complaint.opinion_at = step.now
    complaint.status = ComplaintStatus.OPINION_FORMED
    return {"opinion_at": step.now.isoformat()}


def close_complaint(step: Step) -> Variables:
    """Close the complaint; the property `outcome` says how, where no report is with the court."""
    complaint = _complaint(step)
    complaint.closed_at = step.now
    complaint.status = ComplaintStatus.CLOSED
    outcome = {"outcome": step.properties["outcome"]} if "outcome" in step.properties else {}
    return {"closed_at": step.now.isoformat(), **outcome}


def send_notice(step: Step) -> None:
    """Tell her what the step's property `notice` names."""
    notices.tell_her(step, _complaint(step), step.properties["notice"])


SERVICE_TASKS: Mapping[str, Handler] = {
    **MOVES,
    **TURNS,
    **CODE_DELIVERY,
    **SELF_CONFIRMATION,
    **FURTHER,
    **LATER_FIR,
    **FILING,
    **OF_THE_LAW,
    **BREACHES,
    "call_for_help": call_for_help,
    "prepare_call_back_code": prepare_call_back_code,
    "plan_call": plan_call,
    "check_call_back_code": check_call_back_code,
    "give_complaint_number": give_complaint_number,
    "open_tracking": open_tracking,
    "park_complaint": park_complaint,
    "look_for_station": look_for_station,
    "take_on_record": take_on_record,
    "start_two_month_clock": start_two_month_clock,
    "reclassify": reclassify,
    "escalate": escalate,
    "record_breach": record_breach,
    "record_opinion": record_opinion,
    "close_complaint": close_complaint,
    "send_notice": send_notice,
    "tell_complaint": tell_complaint,
}


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)


def _urgency(step: Step) -> int | None:
    """0, 1 or 2 of the triage's P0, P1, P2."""
    urgency = str(step.variables.get("urgency") or "").removeprefix("P")
    return int(urgency) if urgency.isdigit() else None
