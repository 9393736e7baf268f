"""Listening: telling a complaint something by a message, if its drawing can take it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from engine import definitions
from engine.step import Step
from models import Complaint, InstanceStatus, ProcessInstance, TransferOrder


def listens(session: Session, case: Complaint | TransferOrder, message: str) -> bool:
    """Whether the case still runs, on a drawing that takes this message somewhere.

    Cases stay on the version they began with, and one that has ended hears nothing.
    """
    instance = session.get_one(ProcessInstance, case.instance_id)
    if instance.status is not InstanceStatus.RUNNING:
        return False
    return message in definitions.load(session, instance.definition_id).outline.caught_messages


def tell_complaint(step: Step) -> Mapping[str, Any]:
    """Send the complaint the message that the step's property `message` names.

    It brings the variables that the property `passes` lists.
    Where nothing in it can take the message, the history of the sender says so.
    """
    message = step.properties["message"]
    complaint = step.session.get_one(Complaint, step.business_key)
    is_heard = listens(step.session, complaint, message)
    if is_heard:
        names = step.properties.get("passes", "").replace(",", " ").split()
        step.send_message(message, {name: step.variables.get(name) for name in names})
    else:
        step.note("complaint_not_told", message=message)
    return {"complaint_told": is_heard}
