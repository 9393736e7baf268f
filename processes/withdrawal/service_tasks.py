"""Service tasks of *withdrawal*: what each topic that its drawing names does."""

from collections.abc import Mapping
from typing import Any

from engine.registry import Handler
from engine.step import Step
from models import Complaint
from processes.complaint.known import known_of
from processes.complaint.listening import listens, tell_complaint
from processes.complaint.service_tasks import escalate, send_notice
from processes.withdrawal.cognizable import is_cognizable
from processes.withdrawal.other_station import station_apart

Variables = Mapping[str, Any]
#: The message by which a complaint ends at her wish.
CONFIRMED = "withdrawal_confirmed"


def look_at_request(step: Step) -> None:
    """Give the talk with her to a station that has nothing to do with her complaint."""
    complaint = _complaint(step)
    step.move_to_unit(station_apart(step.session, complaint, _known(step), now=step.now).id)


def see_if_it_may_end(step: Step) -> Variables:
    """Whether the complaint may end at her wish, as it stands at this moment.

    What is on record as cognizable stays whatever she says, and so does what nobody has yet found
    not to be. A complaint that cannot hear the message is not promised an end.
    """
    complaint = _complaint(step)
    return {
        "may_end": complaint.closed_at is None
        and not is_cognizable(step.session, complaint, _known(step), now=step.now)
        and listens(step.session, complaint, CONFIRMED)
    }


def change_contact(step: Step) -> None:
    """From here on she is reached as she told the officer, or not at all."""
    _complaint(step).safe_channel = step.variables["new_channel"]


SERVICE_TASKS: Mapping[str, Handler] = {
    "look_at_request": look_at_request,
    "see_if_it_may_end": see_if_it_may_end,
    "change_contact": change_contact,
    "tell_complaint": tell_complaint,
    "escalate": escalate,
    "send_notice": send_notice,
}


def _known(step: Step) -> Variables:
    """The complaint's own variables, as they stand."""
    return known_of(step.session, step.keyring, _complaint(step))


def _complaint(step: Step) -> Complaint:
    return step.session.get_one(Complaint, step.business_key)
