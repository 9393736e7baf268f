"""Officers and workers in processes of their own, that work on toy cases until they are killed.

Failpoints and faults are patched in by the process itself before it works: the product has none.
"""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from engine import (
    audit,
    deliveries,
    due_jobs,
    instances,
    job_rows,
    jobs,
    saving,
    store,
    tasks,
    timers,
)
from engine.exceptions import InstanceBusy, InstanceNotRunning, StaleInstance, TaskNotOpen
from engine.registry import Actor, Process, Registry
from engine.step import Step
from engine.tables import INSTANCE, TASK
from models import JobKind, JobStatus, ProcessInstance
from models.session import open_database, session_maker
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    parallel,
    start,
    timer,
    user,
)
from tests.engine.runtime import registry_of

#: A process kills itself at one of these: a function, before or after it has run.
FAILPOINTS: dict[str, tuple[ModuleType, str, str]] = {
    "step.loaded": (instances, "revive", "after"),
    "step.state_written": (store, "update_instance", "after"),
    "step.rows_written": (saving, "save", "after"),
    "officer.completed": (tasks, "_complete", "after"),
    "job.taken": (store, "take_or_skip", "after"),
    "job.fired": (timers, "advance", "after"),
    "job.batch_committed": (jobs, "move_due", "after"),
    "delivery.claimed": (deliveries, "_send", "before"),
    "delivery.sent": (deliveries, "_send", "after"),
}
HELD = "held"  # business keys of cases no officer touches
REMINDERS = 3
BEGINNING = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)

CASE = drawing(
    start("s"),
    parallel("split"),
    user("call"),
    exclusive("again", default="again_to_join"),
    user("visit"),
    boundary("remind", "visit", timer("cycle", f"R{REMINDERS}/PT1H"), interrupting=False),
    element("serviceTask", "notify", camunda__type="external", camunda__topic="notify"),
    parallel("join"),
    user("close"),
    end("e"),
    end("e2"),
    flows="s -> split -> call -> again -> join; again -> call: calls < 3;"
    "split -> visit -> join -> close -> e; remind -> notify -> e2",
)


@dataclass(frozen=True)
class Setting:
    """What a process is told before it works."""

    url: str
    log: Path  # what officers were told is stored, and what went outside
    began: float  # real time at which virtual time was BEGINNING
    seed: int = 0
    failpoint: str | None = None
    fault: str | None = None

    def now(self) -> datetime:
        """A second is an hour."""
        return BEGINNING + timedelta(hours=time.time() - self.began)


def notify(step: Step) -> None:
    """A service whose effect can be counted."""
    step.add_job(JobKind.DELIVERY, step.now, {"deliver": "outside", "token": step.token_id})


def installation() -> Registry:
    """What every process runs."""
    return registry_of(Process("toy", service_tasks={"notify": notify}))


