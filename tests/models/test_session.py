"""The databases keep what they promise: no lost writes, aware moments, no blocked readers."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session, sessionmaker

from models import Attempt, Unit
from models.session import open_database, reading
from models.unit import Level


def test_a_moment_comes_back_aware_and_in_utc(session: Session) -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    at = datetime(2026, 3, 2, 11, 0, tzinfo=india)

    session.add(Attempt(door="track", subject="s", at=at))
    session.commit()
    session.expire_all()

    stored = session.scalars(select(Attempt.at)).one()
    assert stored == at
    assert stored.tzinfo is UTC


def test_a_naive_moment_is_refused(session: Session) -> None:
    session.add(Attempt(door="track", subject="s", at=datetime(2026, 3, 2)))  # noqa: DTZ001

    with pytest.raises(StatementError, match="zone"):
        session.flush()


def test_many_writers_lose_no_write(sessions: sessionmaker[Session], database: Engine) -> None:
    with sessions.begin() as session:
        session.add(Unit(id="u", level=Level.STATION, name="0", name_hi="", code="u"))

    def count_up() -> None:
        for _ in range(20):
            with sessions.begin() as session:
                unit = session.scalars(select(Unit).with_for_update()).one()
                unit.name = str(int(unit.name) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with sessions() as session:
        assert session.scalars(select(Unit.name)).one() == "80"


def test_what_raises_inside_writes_nothing(sessions: sessionmaker[Session]) -> None:
    def write_half() -> None:
        with sessions.begin() as session:
            session.add(Attempt(door="track", subject="s", at=datetime.now(UTC)))
            session.flush()
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        write_half()

    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_what_a_block_has_read_can_be_looked_at_behind_it(sessions: sessionmaker[Session]) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)

    with sessions.begin() as session:
        attempt = Attempt(door="track", subject="s", at=at)
        session.add(attempt)

    assert attempt.at == at


def test_a_reader_does_not_wait_for_a_writer(sessions: sessionmaker[Session]) -> None:
    with sessions() as writer:
        writer.add(Attempt(door="track", subject="s", at=datetime.now(UTC)))
        writer.flush()

        with reading(sessions) as reader:
            seen = reader.scalar(select(func.count()).select_from(Attempt))

    assert seen == 0


def test_sqlite_keeps_the_last_commit_through_a_power_cut(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    with engine.connect() as connection:
        synchronous = connection.scalar(text("PRAGMA synchronous"))
        journal = connection.scalar(text("PRAGMA journal_mode"))
        foreign_keys = connection.scalar(text("PRAGMA foreign_keys"))
    engine.dispose()

    assert (synchronous, journal, foreign_keys) == (2, "wal", 1)


def test_sqlite_compiles_a_statement_once_however_many_others_it_has_seen(
    sqlite_url: str,
) -> None:
    compiled: list[int] = []

    def noting(action: int, *_about: object) -> int:
        compiled.append(action)
        return 0

    database = open_database(sqlite_url)
    with database.connect() as connection:
        for number in range(300):
            connection.execute(text(f"SELECT {number}"))
        driver: Any = connection.connection.driver_connection
        driver.set_authorizer(noting)

        connection.execute(text("SELECT 'asked', :this"), {"this": 1})
        at_first = len(compiled)
        connection.execute(text("SELECT 'another'"))
        before_again = len(compiled)
        connection.execute(text("SELECT 'asked', :this"), {"this": 2})

        assert at_first > 0
        assert before_again > at_first
        assert len(compiled) == before_again
    database.dispose()
