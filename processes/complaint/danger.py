"""Danger now: who ticked it in the proforma is helped at once, beside everything else."""

from engine import definitions
from engine.exceptions import DefinitionNotFound
from engine.step import Step
from models import JobKind

#: How a delivery job says that an alert is to be raised for who sent a complaint.
DELIVER = "danger_alert"
EMERGENCY = "emergency"


def call_for_help(step: Step) -> None:
    """Have an alert raised for her, once, where the process that brings help is installed."""
    try:
        definitions.latest(step.session, EMERGENCY)
    except DefinitionNotFound:
        step.note("help_not_called")
        return
    step.add_job(
        JobKind.DELIVERY, step.now, {"deliver": DELIVER, "complaint_id": step.business_key}
    )
