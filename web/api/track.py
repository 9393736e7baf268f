"""Tracking: where her complaint lies, for a program into which she typed number and passphrase."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.drawing import Element
from models import Complaint
from models.session import reading
from processes.complaint import tracking
from processes.complaint.asking import may_ask
from processes.complaint.filing import filed_for_her
from processes.complaint.sayable import sayable_by_her
from processes.complaint.stays import Stay
from processes.complaint.told_her import lines_for_her
from processes.complaint.tracking import WithPolice
from processes.complaint.two_months import Clock
from processes.partners.tokens import Scope
from web import asked_from, clock, database, i18n
from web.api import blueprint, bodies
from web.api.guard import asks
from web.api.moments import moment
from web.api.problems import Problem
from web.portal import portal
from web.public import words


@blueprint.post("/complaints/track")
@asks(Scope.TRACK)
def track() -> ResponseReturnValue:
    """All that the tracking page shows."""
    return jsonify(tracking_of(database.session(), opened(bodies.body())))


def tracking_of(session: Session, complaint: Complaint) -> dict[str, Any]:
    """All that the tracking page shows of a complaint, as JSON."""
    registry = portal().registry
    found = tracking.track(session, registry, complaint.id, now=clock.now())
    lines = lines_for_her(session, registry, complaint)
    filed_by = filed_for_her(session, registry, complaint)
    return {
        "number": found.number,
        "status": found.status.name.lower(),
        "status_text": str(words.STATUSES[found.status]),
        "submitted_at": moment(found.submitted_at),
        "clock": _clock(found.clock),
        "with_police": _with_police(found.with_police),
        "stays": [_stay(stay) for stay in found.stays],
        "steps": [
            {
                "id": task.task_id,
                "name": task.name_hi if i18n.language() == "hi" else task.name,
                "due_at": moment(task.due_at),
                "due_is_law": task.due_is_law,
            }
            for task in found.her_tasks
        ],
        "still_owed": [
            {
                "with": words.post(each.role, each.unit_name, each.unit_name_hi),
                "step": words.for_her(each.step, each.step_hi),
                "due_at": moment(each.due_at),
            }
            for each in found.still_owed
        ],
        "asks": [
            {"process": process, "name": words.asking(process)}
            for process in may_ask(session, complaint)
        ],
        "sayings": [
            {"id": each.element.id, "name": _name(each.element)}
            for each in sayable_by_her(session, registry, complaint)
        ],
        "recoveries": [
            {"id": each.id, "lost": each.kind, "asked_at": moment(each.asked_at)}
            for each in found.recoveries
        ],
        "filed_by": None
        if filed_by is None
        else {"code": filed_by.value, "text": words.said(filed_by)},
        "told": [
            {
                "question": words.asked(line),
                "answer": words.said(line),
                "corrected_at": moment(line.corrected_at),
            }
            for line in lines
        ],
        "messages": [
            {
                "about": words.message(sent.notice),
                "channel": sent.channel,
                "state": str(words.SENDINGS[sent.status]),
                "at": moment(sent.at),
            }
            for sent in found.messages
        ],
    }


def opened(read: Mapping[str, Any]) -> Complaint:
    """The complaint that number and passphrase of a body open.

    :raises Problem: they do not belong together, whatever the reason
    """
    number, passphrase = bodies.text(read, "number"), bodies.text(read, "passphrase")
    with reading(portal().sessions) as reader:
        complaint = tracking.open_by_passphrase(
            database.session(),
            portal().registry.keyring,
            reader=reader,
            number=number,
            passphrase=passphrase,
            place=asked_from.place(),
            real_now=clock.real_now(),
        )
    database.commit()  # a failure counts too
    if complaint is None:
        raise Problem(404, "no-match")
    return complaint


def _name(element: Element) -> str:
    return element.name_for_her_hi if i18n.language() == "hi" else element.name_for_her


def _clock(found: Clock | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "started_at": moment(found.started_at),
        "limit_at": moment(found.limit_at),
        "is_law": found.is_law,
        "day": found.day,
        "days": found.days,
        "is_over": found.is_over,
        "stopped_at": moment(found.stopped_at),
    }


def _with_police(found: WithPolice | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"since": moment(found.since), "days": found.days, "is_over": found.is_over}


def _stay(stay: Stay) -> dict[str, Any]:
    return {
        "with": words.holder(stay),
        "officer": words.officer(stay) or None,
        "step": words.step(stay),
        "from": moment(stay.from_at),
        "until": None if stay.is_now else moment(stay.to_at),
        "days": stay.days,
    }
