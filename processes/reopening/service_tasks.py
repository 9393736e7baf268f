"""Service tasks of *reopening*: what each topic that its drawing names does."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.law import KOLKATA
from engine.registry import Handler
from engine.step import Step
from models import Complaint, TaskStatus, UserTask
from processes.appeal.ladder import complained_of, next_rung
from processes.complaint import moves
from processes.complaint import service_tasks as of_complaint
from processes.complaint.further import FURTHER
from processes.complaint.kept_from import kept_from
from processes.complaint.known import known_in, known_of
from processes.complaint.listening import tell_complaint
from processes.complaint.offences import law_of_case, tables_for
from processes.complaint.owed import BEGUN, OWED
from processes.complaint.turns import open_appeal
from processes.posts.recusals import recuse, recused_from
from processes.posts.rungs import LADDER
from processes.runs import instance_ids

Variables = Mapping[str, Any]
#: The step in which the superintendent lets a case go to the court; no second look at it then.
LET_GO = "decide_on_objection"
#: The lowest level that decides: the superintendent's.
_DISTRICT = next(index for index, rung in enumerate(LADDER) if rung.name == "district")
#: What the law tables and the forms look at.
_OF_THE_CASE = (
    *("offences", "incident_on", "incident_until_on", "age_band", "child_at_incident"),
    "forwarded_on",
)


def look_at_evidence(step: Step) -> Variables:
    """Keep who closed the case from deciding, and find who may: the district, else the State."""
    complaint = _complaint(step)
    step.move_to_unit(complaint.unit_id)
    closers = complained_of(step.session, complaint, ground="closure", named=None, now=step.now)
    let_go = step.session.scalars(
        select(UserTask.closed_by).where(
            UserTask.instance_id == complaint.instance_id,
            UserTask.element_id == LET_GO,
            UserTask.status == TaskStatus.COMPLETED,
        )
    )
    kept_away = frozenset(officer_id for officer_id in let_go if officer_id)
    recuse(step.session, step.instance_id, kept_away, reason="closed_it", now=step.now)
    found = next_rung(
        step.session,
        complaint,
        from_rung=_DISTRICT,
        # who has the station too may still name the officer
        recused=recused_from(step.session, step.instance_id) | closers,
        now=step.now,
    )
    known = known_of(step.session, step.keyring, complaint)
    return {
        "decider": LADDER[-1 if found is None else found].name,
        "kept_from": _kept_from(step),
        **{name: known[name] for name in _OF_THE_CASE if name in known},
    }


def take_to_state(step: Step) -> Variables:
    """Take it out of the district's hands; what the complaint was kept from before, it still is."""
    return {**moves.take_to_state(step), "kept_from": _kept_from(step)}


def see_what_is_owed(step: Step) -> Variables:
    """See what the law asks for the offences of the further report that never began in the case.

    The tables are the complaint's own.
    """
    complaint = _complaint(step)
    known = {
        **known_of(step.session, step.keyring, complaint),
        "offences": step.variables["offences"],
    }
    tables = tables_for(step.session, complaint)
    asked = {**known, **law_of_case(tables, known, now=step.now)}
    owed = tables[OWED].evaluate(asked, now=step.now, zone=KOLKATA)[OWED]
    return {"new_steps": [name for name in owed if name not in known.get(BEGUN, [])]}


SERVICE_TASKS: Mapping[str, Handler] = {
    **FURTHER,
    "look_at_evidence": look_at_evidence,
    "see_what_is_owed": see_what_is_owed,
    "tell_complaint": tell_complaint,
    "take_to_state": take_to_state,
    "look_for_station": of_complaint.look_for_station,
    "move_to_station": moves.move_to_station,
    "send_notice": of_complaint.send_notice,
    "escalate": of_complaint.escalate,
    "open_appeal": open_appeal,
}


def _kept_from(step: Step) -> list[str]:
    """The units that must not have it again, by this run, the complaint's and every earlier one."""
    others = set(instance_ids(step.session, _complaint(step))) - {step.instance_id}
    known = [known_in(step.session, step.keyring, each) for each in others]
    return sorted(kept_from(step.variables).union(*map(kept_from, known)))


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
