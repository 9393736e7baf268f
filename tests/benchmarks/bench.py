"""Measures everything in one process, what is compared in turns, and prints it as a table."""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from engine import definitions, garbage
from models.types import new_id
from tests.benchmarks import (
    checking,
    emergency,
    expressions,
    loops,
    migration,
    pages,
    pressing,
    purchase,
    simulation,
    waiting,
)
from tests.benchmarks.library import STORED, Library, in_memory, stored
from tests.benchmarks.portal import (
    Alone,
    Durable,
    after_commit_ratio,
    alone,
    asked_of_the_database,
    durable,
    sqlite_url,
)
from tests.postgres import temporary_postgres

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
CASES = 25
PARSES = 9
RESULT = Path("var/bench.json")
DRAWINGS = {purchase.PROCESS: purchase.files(), waiting.PROCESS: waiting.files()}


def measure() -> dict[str, float]:
    """All figures by name; CPU milliseconds unless the name says otherwise."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, temporary_postgres(durable=True) as address:
        sqlite = Durable(sqlite_url(folder), NOW, DRAWINGS)
        postgres = Durable(address, NOW, DRAWINGS)
        found |= _tasks(sqlite, postgres)
        found |= asked_of_the_database(sqlite)
        found["timers_per_s_sqlite"] = waiting.timers_per_second(sqlite)
        found["timers_per_s_postgres"] = waiting.timers_per_second(postgres)
        found |= waiting.idle_hour_ms(sqlite)
        found["migrate_case_ms_sqlite"] = migration.case_ms(sqlite)
        found["migrate_case_ms_postgres"] = migration.case_ms(postgres)
        sqlite.database.dispose()
        postgres.database.dispose()
    found |= _emergency()
    with tempfile.TemporaryDirectory() as folder:
        found["http_complete_task_ms"] = pages.complete_task_ms(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        found |= simulation.measure(Path(folder))
    found["parse_definition_ms"] = _parse_ms()
    found |= expressions.measure()
    found |= checking.measure()
    found |= loops.measure()
    return found


def _tasks(sqlite: Durable, postgres: Durable) -> dict[str, float]:
    """One completed user task, by the library and by us, in turns.

    Before each measured case the same way plays one that is not, so that none pays for what
    another has left in the processor's caches.
    """
    library, engine = Library(), Alone(NOW)
    STORED.create(sqlite.database)
    ways: dict[str, Callable[[], list[float]]] = {
        "complete_task_ms_library_memory": lambda: in_memory(library),
        "complete_task_ms_library_stored": lambda: stored(library, sqlite.database, new_id()),
        "complete_task_ms_sqlite": lambda: durable(sqlite),
        "complete_task_ms_postgres": lambda: durable(postgres),
        "complete_task_ms_engine_alone": lambda: alone(engine),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    garbage.settle()
    for _ in range(CASES):
        for name, play in ways.items():
            play()
            each = play()
            assert len(each) == purchase.USER_TASKS
            spent[name].append(statistics.mean(each) * 1e3)
    found = {name: statistics.median(times) for name, times in spent.items()}
    memory, written = found["complete_task_ms_library_memory"], found["complete_task_ms_sqlite"]
    return found | {
        "durable_over_memory_ratio": written / memory,
        "stored_over_durable_ratio": found["complete_task_ms_library_stored"] / written,
        "engine_over_memory_ratio": found["complete_task_ms_engine_alone"] / memory,
        "step_after_commit_over_warm_ratio": after_commit_ratio(engine, sqlite),
        "state_bytes": engine.state_bytes,
    }


def _emergency() -> dict[str, float]:
    """From fifty calls for help at once to the units' tasks; milliseconds on the wall."""
    with tempfile.TemporaryDirectory() as folder, temporary_postgres(durable=True) as address:
        return {
            "emergency_p95_ms_sqlite": emergency.p95_ms(sqlite_url(folder), NOW),
            "emergency_p95_ms_postgres": emergency.p95_ms(address, NOW),
            **_pressing(),
        }


def _pressing() -> dict[str, float]:
    """The same through live HTTP, from the press to the answer in her browser."""
    with tempfile.TemporaryDirectory() as folder, temporary_postgres(durable=True) as address:
        return {
            "emergency_http_p95_ms_sqlite": pressing.p95_ms(sqlite_url(folder)),
            "emergency_http_p95_ms_postgres": pressing.p95_ms(address),
        }


def _parse_ms() -> float:
    """Read all files of a definition into what instances run on; each time other content."""
    spent = []
    for number in range(PARSES):
        files = purchase.files() | {"notices/number.json": json.dumps(number).encode()}
        began = time.process_time()
        definitions.parse(purchase.PROCESS, files)
        spent.append(time.process_time() - began)
    return statistics.median(spent) * 1e3


def table(found: dict[str, float]) -> str:
    """The figures as lines of text."""
    width = max(map(len, found))
    return "\n".join(f"{name:{width}}  {value:12,.3f}" for name, value in found.items())


def main() -> None:
    """Measure, print and write var/bench.json."""
    found = measure()
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=2) + "\n")
    sys.stdout.write(f"{table(found)}\n\nwritten to {RESULT}\n")
