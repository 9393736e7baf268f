"""Turns a case takes by a message: another telephone, a child, other offences, another officer."""

from collections.abc import Mapping
from typing import Any

from engine import definitions
from engine.exceptions import DefinitionNotFound
from engine.registry import Handler
from engine.step import Step
from models import Complaint
from processes.complaint import contact, offences, other, record
from processes.complaint.asking import is_running
from processes.complaint.listening import tell_complaint

#: The process that hears her appeal, and the message that begins it.
APPEAL = "appeal"
APPEAL_OPENED = "appeal_opened"
#: The process that decides on new evidence, and the message that begins it.
REOPENING = "reopening"
EVIDENCE_FOUND = "new_evidence_found"
#: What comes with it: whether it points to somebody in the police.
POLICE = "police_after_all"
#: How the form of a correction calls the answer that replaces one of the proforma.
RIGHT = "right_"


def look_up_law(step: Step) -> Mapping[str, Any]:
    """Ask the tables of the law all that they say of this case: `medical`, `cognizable`, ..."""
    tables = offences.tables_of(step.session, step.definition)
    return offences.law_of_case(tables, step.variables, now=step.now)


def watch_remand(step: Step) -> Mapping[str, Any]:
    """Look up the law of the case, and let every branch know that this remand's days are watched.

    So the form refuses the same day a second time.
    """
    day = str(step.variables["first_remand_on"])
    watched = sorted({*step.variables.get("remands_watched", []), day})
    step.share(remands_watched=watched)
    return {**look_up_law(step), "remands_watched": watched}


def silence_channel(step: Step) -> None:
    """Send nothing more to the telephone that is no longer safe."""
    _complaint(step).safe_channel = contact.NO_CHANNEL
    step.note("channel_silenced")


def use_new_channel(step: Step) -> Mapping[str, Any]:
    """Reach her from here on by the way that she has confirmed herself."""
    complaint = _complaint(step)
    channel = str(step.variables.get("new_channel") or contact.NO_CHANNEL)
    mobile = record.latest(step.session, step.keyring, step.instance_id, "new_mobile")
    if channel == contact.NO_CHANNEL or not mobile:
        return {"safe_channel": contact.NO_CHANNEL}
    record.write(
        step.session, step.keyring, step.instance_id, {contact.MOBILE: mobile}, now=step.now
    )
    complaint.phone_digest = contact.phone_digest(step.keyring, str(mobile))
    complaint.safe_channel = channel
    return {"safe_channel": channel}


def treat_as_child(step: Step) -> Mapping[str, Any]:
    """What a child is owed begins now."""
    step.share(age_band=step.variables["child_age_band"])
    return {
        "age_band": step.variables["child_age_band"],
        "child_known_at": step.now.isoformat(),
    }


def take_over_correction(step: Step) -> Mapping[str, Any]:
    """Write into the record what she has corrected; what stood there stays as a revision.

    Her age is known to every branch from here on. What follows from it the drawing says, by
    `age_band` and `age_before`.
    """
    key = str(step.variables.get(record.SAID_KEY) or "")
    said = {
        entry.name.removeprefix(RIGHT): entry.value
        for entry in record.entries(step.session, step.keyring, step.instance_id)
        if entry.task_id == key and entry.revision == 0 and entry.name.startswith(RIGHT)
    }
    record.correct(
        step.session,
        step.keyring,
        step.instance_id,
        said,
        now=step.now,
        task_id=None,
        officer_id=None,
    )
    step.note("record_corrected")
    before = step.variables.get("age_band")
    corrected = step.variables.get("right_age_band") or before
    if corrected != before:
        step.share(age_band=corrected)
    if step.variables.get("was_younger_then"):
        step.share(child_at_incident=True)
    return {"age_before": before, "age_band": corrected, "child_age_band": corrected}


def change_officer(step: Step) -> Mapping[str, Any]:
    """Another seat investigates: its open steps go there at once."""
    seat = step.variables["new_io_post_id"]
    step.share(io_post_id=seat)
    step.note("officer_changed")
    return {"io_post_id": seat}


def open_appeal(step: Step) -> None:
    """Offer her an appeal, where the process that hears it is installed."""
    try:
        definitions.latest(step.session, APPEAL)
    except DefinitionNotFound:
        step.note("appeal_not_offered")
        return
    step.send_message(APPEAL_OPENED)


def ask_to_reopen(step: Step) -> None:
    """Have it decided whether the case is opened again, unless that is being decided already."""
    if is_running(step.session, step.business_key, REOPENING):
        step.note("reopening_runs_already")
        return
    try:
        definitions.latest(step.session, REOPENING)
    except DefinitionNotFound:
        step.note("reopening_not_installed")
        return
    step.send_message(EVIDENCE_FOUND, {POLICE: step.variables.get(POLICE)})


TURNS: Mapping[str, Handler] = {
    "look_up_law": look_up_law,
    "watch_remand": watch_remand,
    "silence_channel": silence_channel,
    "use_new_channel": use_new_channel,
    "treat_as_child": treat_as_child,
    "take_over_correction": take_over_correction,
    "change_officer": change_officer,
    "open_appeal": open_appeal,
    "ask_to_reopen": ask_to_reopen,
    "look_at_other": other.look_at_other,
    "note_duplicate": other.note_duplicate,
    "tell_complaint": tell_complaint,
}


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
