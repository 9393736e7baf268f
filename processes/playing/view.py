"""What a designer sees of her play: whose turn it is, what may come, what was said, where it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import due_jobs, instances
from engine.awaited import awaited_messages
from engine.conventions import SENT_BY
from engine.definitions import Definition
from engine.drawing import Element
from models import Escalation, OutgoingMessage, UserTask
from processes.design.beside import newest
from processes.notifications.messages import body_of
from processes.run_page import RunPage, run_page
from processes.runs import Run, run_of
from processes.scripted.case import LATEST
from processes.scripted.looking import instances_of, open_tasks
from processes.scripted.scene import Scene
from processes.scripted.world import Sitting


@dataclass(frozen=True)
class Turn:
    """A step that waits for a person."""

    task: UserTask
    element: Element
    run: Run
    unit: str | None  # its name among the invented police
    sitting: Sitting | None  # the only one who may do it
    is_one_of_several: bool  # the same step is open at another seat as well


@dataclass(frozen=True)
class Awaited:
    """A message that something waits for now, or that may begin something beside the play."""

    message: str
    process: str
    element: Element
    senders: tuple[str, ...]  # whose pages offer it
    begins: bool  # it begins another process


@dataclass(frozen=True)
class Said:
    """A message that left for nowhere."""

    row: OutgoingMessage
    text: str | None
    is_new: bool  # since something was last expected


@dataclass(frozen=True)
class Raised:
    """Something that was brought before an officer."""

    row: Escalation
    element: Element | None
    unit: str | None
    is_new: bool


@dataclass(frozen=True)
class View:
    """All of a play that its page shows."""

    main: RunPage
    beside: Sequence[RunPage]
    turns: Sequence[Turn]
    awaited: Sequence[Awaited]
    said: Sequence[Said]
    raised: Sequence[Raised]
    variables: Mapping[str, Any]
    next_at: datetime | None  # when something happens by itself


def view(scene: Scene, session: Session) -> View:
    """Look at a play that has begun."""
    registry, instance_id = scene.stage.registry, scene.place.instance_id
    ids = instances_of(session, instance_id)
    pages = {each: run_page(session, registry, run_of(session, each)) for each in ids}
    return View(
        main=pages[instance_id],
        beside=[pages[each] for each in ids if each != instance_id],
        turns=turns(scene, session),
        awaited=_awaited(scene, session, [pages[each].run for each in ids]),
        said=_said(scene, session, ids),
        raised=_raised(scene, session, pages),
        variables=instances.variables(session, registry, instance_id),
        next_at=due_jobs.next_due(session),
    )


def turns(scene: Scene, session: Session) -> list[Turn]:
    """The steps that wait for a person, those due first at the top."""
    found = open_tasks(session, scene.place.instance_id)
    names = [task.element_id for task in found]
    runs = {each: run_of(session, each) for each in {task.instance_id for task in found}}
    made = [
        _turn(scene, task, runs[task.instance_id], is_one=names.count(task.element_id) == 1)
        for task in found
    ]
    return sorted(made, key=lambda turn: turn.task.due_at or LATEST)


def elements_of(session: Session) -> dict[str, Element]:
    """Every step that a case may name, by its id."""
    return {key: each for drawn in newest(session) for key, each in drawn.elements.items()}


def turn_of(scene: Scene, session: Session, task_id: str) -> Turn | None:
    """One step that waits; None if it waits no more."""
    return next((each for each in turns(scene, session) if each.task.id == task_id), None)


def seat_of(turn: Turn) -> dict[str, Any]:
    """What a case has to add to name this step among several."""
    if not turn.is_one_of_several or turn.sitting is None:
        return {}
    return {"at": turn.sitting.unit, "seat": turn.sitting.seat}


def _turn(scene: Scene, task: UserTask, run: Run, *, is_one: bool) -> Turn:
    world = scene.stage.world
    return Turn(
        task=task,
        element=run.definition.elements[task.element_id],
        run=run,
        unit=world.unit_name(task.unit_id),
        sitting=world.holder(task.post_id) if task.post_id else None,
        is_one_of_several=not is_one,
    )


def _awaited(scene: Scene, session: Session, runs: Sequence[Run]) -> list[Awaited]:
    """What is listened to now, the messages of pages first, then what may begin beside it."""
    registry = scene.stage.registry
    found: dict[tuple[str, str], Awaited] = {}
    for run in (each for each in runs if each.is_running):
        for element_id, message in awaited_messages(session, registry, run.instance_id).items():
            element = run.definition.elements[element_id]
            key = (run.definition.name, message)
            found.setdefault(key, _listening(run.definition.name, message, element, begins=False))
    for definition in newest(session):
        for each in _beginnings(definition, scene.stage.definition.name):
            found.setdefault((each.process, each.message), each)
    return sorted(found.values(), key=lambda each: (each.begins, not each.senders))


def _beginnings(definition: Definition, played: str) -> list[Awaited]:
    """The messages by which a process on the stage begins beside the one that is played."""
    if definition.name == played:
        return []
    return [
        _listening(definition.name, message, definition.elements[element_id], begins=True)
        for message, element_id in definition.outline.start_messages.items()
    ]


def _listening(process: str, message: str, element: Element, *, begins: bool) -> Awaited:
    senders = [role.strip() for role in element.properties.get(SENT_BY, "").split(",")]
    return Awaited(message, process, element, tuple(filter(None, senders)), begins)


def _said(scene: Scene, session: Session, ids: Sequence[str]) -> list[Said]:
    rows = session.scalars(
        select(OutgoingMessage)
        .where(OutgoingMessage.instance_id.in_(ids))
        .order_by(OutgoingMessage.queued_at.desc(), OutgoingMessage.id)
    )
    keyring, seen = scene.stage.registry.keyring, scene.place.seen.messages
    return [Said(row, body_of(keyring, row), row.id not in seen) for row in rows]


def _raised(scene: Scene, session: Session, pages: Mapping[str, RunPage]) -> list[Raised]:
    rows = session.scalars(
        select(Escalation)
        .where(Escalation.instance_id.in_(pages))
        .order_by(Escalation.raised_at.desc(), Escalation.id.desc())
    )
    return [
        Raised(
            row,
            pages[row.instance_id].run.element(row.element_id),
            scene.stage.world.unit_name(row.unit_id),
            row.id not in scene.place.seen.escalations,
        )
        for row in rows
    ]
