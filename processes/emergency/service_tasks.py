"""Service tasks of *emergency*: what each topic that its drawing names does.

Variables hold codes, moments and the ids of posts; where she is stays in the encrypted record.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select

from engine.registry import Handler
from engine.step import Step
from models import AlertStatus, EmergencyAlert, EmergencyEnrolment, JobKind, ResponseEnd
from processes.complaint.escalations import raise_escalation
from processes.emergency import complaints, responses
from processes.emergency.caller import where_she_is
from processes.emergency.search import nearest

Variables = Mapping[str, Any]
#: Two calls for help within this time, and she is visited.
_LOOKED_BACK = timedelta(days=90)
_MANY = 2


def find_units(step: Step) -> Variables:
    """Begin a round of asking: so many places are to be filled as the property `units` says.

    The first round asks those who were nearest when she called. If she had said that she is safe,
    that counts no more: her page says so, and calling again belongs to this alert.
    """
    alert = _alert(step)
    if alert.status is AlertStatus.SAFE:
        alert.status = AlertStatus.RAISED
    places = list(range(1, int(step.properties["units"]) + 1))
    asking_round = int(step.variables.get("asking_round", 0)) + 1
    return {
        "places": places,
        "asking_round": asking_round,
        "units_near": step.variables["units_near"] if asking_round == 1 else _near(step),
        "somebody_is_there": False,
        "help_result": "",
    }


def choose_unit(step: Step) -> Variables:
    """Ask the nearest unit that was not asked in this round."""
    nearby = step.variables["units_near"]
    asked = _ask(step, nearby)
    if asked is None and len(nearby) >= responses.MOST_NEAR:
        nearby = _near(step, leaving_out=[unit_id for unit_id, _, _ in nearby])
        asked = _ask(step, nearby)
    if asked is None:
        return {"unit_is_found": False}
    return {
        "unit_is_found": True,
        "unit_post_id": asked.post_id,
        "unit_answer": "",
        "units_near": nearby,
    }


def note_acceptance(step: Step) -> Variables:
    """A unit goes to her; in a drill, that is all that was asked for."""
    alert = _alert(step)
    response = responses.bound_response(step.session, alert.id, step.variables["unit_post_id"])
    alert.accepted_at = alert.accepted_at or step.now
    if alert.status is AlertStatus.RAISED:
        alert.status = AlertStatus.COMING
    if response is not None:
        response.accepted_at = step.now
        if alert.is_drill:
            responses.end(response, ResponseEnd.ANSWERED, step.now)
    return {"somebody_is_there": alert.is_drill}


def let_unit_go(step: Step) -> None:
    """A unit cannot come, or did not answer in time."""
    alert = _alert(step)
    response = responses.bound_response(step.session, alert.id, step.variables["unit_post_id"])
    if response is not None:
        declined = step.variables.get("unit_answer") == "cannot"
        responses.end(response, ResponseEnd.DECLINED if declined else ResponseEnd.SILENT, step.now)


def note_arrival(step: Step) -> Variables:
    """A unit is with her."""
    alert = _alert(step)
    response = responses.bound_response(step.session, alert.id, step.variables["unit_post_id"])
    if response is not None:
        responses.end(response, ResponseEnd.ARRIVED, step.now)
    return {"somebody_is_there": True}


def look_who_comes(step: Step) -> Variables:
    """See whether any unit is on its way just now."""
    bound = [r for r in responses.responses(step.session, step.business_key) if not r.ended_at]
    return {"is_accepted": any(each.accepted_at for each in bound)}


def note_place(step: Step) -> None:
    """She has said where she is, which nobody knew: the case goes to those who are near her."""
    step.move_to_unit(_alert(step).unit_id)


def note_safety(step: Step) -> None:
    """She says that she is safe: the units stand down until she was called."""
    alert = _alert(step)
    alert.status, alert.safe_at = AlertStatus.SAFE, alert.safe_at or step.now
    responses.stand_down(step.session, alert.id, step.now)


def stand_others_down(step: Step) -> None:
    """The search is over; whoever is still bound is free. A drill ends here."""
    alert = _alert(step)
    responses.stand_down(step.session, alert.id, step.now)
    if alert.is_drill:
        alert.status, alert.closed_at = AlertStatus.CLOSED, step.now
    else:
        alert.status, alert.arrived_at = AlertStatus.THERE, alert.arrived_at or step.now


def open_complaint(step: Step) -> None:
    """Have a complaint opened for her with what she told; it is called back like any other."""
    step.add_job(
        JobKind.DELIVERY, step.now, {"deliver": complaints.DELIVER, "alert_id": step.business_key}
    )


def count_alerts(step: Step) -> Variables:
    """Count her calls for help of ninety days; two, and a woman officer visits her."""
    alert = _alert(step)
    of_her = [EmergencyAlert.id == alert.id]
    if alert.phone_digest is not None:
        of_her.append(EmergencyAlert.phone_digest == alert.phone_digest)
    if alert.enrolment_id is not None:
        of_her.append(EmergencyAlert.enrolment_id == alert.enrolment_id)
    since = alert.raised_at - _LOOKED_BACK
    alerts = step.session.scalar(
        select(func.count()).where(or_(*of_her), EmergencyAlert.raised_at > since)
    )
    return {"alerts_in_90_days": alerts or 0, "visit_is_due": (alerts or 0) >= _MANY}


def close_alert(step: Step) -> None:
    """Everything is done; a visit that met her is remembered with her enrolment."""
    alert = _alert(step)
    alert.status, alert.closed_at = AlertStatus.CLOSED, step.now
    if alert.enrolment_id is not None and step.variables.get("visit_result") == "met":
        step.session.get_one(EmergencyEnrolment, alert.enrolment_id).visited_at = step.now


def escalate(step: Step) -> None:
    """Bring the alert before a supervisor."""
    raise_escalation(step, _alert(step))


SERVICE_TASKS: Mapping[str, Handler] = {
    "find_units": find_units,
    "choose_unit": choose_unit,
    "note_acceptance": note_acceptance,
    "let_unit_go": let_unit_go,
    "note_arrival": note_arrival,
    "look_who_comes": look_who_comes,
    "note_place": note_place,
    "note_safety": note_safety,
    "stand_others_down": stand_others_down,
    "open_complaint": open_complaint,
    "count_alerts": count_alerts,
    "close_alert": close_alert,
    "escalate": escalate,
}


def _alert(step: Step) -> EmergencyAlert:
    return step.session.get_one(EmergencyAlert, step.business_key)


def _near(step: Step, *, leaving_out: Collection[str] = ()) -> list[list[Any]]:
    alert = _alert(step)
    found = nearest(
        step.session,
        alert,
        where_she_is(step.session, step.keyring, alert),
        leaving_out=leaving_out,
        enough=responses.MOST_NEAR,
        now=step.now,
    )
    return [list(each) for each in responses.near(found)]


def _ask(step: Step, nearby: Sequence[Sequence[Any]]) -> responses.Near | None:
    return responses.ask_the_next(
        step.session,
        _alert(step),
        [responses.Near(*each) for each in nearby],
        places=len(step.variables["places"]),
        round_=step.variables["asking_round"],
        now=step.now,
    )
