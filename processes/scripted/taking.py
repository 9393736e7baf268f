"""Taking the steps of a case on its scene: somebody acts, time goes by, a look is taken."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import messages
from engine.exceptions import EngineError, StepFailed, TaskAlreadyClaimed, TaskNotOpen
from engine.law import KOLKATA
from engine.registry import SYSTEM
from models import ProcessInstance, UserTask
from models.session import reading
from processes.complaint.answers import Answers
from processes.exceptions import NotVisible, ProcessesError
from processes.scripted import acting, looking, saying
from processes.scripted.adapter import Beginning, CannotBegin, Reading
from processes.scripted.case import LATEST, Step, moment_from
from processes.scripted.scene import Scene
from processes.scripted.world import HOME


def play(scene: Scene) -> None:
    """Begin, where the case begins by itself, and take every step.

    :raises CaseFailed: a step cannot be taken, or something is not as it must be
    """
    if scene.case.after is None:
        begin(scene)
    for step in scene.case.steps:
        take(scene, step)


def begin(scene: Scene) -> None:
    """Begin as the case says.

    :raises CaseFailed: it cannot begin so
    """
    with scene.in_time(None):
        _begin(scene)


def take(scene: Scene, step: Step) -> None:
    """Take one step, and let what is due then happen.

    :raises CaseFailed: it cannot be taken, or something is not as it must be
    """
    with scene.in_time(step):
        _ACTIONS[step.action](scene, step)
        scene.settle(step)


def _begin(scene: Scene) -> None:
    with scene.sessions.begin() as session:
        read = _read_start(scene, session)
        beginning = Beginning(
            session,
            scene.stage.registry,
            scene.stage.definition,
            read,
            scene.case.started_by,
            scene.stage.world.units[HOME].id,
            scene.place.now,
        )
        try:
            scene.place.instance_id = scene.adapter.begin(beginning)
        except StepFailed as error:
            raise scene.stopped(error, "start", None) from error
        except (CannotBegin, EngineError, ProcessesError) as error:
            raise scene.case.fault("cannot-begin", reason=_reason(error)) from error
    scene.settle(None)


def _read_start(scene: Scene, session: Session) -> Reading:
    """What the case begins with: answers to the start form, where there is one."""
    if scene.case.started_by is not None or scene.stage.definition.start_form is None:
        return Reading(scene.looked_up(session, scene.case.start, None), Answers())
    read = acting.read(scene, session, None, scene.case.start, None)
    acting.refuse_findings(scene, read, "start", None)
    return read


def _complete(scene: Scene, step: Step) -> None:
    with scene.sessions.begin() as session:
        task = acting.open_task(scene, session, step)
        read = acting.read(scene, session, task, step.values, step)
        acting.refuse_findings(scene, read, step.subject, step)
        try:
            acting.hand_in(scene, session, task, read, step)
        except StepFailed as error:
            raise scene.stopped(error, step.subject, step) from error
        except (EngineError, ProcessesError) as error:
            reason = _reason(error)
            raise scene.case.fault("refused", step, step=step.subject, reason=reason) from error


def _refuse(scene: Scene, step: Step) -> None:
    """Try what must be refused; nothing of it stays."""
    with scene.sessions() as session:
        task = acting.latest_task(scene, session, step.subject)
        found: str | tuple[str, ...] | None = None
        if task is None:
            found = "not_open"
        else:
            read = acting.read(scene, session, task, step.values, step)
            found = tuple(sorted({*read.findings, *read.not_asked})) or None
            if found is None or isinstance(step.because, str):
                found = _tried(scene, session, task, read, step)
        session.rollback()
    wanted = _listed(step.because)
    if found is None:
        raise scene.case.fault("not-refused", step, step=step.subject, wanted=wanted)
    if found != step.because:
        facts = {"step": step.subject, "found": _listed(found), "wanted": wanted}
        raise scene.case.fault("refused-otherwise", step, **facts)


def _tried(
    scene: Scene, session: Session, task: UserTask, read: Reading, step: Step
) -> str | tuple[str, ...] | None:
    try:
        acting.hand_in(scene, session, task, read, step)
    except StepFailed as error:
        raise scene.stopped(error, step.subject, step) from error
    except (EngineError, ProcessesError) as error:
        return _reason(error)
    return tuple(sorted({*read.findings, *read.not_asked})) or None


def _advance(scene: Scene, step: Step) -> None:
    until = moment_from(scene.place.now, step.subject)
    if not scene.place.now < until < LATEST:
        wanted = f"{_shown(scene.place.now)} … {_shown(LATEST)}"
        facts = {"what": "advance", "wanted": wanted, "found": _shown(until)}
        raise scene.case.fault("otherwise", step, **facts)
    scene.run_until(until, step)


def _send(scene: Scene, step: Step) -> None:
    try:
        _deliver(scene, step)
    except StepFailed as error:
        raise scene.stopped(error, step.subject, step) from error
    except (EngineError, ProcessesError) as error:
        reason = _reason(error)
        raise scene.case.fault("refused", step, step=step.subject, reason=reason) from error


def _refuse_message(scene: Scene, step: Step) -> None:
    try:
        _deliver(scene, step)
    except StepFailed as error:
        raise scene.stopped(error, step.subject, step) from error
    except (EngineError, ProcessesError):
        return
    wanted = "nobody waits for it" if step.by is None else f"not offered to {step.by}"
    raise scene.case.fault("not-refused", step, step=step.subject, wanted=wanted)


def _deliver(scene: Scene, step: Step) -> None:
    with scene.sessions.begin() as session:
        if step.by is not None:
            saying.say(scene, session, step)
            return
        instance = session.get_one(ProcessInstance, scene.place.instance_id)
        messages.deliver(
            session,
            scene.stage.registry,
            process=step.to or scene.stage.definition.name,
            business_key=instance.business_key,
            name=step.subject,
            variables=scene.looked_up(session, step.values, step),
            actor=SYSTEM,
            now=scene.place.now,
            unit_id=instance.unit_id,
        )


def _expect(scene: Scene, step: Step) -> None:
    with reading(scene.sessions) as session:
        look = looking.Look(
            session=session,
            registry=scene.stage.registry,
            instance_id=scene.place.instance_id,
            now=scene.place.now,
            passed=scene.passed,
            seen=scene.place.seen,
            looked_up=lambda value: scene.looked_up(session, value, step),
        )
        for what, wanted in step.subject.items():
            expected, found = look.at(what, wanted)
            if expected != found:
                facts = {"wanted": _told(expected), "found": _told(found)}
                raise scene.case.fault("otherwise", step, what=what, **facts)


_ACTIONS: Mapping[str, Callable[[Scene, Step], None]] = {
    "complete": _complete,
    "refuse": _refuse,
    "advance": _advance,
    "message": _send,
    "refuse_message": _refuse_message,
    "expect": _expect,
}


def _reason(error: Exception) -> str:
    if isinstance(error, NotVisible):
        return "not_theirs"
    if isinstance(error, TaskNotOpen):
        return "not_open"
    return "taken" if isinstance(error, TaskAlreadyClaimed) else str(error)


def _listed(because: str | tuple[str, ...]) -> str:
    return because if isinstance(because, str) else ", ".join(because)


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_told(each) for each in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_told(each)}" for key, each in value.items()) or "–"
    return _shown(value) if isinstance(value, datetime) else str(value)


def _shown(moment: datetime) -> str:
    return moment.astimezone(KOLKATA).strftime("%Y-%m-%dT%H:%M:%S")
