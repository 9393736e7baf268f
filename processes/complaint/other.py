"""The other complaint: the one that is said to be the same, and goes on in place of this one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.forms import Form
from engine.registry import Registry
from engine.step import Step
from models import Complaint
from models.encryption import Keyring
from processes.complaint import numbers, record
from processes.exceptions import NumberNotValid
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity

#: How forms and the record call the number of the other complaint.
OTHER_NUMBER = "other_number"
#: What forms and the drawing ask: whether there is such a complaint, and it is still open.
GOES_ON = "other_goes_on"
#: The number under which a complaint that has been joined with another goes on, in its record.
GOES_ON_UNDER = "goes_on_under"


def asked_of(
    session: Session,
    complaint: Complaint,
    form: Form,
    known: Mapping[str, Any],
    identity: Identity | None,
) -> Mapping[str, Any]:
    """What a form may ask of the number typed into it, by whoever may see that complaint.

    A number that is none, one of a complaint that this officer may not see, that has ended, or
    that is this very one: all have the same answer.
    """
    if not any(item.key == OTHER_NUMBER and not item.readonly for item in form.inputs()):
        return {}
    other = open_other(session, complaint, known.get(OTHER_NUMBER))
    is_seen = other is not None and may(Permission.SEE_CASE, identity, case_of(session, other))
    return {GOES_ON: is_seen}


def shown_of(
    session: Session, complaint: Complaint | None, shown: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What a form may ask of the number that it shows to who decides on it."""
    if complaint is None or not shown.get(OTHER_NUMBER):
        return {}
    return {GOES_ON: open_other(session, complaint, shown[OTHER_NUMBER]) is not None}


def open_other(session: Session, complaint: Complaint, number: object) -> Complaint | None:
    """The complaint of this number, if it is another than this one and still open."""
    try:
        parsed = numbers.parse(str(number or ""))
    except NumberNotValid:
        return None
    return session.scalars(
        select(Complaint).where(
            Complaint.number == parsed,
            Complaint.id != complaint.id,
            Complaint.numbered_at.is_not(None),
            Complaint.closed_at.is_(None),
        )
    ).one_or_none()


def look_at_other(step: Step) -> Mapping[str, Any]:
    """See whether the complaint that is to go on in place of this one is still open."""
    complaint = step.session.get_one(Complaint, step.business_key)
    return {GOES_ON: open_other(step.session, complaint, _said_number(step)) is not None}


def note_duplicate(step: Step) -> None:
    """She has agreed that the other goes on alone: under its number she finds it from here on."""
    number = numbers.parse(str(_said_number(step)))
    record.write(
        step.session, step.keyring, step.instance_id, {GOES_ON_UNDER: number}, now=step.now
    )
    step.note("joined_with_another")


def goes_on_under(session: Session, registry: Registry, complaint: Complaint) -> str | None:
    """The number, in groups, under which a complaint that was joined with another goes on."""
    number = _joined_number(session, registry.keyring, complaint)
    return None if number is None else numbers.written(number)


def joined_with(session: Session, keyring: Keyring, complaint: Complaint) -> Complaint | None:
    """The complaint that goes on in place of this one, if it was joined with another."""
    number = _joined_number(session, keyring, complaint)
    if number is None:
        return None
    return session.scalars(select(Complaint).where(Complaint.number == number)).one()


def _joined_number(session: Session, keyring: Keyring, complaint: Complaint) -> str | None:
    if complaint.closed_at is None:
        return None
    told = record.told(session, keyring, complaint.instance_id or "", [GOES_ON_UNDER])
    return str(told[GOES_ON_UNDER]) if GOES_ON_UNDER in told else None


def _said_number(step: Step) -> object:
    """The number that was sent with the message which this step is about."""
    key = str(step.variables.get(record.SAID_KEY) or "")
    said = record.said_under(step.session, step.keyring, step.instance_id, key, [OTHER_NUMBER])
    return said.get(OTHER_NUMBER)
