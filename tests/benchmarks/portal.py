"""This project's engine on the same drawing: durable on a database, and alone without SQL."""

import os
import statistics
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Engine, bindparam, func, select, text
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, elements, instances, tasks
from engine.check import check
from engine.expressions import script_engine
from engine.prepared import Prepared
from engine.registry import SYSTEM, Actor, AssignRequest, Process, Registry, Seat
from engine.state import Identity, StateCodec
from engine.tables import AUDIT, CUSTODY, HISTORY, JOB, TASK
from models import Base, Level, Unit
from models.encryption import Keyring
from models.session import open_database, session_maker
from models.types import new_id
from tests.benchmarks.purchase import PROCESS, files, form
from tests.engine.statements import counted

KEYS = Keyring([bytes(range(32))])
OFFICER = Actor("officer", "post")
_UNIT = Unit.__table__
_FIND_UNIT = Prepared(
    select(
        _UNIT.c.id, _UNIT.c.station_id, _UNIT.c.circle_id, _UNIT.c.district_id, _UNIT.c.state_id
    ).where(_UNIT.c.id == bindparam("of_unit"))
)


def assign(session: Session, request: AssignRequest) -> Seat:
    """Look the unit up, as a real assignment does."""
    found = _FIND_UNIT.one(session.connection(), {"of_unit": request.unit_id})
    assert found is not None
    return Seat(request.role, found[0], None, *found[1:5], f"{request.role}_post", "officer")


class Durable:
    """An installation on a database, with every table and one station."""

    def __init__(self, url: str, now: datetime, drawings: Mapping[str, dict[str, bytes]]) -> None:
        self.now = now
        self.database: Engine = open_database(url)
        Base.metadata.create_all(self.database)
        self.sessions: sessionmaker[Session] = session_maker(self.database, KEYS)
        self.registry = Registry({n: Process(n, assign=assign) for n in drawings}, KEYS)
        self.unit_id = new_id()
        with self.sessions.begin() as session:
            session.add(
                Unit(
                    id=self.unit_id,
                    level=Level.STATION,
                    name="Station",
                    name_hi="थाना",
                    code=self.unit_id,
                    station_id=self.unit_id,
                )
            )
            for name, content in drawings.items():
                definitions.deploy(
                    session, self.registry, name=name, files=content, by=None, note="", now=now,
                    checker=check,
                )  # fmt: skip

    def start(self, process: str = PROCESS) -> str:
        with self.sessions.begin() as session:
            return self.start_in(session, process)

    def start_in(self, session: Session, process: str) -> str:
        return instances.start(
            session,
            self.registry,
            process=process,
            business_key=new_id(),
            variables={},
            unit_id=self.unit_id,
            actor=SYSTEM,
            now=self.now,
        )

    def open_task(self, instance_id: str) -> str | None:
        with self.sessions() as session:
            query = select(TASK.c.id).where(TASK.c.instance_id == instance_id, TASK.c.status == 0)
            return session.scalars(query.limit(1)).first()

    def complete(self, task_id: str, number: int) -> None:
        with self.sessions.begin() as session:
            tasks.complete(
                session,
                self.registry,
                task_id,
                variables=form(number),
                actor=OFFICER,
                now=self.now,
            )

    def rows_of(self, instance_id: str) -> int:
        """The rows a case has left behind."""
        with self.sessions() as session:
            return 1 + sum(
                session.scalar(select(func.count()).select_from(table).where(column == instance_id))
                or 0
                for table, column in (
                    (TASK, TASK.c.instance_id),
                    (JOB, JOB.c.instance_id),
                    (HISTORY, HISTORY.c.instance_id),
                    (CUSTODY, CUSTODY.c.instance_id),
                    (AUDIT, AUDIT.c.chain),
                )
            )

    def server_seconds(self) -> float:
        """CPU seconds that PostgreSQL's process behind the one pooled connection has used."""
        if self.database.dialect.name != "postgresql":
            return 0.0
        with self.database.connect() as connection:
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
        spent_ns = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
        return int(spent_ns) / 1e9


