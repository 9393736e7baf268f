"""Kill -9 in the middle of any step loses nothing and doubles nothing.

The negative controls run the same cases with a fault put in, and must find it: a harness that
cannot fail proves nothing.
"""

import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

import pytest

from engine import definitions, instances
from engine.check import check
from engine.registry import SYSTEM
from models.session import open_database, session_maker
from tests.engine import killed
from tests.engine.drawing import in_one_lane
from tests.engine.invariants import broken
from tests.engine.killed import BEGINNING, CASE, FAILPOINTS, HELD, Setting
from tests.patience import PATIENCE_S, eventually

CASES = 12
SECONDS = 5.0
ENOUGH = 10
OFFICERS_POINTS = [p for p in FAILPOINTS if p.startswith(("step", "officer"))]
WORKERS_POINTS = [p for p in FAILPOINTS if not p.startswith("officer")]


@pytest.fixture
def setting(database_url: str, tmp_path: Path) -> Setting:
    """A database with running cases."""
    return running_cases(database_url, tmp_path / "log")


def running_cases(database_url: str, log: Path) -> Setting:
    """Start cases, and leave no connection to the database in this process."""
    setting = Setting(url=database_url, log=log, began=time.time())
    setting.log.touch()
    database = open_database(database_url)
    registry = killed.installation()
    with session_maker(database, registry.keyring).begin() as session:
        definitions.deploy(
            session, registry, name="toy", files=in_one_lane(CASE), by=None, note="", now=BEGINNING,
            checker=check,
        )  # fmt: skip
        for number in range(CASES):
            instances.start(
                session,
                registry,
                process="toy",
                business_key=f"{HELD if number % 4 == 0 else 'case'}{number}",
                variables={},
                unit_id=None,
                actor=SYSTEM,
                now=BEGINNING,
            )
    database.dispose()
    return setting


def faults_found(setting: Setting) -> list[str]:
    """Let a healthy worker finish what is due, long afterwards, and look at everything."""
    database = open_database(setting.url)
    registry = killed.installation()
    sessions = session_maker(database, registry.keyring)
    later = max(setting.now(), BEGINNING + timedelta(days=1))
    real = datetime.now(UTC) + timedelta(hours=1)
    for _ in range(3):
        killed.run_due(setting, sessions, registry, now=later, real=real)
        later += timedelta(minutes=2)
    with sessions() as session:
        found = broken(session, registry, setting.log)
    database.dispose()
    return found


class Begin(Protocol):
    """Starts a process that kills itself at a failpoint, or goes on for ever."""

    def __call__(
        self, work: Callable[[Setting], None], failpoint: str | None = None
    ) -> BaseProcess: ...


@contextmanager
def at_work(setting: Setting) -> Iterator[Begin]:
    """Processes that are all killed at the end."""
    seeds = itertools.count(setting.seed)
    processes: list[BaseProcess] = []

    def begin(work: Callable[[Setting], None], failpoint: str | None = None) -> BaseProcess:
        told = replace(setting, seed=next(seeds), failpoint=failpoint)
        processes.append(killed.begin(work, told))
        return processes[-1]

    try:
        yield begin
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()


def run_and_kill(setting: Setting, *, seconds: float) -> int:
    """Kill officers and workers at random moments and at named points; return how many died.

    A machine on which that takes longer than `seconds` goes on until enough has happened.
    """
    chance = random.Random(setting.seed)
    deaths = 0

    def is_enough() -> bool:
        return deaths >= ENOUGH and len(stored(setting)) >= ENOUGH

    with at_work(setting) as begin:
        alive: dict[int, BaseProcess] = {}
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds or (
            passed < PATIENCE_S and not is_enough()
        ):
            for place in range(3):
                process = alive.get(place)
                if process is not None and process.is_alive():
                    if chance.random() < 0.1:
                        process.kill()
                        process.join()
                    continue
                deaths += process is not None
                work, points = (
                    (killed.worker, WORKERS_POINTS)
                    if place == 0
                    else (killed.officer, OFFICERS_POINTS)
                )
                point = chance.choice([*points, None, None])
                alive[place] = begin(work, point)
            time.sleep(0.05)
    return deaths


def stored(setting: Setting) -> list[str]:
    """The tasks whose answers were acknowledged, in that order."""
    lines = [line.split() for line in setting.log.read_text().splitlines()]
    return [words[1] for words in lines if words[0] == "stored"]


def test_killing_at_any_point_loses_and_doubles_nothing(setting: Setting) -> None:
    deaths = run_and_kill(setting, seconds=SECONDS)

    assert deaths >= ENOUGH
    assert len(stored(setting)) >= ENOUGH
    assert faults_found(setting) == []


@pytest.mark.parametrize("point", FAILPOINTS)
def test_killing_at_each_point_in_turn(setting: Setting, point: str) -> None:
    works = [killed.worker] if point in WORKERS_POINTS else []
    works += [killed.officer] if point in OFFICERS_POINTS else []

    with at_work(setting) as begin:
        processes = [begin(work, point) for work in works]
        for process in processes:
            process.join(PATIENCE_S)
        died = [process.exitcode for process in processes]

    assert died == [-9] * len(works)
    assert faults_found(setting) == []


@pytest.mark.parametrize(
    ("fault", "work", "point"),
    [
        ("two transactions", killed.officer, "step.state_written"),
        ("early word", killed.officer, "officer.completed"),
        ("job before instance", killed.worker, "job.taken"),
    ],
    ids=lambda value: str(getattr(value, "__name__", value)),
)
def test_the_harness_finds_a_fault(
    setting: Setting, fault: str, work: Callable[[Setting], None], point: str
) -> None:
    faulty = replace(setting, fault=fault)

    with at_work(faulty) as begin:
        begin(work, point).join(PATIENCE_S)

    assert faults_found(setting) != []


def test_the_harness_finds_a_missing_lock(postgres_url: str, tmp_path: Path) -> None:
    healthy = running_cases(postgres_url, tmp_path / "log")

    with at_work(replace(healthy, fault="no lock")) as begin:
        for _ in range(4):
            begin(killed.officer)
        twice = eventually(lambda: max(Counter(stored(healthy)).values(), default=0) > 1)

    assert twice
    assert faults_found(healthy) != []
