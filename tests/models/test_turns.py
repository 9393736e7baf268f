"""Writers of one process take turns: one at a time, each woken by the last, none forgotten."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from models.turns import taking_turns

Open = Callable[[], Any]


@pytest.fixture
def opening(tmp_path: Path, request: pytest.FixtureRequest) -> Open:
    kind = taking_turns(sqlite3, wait_s=getattr(request, "param", 60))

    def connect() -> Any:
        made = sqlite3.connect(tmp_path / "x.db", timeout=0, factory=kind, check_same_thread=False)
        made.isolation_level = None
        return made

    made = connect()
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("CREATE TABLE written (number INTEGER)")
    made.close()
    return connect


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_the_next_writes_as_soon_as_the_last_has_ended(opening: Open, end: str) -> None:
    first, second = opening(), opening()
    first.begin("IMMEDIATE")

    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(second.begin, "IMMEDIATE")
        getattr(first, end)()
        waiting.result()

    assert second.in_transaction


def test_many_writers_that_sqlite_would_not_wait_for_all_write(opening: Open) -> None:
    connections = [opening() for _ in range(8)]

    def write(connection: Any) -> None:
        for _ in range(5):
            connection.begin("IMMEDIATE")
            connection.execute("INSERT INTO written VALUES (1)")
            connection.commit()

    with ThreadPoolExecutor(len(connections)) as threads:
        list(threads.map(write, connections))

    assert opening().execute("SELECT count(*) FROM written").fetchone() == (40,)


@pytest.mark.parametrize("opening", [0.05], indirect=True)
def test_who_waits_in_vain_is_told_so(opening: Open) -> None:
    first, second = opening(), opening()
    first.begin("IMMEDIATE")

    with pytest.raises(sqlite3.OperationalError, match="database is locked"):
        second.begin("IMMEDIATE")

    first.rollback()
    second.begin("IMMEDIATE")
    assert second.in_transaction


def test_a_reader_needs_no_turn(opening: Open) -> None:
    writer, reader = opening(), opening()
    writer.begin("IMMEDIATE")

    reader.begin("DEFERRED")
    found = reader.execute("SELECT count(*) FROM written").fetchone()

    assert found == (0,)


def test_a_turn_that_a_stranger_spoils_goes_to_the_next(opening: Open, tmp_path: Path) -> None:
    stranger = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    first, second = opening(), opening()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        first.begin("IMMEDIATE")
    stranger.rollback()

    second.begin("IMMEDIATE")

    assert second.in_transaction