def durable(portal: Durable) -> list[float]:
    """CPU seconds of each completed task of one case, with everything it must write.

    On PostgreSQL the server's share is spread over the tasks: it is measured for the whole case.
    """
    case, spent = portal.start(), []
    server_before = portal.server_seconds()
    while (task_id := portal.open_task(case)) is not None:
        began = time.process_time()
        portal.complete(task_id, len(spent))
        spent.append(time.process_time() - began)
    server = (portal.server_seconds() - server_before) / len(spent)
    return [each + server for each in spent]


def asked_of_the_database(portal: Durable) -> dict[str, float]:
    """Statements and commits of one completed task, in the mean of a whole case."""
    case, steps, statements, commits = portal.start(), 0, 0, 0
    while (task_id := portal.open_task(case)) is not None:
        with counted(portal.database) as seen:
            portal.complete(task_id, steps)
        steps, statements, commits = (
            steps + 1,
            statements + len(seen.statements),
            commits + seen.commits,
        )
    return {
        "statements_per_step": statements / steps,
        "commits_per_step": commits / steps,
        "rows_per_case": portal.rows_of(case),
    }


class Alone:
    """The engine without SQL: load, complete, advance, prune, seal."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.parsed = definitions.parse(PROCESS, files())
        self.zone = Registry({}, KEYS).zone
        self.codec = StateCodec(KEYS.state_keys)
        self.state_bytes = 0

    def identity(self, version: int) -> Identity:
        return Identity(self.parsed.content_hash, "0" * 32, version)

    def decide(self, task: Any) -> Any:
        return self.parsed.decisions[task.task_spec.decision_ref].evaluate(task.data)

    def load(self, state: bytes, version: int) -> Any:
        return self.codec.load(
            state,
            self.identity(version),
            self.parsed.spec,
            self.parsed.subprocess_specs,
            script_engine=script_engine(now=self.now, zone=self.zone),
            now=self.now,
            zone=self.zone,
        )

    def start(self) -> bytes:
        workflow = elements.new_workflow(
            self.parsed.spec,
            self.parsed.subprocess_specs,
            script_engine=script_engine(now=self.now, zone=self.zone),
            now=self.now,
            zone=self.zone,
        )
        workflow.do_engine_steps()
        return self.codec.dump(workflow, self.identity(0))

    def step(self, state: bytes, number: int) -> tuple[bytes, bool]:
        """Complete the first open task; return the new state and whether the case has ended."""
        workflow = self.load(state, number)
        workflow.decide = self.decide
        workflow.complete(_first_open(workflow), form(number))
        workflow.do_engine_steps()
        return self.codec.dump(workflow, self.identity(number + 1)), workflow.completed


def alone(engine: Alone) -> list[float]:
    """CPU seconds of each completed task of one case, from bytes to bytes."""
    state, has_ended = engine.start(), False
    spent: list[float] = []
    while not has_ended:
        began = time.process_time()
        state, has_ended = engine.step(state, len(spent))
        spent.append(time.process_time() - began)
        engine.state_bytes = max(engine.state_bytes, len(state))
    return spent


def after_commit_ratio(engine: Alone, portal: Durable, samples: int = 60) -> float:
    """How much more the very same step costs just after a commit has waited for the disk.

    Others have used the processor meanwhile, so its caches are cold: on a busy machine this is most
    of what a durable step costs beyond one in memory.
    """
    state = engine.start()

    def seconds() -> float:
        began = time.process_time()
        engine.step(state, 0)
        return time.process_time() - began

    warm, cold = [], []
    for _ in range(samples):
        engine.step(state, 0)
        warm.append(seconds())
        portal.start()
        cold.append(seconds())
    return statistics.median(cold) / statistics.median(warm)


def _first_open(workflow: Any) -> str:
    ready = (t for t in workflow.tasks.values() if t._state == TaskState.READY)
    task_id: str = next(task for task in ready if task.task_spec.manual).id
    return task_id


def sqlite_url(folder: str) -> str:
    """A database file of its own."""
    return f"sqlite:///{os.path.join(folder, 'bench.db')}"
