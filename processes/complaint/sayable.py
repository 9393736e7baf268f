"""What may be said of a complaint at any time, by whom: the drawing lists it, a message brings it.

A message start event with the property `sent_by` is offered on the pages of those roles, with its
form, while the drawing waits for it and its property `sent_when`, if it has one, holds.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances
from engine.awaited import awaited_messages
from engine.conventions import SENT_BY, named_roles
from engine.definitions import Definition
from engine.drawing import Element
from engine.exceptions import DefinitionNotFound
from engine.expressions import ExpressionFailed, ExpressionRefused, compile_expression
from engine.registry import Actor, Registry
from models import Complaint, UserTask
from processes.complaint.asking import ASKINGS, asked_by, is_running
from processes.complaint.her_steps import COMPLAINANT
from processes.exceptions import NotVisible, TooLateToSay
from processes.permissions.case import INVESTIGATOR, Case
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import HeldPost, Identity
from processes.posts.open_tasks import IS_OPEN
from processes.runs import run_of_complaint

PROCESS = "complaint"
#: While this expression over the case's variables holds; without it, always.
SENT_WHEN = "sent_when"
#: What who would send it is told where that does not hold: it is known, or being decided, already.
NOT_NOW = "not_now_text"
#: The ids of the steps that are open, for `sent_when`.
OPEN_STEPS = "open_steps"


@dataclass(frozen=True)
class Sayable:
    """Something that may be said now: the start event with its form, and the message it takes.

    It is said to the complaint, or begins another process beside it.
    """

    element: Element
    message: str
    definition: Definition

    @property
    def process(self) -> str:
        return self.definition.name


def sayable_by_her(session: Session, registry: Registry, complaint: Complaint) -> list[Sayable]:
    """What she may say of her complaint now."""
    return _sayable(session, registry, complaint, {COMPLAINANT})


def hers_to_say(
    session: Session, registry: Registry, complaint: Complaint, element_id: str
) -> Sayable:
    """What this element takes from her.

    :raises TooLateToSay: it takes it from her, but not now; with the reason it gives
    :raises NotVisible: it is never hers to say
    """
    try:
        return one_of(sayable_by_her(session, registry, complaint), element_id)
    except NotVisible:
        refuse_if_not_now(session, registry, complaint, element_id, roles={COMPLAINANT})
        raise


def sayable_by(
    session: Session, registry: Registry, identity: Identity, case: Case
) -> list[Sayable]:
    """What this officer may say of a case now: from her posts at its station, or its seat."""
    complaint, roles = case.complaint, roles_of(identity, case)
    return [
        *_sayable(session, registry, complaint, roles),
        *_beginnings(session, complaint, roles),
    ]


def not_now(session: Session, registry: Registry, identity: Identity, case: Case) -> list[Element]:
    """What the drawing takes from this officer, but not now, and says why: it is known already."""
    complaint, roles = case.complaint, roles_of(identity, case)
    if complaint.instance_id is None or complaint.numbered_at is None or not roles:
        return []
    awaited = awaited_messages(session, registry, complaint.instance_id)
    definition = run_of_complaint(session, complaint).definition
    telling = [
        element
        for element in definition.elements.values()
        if element.id in awaited and NOT_NOW in element.properties and roles & _senders(element)
    ]
    known = _known(session, registry, complaint) if telling else {}
    return [element for element in telling if not _makes_sense(element, known)]


def speaker(identity: Identity, case: Case, said: Sayable) -> Actor:
    """The officer, from the post that gives her the word."""
    senders = _senders(said.element)
    held = next(held for held in identity.posts if _speaks_as(held, case) & senders)
    return identity.acting_as(held.post.id)


def roles_of(identity: Identity, case: Case) -> frozenset[str]:
    """The roles in which this officer may say something of a case."""
    if not may(Permission.SEE_CASE, identity, case):
        return frozenset()
    return frozenset().union(*(_speaks_as(held, case) for held in identity.posts))


def one_of(offered: list[Sayable], element_id: str) -> Sayable:
    """The one that this element takes.

    :raises NotVisible: it is not offered
    """
    found = next((each for each in offered if each.element.id == element_id), None)
    if found is None:
        raise NotVisible
    return found


def refuse_if_not_now(
    session: Session,
    registry: Registry,
    complaint: Complaint,
    element_id: str,
    *,
    roles: Collection[str],
) -> None:
    """Tell what the drawing takes from these roles at another time from what it never takes.

    :raises TooLateToSay: it takes it, but does not wait for it now; with the reason it gives
    """
    if complaint.instance_id is None:
        return
    elements = {
        **run_of_complaint(session, complaint).definition.elements,
        **{begun.element.id: begun.element for begun in _that_begin(session)},
    }
    element = elements.get(element_id)
    if element is None or not set(roles) & _senders(element):
        return
    if NOT_NOW not in element.properties:
        raise TooLateToSay
    if _makes_sense(element, _known(session, registry, complaint)):
        raise TooLateToSay
    raise TooLateToSay(element.properties[NOT_NOW], element.properties[f"{NOT_NOW}_hi"])


def _beginnings(session: Session, complaint: Complaint, roles: Collection[str]) -> list[Sayable]:
    """What these roles may begin beside a complaint that has ended and listens no more."""
    if complaint.closed_at is None or run_of_complaint(session, complaint).is_running:
        return []
    return [
        begun
        for begun in _that_begin(session)
        if set(roles) & _senders(begun.element)
        and not is_running(session, complaint.id, begun.process)
    ]


def _that_begin(session: Session) -> list[Sayable]:
    """The start events that officers may set off, of the processes that follow a report."""
    found = []
    for asking in ASKINGS.values():
        if not asking.needs_report:
            continue
        try:
            definition = asked_by(session, asking.process)
        except DefinitionNotFound:
            continue
        found += [
            Sayable(definition.elements[element_id], message, definition)
            for message, element_id in definition.outline.start_messages.items()
            if _senders(definition.elements[element_id])
        ]
    return found


def _sayable(
    session: Session, registry: Registry, complaint: Complaint, roles: Collection[str]
) -> list[Sayable]:
    if complaint.instance_id is None or complaint.numbered_at is None or not roles:
        return []
    definition = run_of_complaint(session, complaint).definition
    awaited = awaited_messages(session, registry, complaint.instance_id)
    boxes = list(definition.elements)  # in the order of the drawing
    found = [
        Sayable(element, awaited[element.id], definition)
        for element in definition.elements.values()
        if element.id in awaited and set(roles) & _senders(element)
    ]
    found = _now_sensible(session, registry, complaint, found)
    return sorted(found, key=lambda each: boxes.index(each.element.parent or each.element.id))


def _now_sensible(
    session: Session, registry: Registry, complaint: Complaint, found: list[Sayable]
) -> list[Sayable]:
    """Without what the drawing offers at another time; a condition that fails hides nothing."""
    if not any(SENT_WHEN in each.element.properties for each in found):
        return found
    known = _known(session, registry, complaint)
    return [each for each in found if _makes_sense(each.element, known)]


def _known(session: Session, registry: Registry, complaint: Complaint) -> dict[str, Any]:
    instance_id = complaint.instance_id or ""
    steps = select(UserTask.element_id).where(IS_OPEN, UserTask.instance_id == instance_id)
    known = instances.variables(session, registry, instance_id)
    return {**known, OPEN_STEPS: list(session.scalars(steps))}


def _makes_sense(element: Element, known: Mapping[str, Any]) -> bool:
    condition = element.properties.get(SENT_WHEN)
    if condition is None:
        return True
    try:
        return bool(compile_expression(condition).evaluate(known))
    except (ExpressionRefused, ExpressionFailed):
        return True


def _senders(element: Element) -> frozenset[str]:
    return named_roles(element.properties.get(SENT_BY, ""))


def _speaks_as(held: HeldPost, case: Case) -> frozenset[str]:
    """The roles of a post in a case: its own at the station, and the investigator's at the seat."""
    own = {held.role} if held.unit.id == case.complaint.unit_id else set()
    seat = {INVESTIGATOR} if _investigates(held, case) else set()
    return frozenset(own - {INVESTIGATOR} | seat)


def _investigates(held: HeldPost, case: Case) -> bool:
    """Whether a post is the seat of the case: at its station, or elsewhere while a step is hers."""
    if held.post.id != case.io_post_id:
        return False
    at_station = held.unit.id == case.complaint.unit_id
    return at_station or any(task.post_id == held.post.id for task in case.open_tasks)
