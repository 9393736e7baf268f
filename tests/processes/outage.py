"""A worker that is stopped for two days whenever something is about to happen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine import due_jobs, jobs
from engine.registry import Registry

#: It stops an hour before the next timer would ring, and is out for two days.
BEFORE, OUT = timedelta(hours=1), timedelta(days=2)


@dataclass
class StoppedWorker:
    """Works only for a moment, each time it is back, and is then stopped again."""

    came_back: list[datetime] = field(default_factory=list)

    def rings_at(self, due_at: datetime) -> datetime | None:
        """When what falls due at this moment rings: once the worker is back; None if never."""
        return next((moment for moment in self.came_back if moment >= due_at), None)

    def run_until(
        self,
        sessions: sessionmaker[Session],
        *registry: Registry,
        moment: datetime,
        move_clock: Callable[[datetime], None],
        **told: Any,
    ) -> int:
        """Take the place of `jobs.run_until`; at `moment`, when somebody acts, it works again."""
        done, back = 0, told["lease_clock"]()
        while True:
            self.came_back.append(back)
            move_clock(back)
            done += jobs.run_due(sessions, *registry, clock=told["lease_clock"], **told)
            due_at = _next_due(sessions)
            if due_at is None or due_at > moment:
                break
            back = min(due_at - BEFORE + OUT, moment)
        move_clock(moment)
        return done


@contextmanager
def a_stopped_worker() -> Iterator[StoppedWorker]:
    """While this lasts, time passes in stories with the worker stopped again and again."""
    worker = StoppedWorker()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "run_until", worker.run_until)
        yield worker


def _next_due(sessions: sessionmaker[Session]) -> datetime | None:
    with sessions() as session:
        return due_jobs.next_due(session)
