"""Acting: somebody of the invented police, or she herself, fills in a form and hands it in."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models import ProcessInstance, UserTask
from processes.complaint.her_steps import COMPLAINANT
from processes.posts.identity import Identity, identity_of
from processes.runs import complaint_of
from processes.scripted import looking
from processes.scripted.adapter import Asked, Completion, Reading
from processes.scripted.case import Step
from processes.scripted.scene import Scene
from processes.scripted.world import Sitting


def open_task(scene: Scene, session: Session, step: Step) -> UserTask:
    """The one open task that a step completes.

    :raises CaseFailed: it is not open, or several times
    """
    open_tasks = looking.open_tasks(session, scene.place.instance_id)
    found = [task for task in open_tasks if task.element_id == step.subject]
    if len(found) > 1:
        found = [task for task in found if _is_asked_at(scene, session, task, step)] or found
    if not found:
        names = ", ".join(task.element_id for task in open_tasks) or "–"
        raise scene.case.fault("not-open", step, step=step.subject, open=names)
    if len(found) > 1:
        raise scene.case.fault("open-twice", step, step=step.subject, count=len(found))
    return found[0]


def latest_task(scene: Scene, session: Session, element_id: str) -> UserTask | None:
    """The open task of an element, else the one that was opened last."""
    tasks = looking.tasks_of(session, scene.place.instance_id)
    return next((task for task in reversed(tasks) if task.element_id == element_id), None)


def read(
    scene: Scene,
    session: Session,
    task: UserTask | None,
    values: Mapping[str, Any],
    step: Step | None,
) -> Reading:
    """Fill in a task's form, or the start form, with what stands in the case."""
    return scene.read_form(
        Asked(
            session,
            scene.stage.registry,
            scene.stage.definition,
            task,
            scene.looked_up(session, values, step),
            scene.place.now,
            complaint=complaint_of(session, task.instance_id) if task is not None else None,
        )
    )


def refuse_findings(scene: Scene, read: Reading, element_id: str, step: Step | None) -> None:
    """Go on only if the form takes every answer.

    :raises CaseFailed: it does not
    """
    for key in read.not_asked:
        raise scene.case.fault("not-asked", step, step=element_id, field=key)
    for key, reason in read.findings.items():
        facts = {"step": element_id, "field": key, "reason": reason}
        raise scene.case.fault("field-refused", step, **facts)


def hand_in(scene: Scene, session: Session, task: UserTask, read: Reading, step: Step) -> None:
    """Complete a task as whoever the step names; she need not be allowed to."""
    who = None if step.by == COMPLAINANT else _identity(scene, session, task, step)
    scene.adapter.complete(
        Completion(session, scene.stage.registry, task, who, read.answers, scene.place.now)
    )


def _is_asked_at(scene: Scene, session: Session, task: UserTask, step: Step) -> bool:
    """Whether a step that is open several times waits at the seat that the case names."""
    is_named = step.at is not None or step.seat is not None
    sitting = _sitting(scene, session, task, step) if is_named else None
    return sitting is not None and task.post_id == sitting.post_id


def _identity(scene: Scene, session: Session, task: UserTask, step: Step) -> Identity:
    sitting = _sitting(scene, session, task, step)
    who = identity_of(session, sitting.officer_id, scene.place.now) if sitting else None
    if who is None:
        at = f" ({step.at})" if step.at else ""
        raise scene.case.fault("nobody", step, role=f"{step.by}{at}")
    return who


def _sitting(scene: Scene, session: Session, task: UserTask, step: Step) -> Sitting | None:
    world = scene.stage.world
    is_named = step.at is not None or step.seat is not None
    if step.by == task.role and task.post_id and not is_named:
        return world.holder(task.post_id)
    instance = session.get_one(ProcessInstance, scene.place.instance_id)
    near = world.unit_name(task.unit_id) or world.unit_name(instance.unit_id)
    return world.sitting(step.by or "", near=near, at=step.at, seat=step.seat)