def begin(work: Callable[[Setting], None], setting: Setting) -> BaseProcess:
    """Start a process that works until it is killed."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(work, setting))
    process.start()
    return process


def _run(work: Callable[[Setting], None], setting: Setting) -> None:
    random.seed(setting.seed)
    if setting.fault is not None:
        FAULTS[setting.fault]()
    if setting.failpoint is not None:
        _arm(*FAILPOINTS[setting.failpoint])
    work(setting)


def officer(setting: Setting) -> None:
    """Complete one open task after the other; write down what was acknowledged."""
    registry = installation()
    sessions = session_maker(open_database(setting.url), registry.keyring)
    while True:
        with sessions() as session:
            found = session.execute(_SOME_TASKS).all()
        if not found:
            time.sleep(0.02)
            continue
        task_id, element_id = random.choice(found)
        answer = random.randrange(10**9)
        try:
            _complete(sessions, registry, setting, task_id, element_id, answer)
        except (TaskNotOpen, InstanceNotRunning, InstanceBusy, StaleInstance):
            continue
        note(setting.log, f"stored {task_id} {answer}")


_SOME_TASKS = (
    select(TASK.c.id, TASK.c.element_id)
    .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
    .where(TASK.c.status == 0, INSTANCE.c.business_key.not_like(f"{HELD}%"))
    .limit(20)
)


def _complete(
    sessions: sessionmaker[Session],
    registry: Registry,
    setting: Setting,
    task_id: str,
    element_id: str,
    answer: int,
) -> None:
    with sessions.begin() as session:
        given: dict[str, Any] = {f"answer_{task_id}": answer}
        if element_id == "call":
            case = session.scalar(select(TASK.c.instance_id).where(TASK.c.id == task_id))
            known = instances.variables(session, registry, str(case))
            given["calls"] = known.get("calls", 0) + 1
        tasks.complete(
            session, registry, task_id, variables=given, actor=Actor("o"), now=setting.now()
        )


def worker(setting: Setting) -> None:
    """Do whatever is due."""
    registry = installation()
    sessions = session_maker(open_database(setting.url), registry.keyring)
    while True:
        run_due(setting, sessions, registry, now=setting.now(), real=datetime.now(UTC))
        time.sleep(0.02)


def run_due(
    setting: Setting,
    sessions: sessionmaker[Session],
    registry: Registry,
    *,
    now: datetime,
    real: datetime,
) -> int:
    """One round of a worker; what goes outside is written down."""

    def outside(delivery: deliveries.Delivery) -> None:
        note(setting.log, f"sent {delivery.payload['token']} {delivery.job_id}")

    return jobs.run_due(
        sessions,
        registry,
        deliver={"outside": outside},
        clock=lambda: now,
        lease_clock=lambda: real,
    )


def note(log: Path, line: str) -> None:
    """Append a line as one write, which a kill cannot tear."""
    with log.open("ab", buffering=0) as file:
        file.write(f"{line}\n".encode())


def _arm(module: ModuleType, name: str, when: str) -> None:
    """Kill this process at a function, at one of its first calls."""
    plain = getattr(module, name)
    calls_left = random.randrange(1, 6)

    def failing(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls_left
        calls_left -= 1
        if when == "before" and calls_left <= 0:
            _die()
        result = plain(*args, **kwargs)
        if calls_left <= 0:
            _die()
        return result

    setattr(module, name, failing)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _two_transactions() -> None:
    """Commit the state before the rows that belong to it."""
    plain = store.update_instance

    def committing(connection: Any, *args: Any, **kwargs: Any) -> None:
        plain(connection, *args, **kwargs)
        connection.connection.commit()
        time.sleep(0.01)

    store.update_instance = committing


def _early_word() -> None:
    """Tell the officer that her answer is stored before it is."""
    plain = _complete

    def telling(
        sessions: Any, registry: Any, setting: Setting, task_id: str, element: str, answer: int
    ) -> None:
        note(setting.log, f"stored {task_id} {answer}")
        plain(sessions, registry, setting, task_id, element, answer)

    globals()["_complete"] = telling


def _no_lock() -> None:
    """Neither lock the instance nor look at its version, and take one's time."""

    def no_lock(*_: Any) -> None:
        time.sleep(0)

    def overwriting(connection: Any, row: Any, *, state: bytes, status: Any, **_: Any) -> None:
        time.sleep(0.02)
        connection.execute(
            update(ProcessInstance)
            .where(ProcessInstance.id == row.id)
            .values(version=row.version + 1, state=state, status=status)
        )

    def unwritten(*_: Any) -> None:
        time.sleep(0)

    store._lock = no_lock
    store.update_instance = overwriting
    audit.write = unwritten


def _job_before_instance() -> None:
    """Close due jobs in a transaction of their own before their instances are moved."""
    plain, due_instances, due_of = jobs._run_batch, due_jobs.due_instances, due_jobs.due_of

    def closing(sessions: Any, registry: Registry, *, now: datetime) -> int:
        with sessions.begin() as session:
            found = due_instances(session, now)
            taken = {str(case): due_of(session, str(case), now) for case, _ in found}
            for job in (job for due in taken.values() for job in due):
                job_rows.close(session.connection(), job.id, JobStatus.DONE, now)
        due_jobs.due_instances = lambda *_: found
        due_jobs.due_of = lambda session, instance_id, now: taken[instance_id]
        time.sleep(0.01)
        return plain(sessions, registry, now=now)

    jobs._run_batch = closing


#: Faults that the invariants must find.
FAULTS: dict[str, Callable[[], None]] = {
    "two transactions": _two_transactions,
    "early word": _early_word,
    "no lock": _no_lock,
    "job before instance": _job_before_instance,
}
