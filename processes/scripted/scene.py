"""A scene: one case while it is replayed, moved by persons, messages and time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import jobs, messages
from engine.exceptions import (
    EngineError,
    StepFailed,
    TaskAlreadyClaimed,
    TaskNotOpen,
)
from engine.registry import KOLKATA, SYSTEM
from models import Job, ProcessInstance, UserTask
from models.session import reading
from processes.complaint.answers import Answers
from processes.exceptions import NotVisible, ProcessesError
from processes.scripted import acting, looking, saying
from processes.scripted.adapter import (
    Adapter,
    Beginning,
    CannotBegin,
    Known,
    ReadForm,
    Reading,
)
from processes.scripted.case import LATEST, Case, Step, moment_from
from processes.scripted.fault import CaseFailed, TimeIsUp
from processes.scripted.lookup import NothingSo, look_up
from processes.scripted.outside import outside
from processes.scripted.stage import Stage
from processes.scripted.world import HOME

#: A case in which more falls due than this is stopped: two years at twice a day are fewer.
MOST_RINGS = 2_000


@dataclass
class Place:
    """Where a case has come to, so that another can go on from there."""

    now: datetime
    instance_id: str
    seen: looking.Seen
    rung: int = 0  # at how many moments something fell due


@dataclass(frozen=True)
class Scene:
    """A case on its stage. What it does is committed step by step, as pages and the worker do."""

    case: Case
    stage: Stage
    sessions: sessionmaker[Session]
    adapter: Adapter
    read_form: ReadForm
    passed: Mapping[str, int]  # how often each element was passed, in this case so far
    place: Place
    is_time_up: Callable[[], bool]

    def play(self) -> None:
        """Begin, where the case begins by itself, and take every step.

        :raises CaseFailed: a step cannot be taken, or something is not as it must be
        """
        if self.case.after is None:
            self.begin()
        for step in self.case.steps:
            self.take(step)

    def begin(self) -> None:
        """Begin as the case says.

        :raises CaseFailed: it cannot begin so
        """
        with self._in_time(None):
            self._begin()

    def take(self, step: Step) -> None:
        """Take one step, and let what is due then happen.

        :raises CaseFailed: it cannot be taken, or something is not as it must be
        """
        with self._in_time(step):
            _ACTIONS[step.action](self, step)
            self._settle(step)

    @contextmanager
    def _in_time(self, step: Step | None) -> Iterator[None]:
        """Take a step; what goes wrong once the time is up goes wrong because of that."""
        try:
            yield
        except (CaseFailed, TimeIsUp):
            if not self.is_time_up():
                raise
        if self.is_time_up():
            raise self.case.fault("too-slow", step)

    def _begin(self) -> None:
        with self.sessions.begin() as session:
            read = self._read_start(session)
            beginning = Beginning(
                session,
                self.stage.registry,
                self.stage.definition,
                read,
                self.case.started_by,
                self.stage.world.units[HOME].id,
                self.place.now,
            )
            try:
                self.place.instance_id = self.adapter.begin(beginning)
            except StepFailed as error:
                raise self._stopped(error, "start", None) from error
            except (CannotBegin, EngineError, ProcessesError) as error:
                raise self.case.fault("cannot-begin", reason=_reason(error)) from error
        self._settle(None)

    def _read_start(self, session: Session) -> Reading:
        """What the case begins with: answers to the start form, where there is one."""
        if self.case.started_by is not None or self.stage.definition.start_form is None:
            return Reading(self.looked_up(session, self.case.start, None), Answers())
        read = acting.read(self, session, None, self.case.start, None)
        acting.refuse_findings(self, read, "start", None)
        return read

    def _complete(self, step: Step) -> None:
        with self.sessions.begin() as session:
            task = acting.open_task(self, session, step)
            read = acting.read(self, session, task, step.values, step)
            acting.refuse_findings(self, read, step.subject, step)
            try:
                acting.hand_in(self, session, task, read, step)
            except StepFailed as error:
                raise self._stopped(error, step.subject, step) from error
            except (EngineError, ProcessesError) as error:
                reason = _reason(error)
                raise self.case.fault("refused", step, step=step.subject, reason=reason) from error

    def _refuse(self, step: Step) -> None:
        """Try what must be refused; nothing of it stays."""
        with self.sessions() as session:
            task = acting.latest_task(self, session, step.subject)
            found: str | tuple[str, ...] | None = None
            if task is None:
                found = "not_open"
            else:
                read = acting.read(self, session, task, step.values, step)
                found = tuple(sorted({*read.findings, *read.not_asked})) or None
                if found is None or isinstance(step.because, str):
                    found = self._tried(session, task, read, step)
            session.rollback()
        wanted = _listed(step.because)
        if found is None:
            raise self.case.fault("not-refused", step, step=step.subject, wanted=wanted)
        if found != step.because:
            facts = {"step": step.subject, "found": _listed(found), "wanted": wanted}
            raise self.case.fault("refused-otherwise", step, **facts)

    def _tried(
        self, session: Session, task: UserTask, read: Reading, step: Step
    ) -> str | tuple[str, ...] | None:
        try:
            acting.hand_in(self, session, task, read, step)
        except StepFailed as error:
            raise self._stopped(error, step.subject, step) from error
        except (EngineError, ProcessesError) as error:
            return _reason(error)
        return tuple(sorted({*read.findings, *read.not_asked})) or None

    def _advance(self, step: Step) -> None:
        until = moment_from(self.place.now, step.subject)
        if not self.place.now < until < LATEST:
            wanted = f"{_shown(self.place.now)} … {_shown(LATEST)}"
            facts = {"what": "advance", "wanted": wanted, "found": _shown(until)}
            raise self.case.fault("otherwise", step, **facts)
        self._run_until(until, step)

    def _send(self, step: Step) -> None:
        try:
            self._deliver(step)
        except StepFailed as error:
            raise self._stopped(error, step.subject, step) from error
        except (EngineError, ProcessesError) as error:
            reason = _reason(error)
            raise self.case.fault("refused", step, step=step.subject, reason=reason) from error

    def _refuse_message(self, step: Step) -> None:
        try:
            self._deliver(step)
        except StepFailed as error:
            raise self._stopped(error, step.subject, step) from error
        except (EngineError, ProcessesError):
            return
        wanted = "nobody waits for it" if step.by is None else f"not offered to {step.by}"
        raise self.case.fault("not-refused", step, step=step.subject, wanted=wanted)

    def _deliver(self, step: Step) -> None:
        with self.sessions.begin() as session:
            if step.by is not None:
                saying.say(self, session, step)
                return
            instance = session.get_one(ProcessInstance, self.place.instance_id)
            messages.deliver(
                session,
                self.stage.registry,
                process=step.to or self.stage.definition.name,
                business_key=instance.business_key,
                name=step.subject,
                variables=self.looked_up(session, step.values, step),
                actor=SYSTEM,
                now=self.place.now,
                unit_id=instance.unit_id,
            )

    def _expect(self, step: Step) -> None:
        with reading(self.sessions) as session:
            look = looking.Look(
                session=session,
                registry=self.stage.registry,
                instance_id=self.place.instance_id,
                now=self.place.now,
                passed=self.passed,
                seen=self.place.seen,
                looked_up=lambda value: self.looked_up(session, value, step),
            )
            for what, wanted in step.subject.items():
                expected, found = look.at(what, wanted)
                if expected != found:
                    facts = {"wanted": _told(expected), "found": _told(found)}
                    raise self.case.fault("otherwise", step, what=what, **facts)

    def looked_up(self, session: Session, value: Any, step: Step | None) -> Any:
        """A value of the case with everything in angle brackets replaced."""
        known = Known(session, self.stage.registry, self.place.instance_id)
        try:
            return look_up(
                value,
                world=self.stage.world,
                adapter=self.adapter,
                known=known,
                now=self.place.now,
            )
        except NothingSo as nothing:
            facts = {"name": nothing.name, "known": nothing.known}
            raise self.case.fault("place-unknown", step, **facts) from None

    def _settle(self, step: Step | None) -> None:
        """Let what is due now happen; a drawing that stopped in it fails the case."""
        self._run_until(self.place.now, step)
        with reading(self.sessions) as session:
            failed = select(Job).where(Job.last_error.is_not(None)).order_by(Job.id)
            for job in session.scalars(failed):
                facts = {"step": job.element_id or "–", "reason": job.last_error}
                raise self.case.fault("stopped", step, **facts)

    def _run_until(self, moment: datetime, step: Step | None) -> None:
        jobs.run_until(
            self.sessions,
            self.stage.registry,
            deliver=outside(self.sessions, self.stage.registry),
            moment=moment,
            move_clock=partial(self._move_clock, step),
            lease_clock=lambda: self.place.now,
        )

    def _move_clock(self, step: Step | None, moment: datetime) -> None:
        self.place.now = max(self.place.now, moment)
        self.place.rung += 1
        if self.place.rung > MOST_RINGS:
            raise self.case.fault("too-busy", step, count=MOST_RINGS)

    def _stopped(self, error: StepFailed, element_id: str, step: Step | None) -> Exception:
        facts = {"step": error.element_id or element_id, "reason": error.reason}
        return self.case.fault("stopped", step, **facts)


_ACTIONS: Mapping[str, Callable[[Scene, Step], None]] = {
    "complete": Scene._complete,
    "refuse": Scene._refuse,
    "advance": Scene._advance,
    "message": Scene._send,
    "refuse_message": Scene._refuse_message,
    "expect": Scene._expect,
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
