"""Saying: a message that somebody sends from her page, with the form that the page shows."""

from sqlalchemy.orm import Session

from engine.registry import Actor
from models import Complaint, ProcessInstance
from models.types import new_id
from processes.complaint import sayable, saying
from processes.complaint.her_steps import COMPLAINANT
from processes.exceptions import NotVisible
from processes.permissions.case import case_of
from processes.posts.identity import identity_of
from processes.runs import complaint_of, run_of_complaint
from processes.scripted import acting
from processes.scripted.adapter import Asked
from processes.scripted.case import Step
from processes.scripted.scene import Scene


def say(scene: Scene, session: Session, step: Step) -> None:
    """Send the message of a step as its page does.

    :raises NotVisible: nobody is offered that there, or not this person
    :raises CaseFailed: the form does not take an answer, or there is no such person
    """
    complaint = complaint_of(session, scene.place.instance_id)
    if complaint is None:
        raise NotVisible
    taken = run_of_complaint(session, complaint).definition.outline.caught_messages
    if step.subject not in taken:  # a slip of the pen must not pass for a refusal
        known = ", ".join(sorted(taken))
        raise scene.case.fault("key-unknown", step, key=step.subject, known=known)
    said, actor = offered(scene, session, complaint, step)
    sender = actor.officer_id
    asked = Asked(
        session,
        scene.stage.registry,
        scene.stage.definition,
        None,
        scene.looked_up(session, step.values, step),
        scene.place.now,
        said=said,
        complaint=complaint,
        identity=identity_of(session, sender, scene.place.now) if sender else None,
    )
    read = scene.read_form(asked)
    acting.refuse_findings(scene, read, said.element.id, step)
    saying.say(
        session,
        scene.stage.registry,
        complaint,
        said,
        read.answers,
        key=new_id(),
        actor=actor,
        now=scene.place.now,
    )


def offered(
    scene: Scene, session: Session, complaint: Complaint, step: Step
) -> tuple[sayable.Sayable, Actor]:
    """What this person's page offers under the message's name, and as whom she sends it.

    :raises NotVisible: it does not offer that
    """
    registry = scene.stage.registry
    if step.by == COMPLAINANT:
        hers = sayable.sayable_by_her(session, registry, complaint)
        return _called(hers, step.subject), Actor()
    world = scene.stage.world
    instance = session.get_one(ProcessInstance, scene.place.instance_id)
    near = world.unit_name(instance.unit_id)
    sitting = world.sitting(step.by or "", near=near, at=step.at, seat=step.seat)
    who = identity_of(session, sitting.officer_id, scene.place.now) if sitting else None
    if who is None:
        raise scene.case.fault("nobody", step, role=step.by)
    case = case_of(session, complaint)
    said = _called(sayable.sayable_by(session, registry, who, case), step.subject)
    return said, sayable.speaker(who, case, said)


def _called(offered: list[sayable.Sayable], message: str) -> sayable.Sayable:
    found = next((each for each in offered if each.message == message), None)
    if found is None:
        raise NotVisible
    return found
