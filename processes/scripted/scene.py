"""A scene: one case while it is replayed, moved by persons, messages and time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import jobs
from engine.exceptions import StepFailed
from models import Job
from models.session import reading
from processes.scripted.adapter import Adapter, Known, ReadForm
from processes.scripted.case import Case, Step
from processes.scripted.fault import CaseFailed, TimeIsUp
from processes.scripted.looking import Seen
from processes.scripted.lookup import NothingSo, look_up
from processes.scripted.outside import outside
from processes.scripted.stage import Stage
from processes.stops import words_of_stop

#: A case in which more falls due than this is stopped: two years at twice a day are fewer.
MOST_RINGS = 2_000


@dataclass
class Place:
    """Where a case has come to, so that another can go on from there."""

    now: datetime
    instance_id: str
    seen: Seen
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

    @contextmanager
    def in_time(self, step: Step | None) -> Iterator[None]:
        """Take a step; what goes wrong once the time is up goes wrong because of that."""
        try:
            yield
        except (CaseFailed, TimeIsUp):
            if not self.is_time_up():
                raise
        if self.is_time_up():
            raise self.case.fault("too-slow", step)

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

    def settle(self, step: Step | None) -> None:
        """Let what is due now happen; a drawing that stopped in it fails the case."""
        self.run_until(self.place.now, step)
        with reading(self.sessions) as session:
            failed = select(Job).where(Job.last_error.is_not(None)).order_by(Job.id)
            for job in session.scalars(failed):
                raise self._stopped(job.element_id or "–", job.last_error or "", step)

    def run_until(self, moment: datetime, step: Step | None) -> None:
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

    def stopped(self, error: StepFailed, element_id: str, step: Step | None) -> Exception:
        return self._stopped(error.element_id or element_id, error.reason, step)

    def _stopped(self, element_id: str, reason: str, step: Step | None) -> Exception:
        """The case failed at this element: by its name, and why in both languages."""
        element = self.stage.definition.elements.get(element_id)
        english, hindi = words_of_stop(reason)
        return self.case.fault(
            "stopped",
            step,
            step=(element and element.name) or element_id,
            step_hi=(element and (element.name_hi or element.name)) or element_id,
            reason=english,
            reason_hi=hindi,
        )
