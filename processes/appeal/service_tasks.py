"""Service tasks of *appeal*: what each topic that its drawing names does."""

from collections.abc import Mapping
from typing import Any

from engine.registry import Handler
from engine.step import Step
from models import Complaint, Severity
from processes.appeal.ladder import complained_of, first_rung, next_rung
from processes.complaint.asking import is_running
from processes.complaint.escalations import bring_before
from processes.complaint.listening import tell_complaint
from processes.complaint.service_tasks import send_notice
from processes.posts.recusals import recuse, recused_from
from processes.posts.rungs import LADDER

Variables = Mapping[str, Any]
NOBODY = "none"


def look_for_open_appeal(step: Step) -> Variables:
    """See whether another appeal of this complaint runs; two at once would judge each other."""
    complaint = _complaint(step)
    step.move_to_unit(complaint.unit_id)
    return {
        "another_is_open": is_running(
            step.session, complaint.id, step.definition.name, beside=step.instance_id
        )
    }


def note_who_is_complained_of(step: Step) -> Variables:
    """Keep those whom the appeal is about from it, and begin above them."""
    complaint = _complaint(step)
    named = step.variables.get("against_officer")
    officers = complained_of(
        step.session, complaint, ground=step.variables["ground"], named=named, now=step.now
    )
    recuse(step.session, step.instance_id, officers, reason="complained_of", now=step.now)
    return {"next_rung": first_rung(step.session, complaint, officers, step.now)}


def find_who_decides(step: Step) -> Variables:
    """The next level where somebody may decide who is not kept from it; `none` after the last.

    The appeal goes where the complaint lies now.
    """
    step.move_to_unit(_complaint(step).unit_id)
    found = _next_rung(step)
    if found is None:
        return {"decider": NOBODY}
    return {"decider": LADDER[found].name, "next_rung": found + 1}


def pass_upwards(step: Step) -> None:
    """Bring an appeal that nobody decided in time before the one who decides next."""
    found = _next_rung(step)
    if found is None:
        step.note("nobody_above")
        return
    bring_before(
        step.session,
        _complaint(step),
        instance_id=step.instance_id,
        element_id=step.element_id,
        token_id=step.token_id,
        reason=step.properties["reason"],
        severity=Severity[step.properties["severity"].upper()],
        level=LADDER[found].level,
        role=LADDER[found].role,
        now=step.now,
    )


def note_decision(step: Step) -> Variables:
    """Whoever decided does not decide again, from whatever post; an order needs a ground."""
    if step.actor.officer_id is not None:
        decided_by = [step.actor.officer_id]
        recuse(step.session, step.instance_id, decided_by, reason="decided", now=step.now)
    decided = {"appeal_decided_at": step.now.isoformat()}
    if step.variables["decision"] == "wrong":
        return {**decided, "direction": None, "direction_due_on": None}
    return decided


SERVICE_TASKS: Mapping[str, Handler] = {
    "look_for_open_appeal": look_for_open_appeal,
    "note_who_is_complained_of": note_who_is_complained_of,
    "find_who_decides": find_who_decides,
    "pass_upwards": pass_upwards,
    "note_decision": note_decision,
    "tell_complaint": tell_complaint,
    "send_notice": send_notice,
}


def _next_rung(step: Step) -> int | None:
    complaint = _complaint(step)
    return next_rung(
        step.session,
        complaint,
        from_rung=step.variables["next_rung"],
        recused=recused_from(step.session, step.instance_id, complaint.instance_id),
        now=step.now,
    )


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
