"""Migrations: from nothing to today's tables and back, with rows, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, func, inspect, select, text

import processes
from models import Base, Unit, migrations
from models.encryption import Keyring
from models.session import open_database, session_maker
from models.types import new_id
from tests import factories
from tests.processes.drawings import deploy_drawing
from tests.processes.place import establish
from tests.processes.recovery.story import Lost
from tests.processes.story import Story


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    name = f"test_{new_id()}"
    administrator = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        engine = open_database(request.getfixturevalue("empty_postgres_url"))
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_models(empty_database: Engine) -> None:
    migrations.upgrade(empty_database)

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_upgrading_twice_changes_nothing(empty_database: Engine, keyring: Keyring) -> None:
    migrations.upgrade(empty_database)
    sessions = session_maker(empty_database, keyring)
    with sessions() as session:
        state = factories.state(session)
        session.commit()

    migrations.upgrade(empty_database)

    with sessions() as session:
        assert session.get_one(type(state), state.id).name == state.name


def test_a_complaint_lives_in_a_migrated_database_which_goes_down_and_up_again(
    empty_database: Engine, keyring: Keyring, now: datetime
) -> None:
    migrations.upgrade(empty_database)
    story = _story(empty_database, keyring, now)
    story.submit()
    story.call()
    rows = _rows(empty_database)

    migrations.downgrade(empty_database, "base")
    left = set(inspect(empty_database).get_table_names()) - {"alembic_version"}
    migrations.upgrade(empty_database)

    assert {"complaint", "case_field", "user_task", "job", "history_event"} <= {
        table for table, count in rows.items() if count
    }
    assert left == set()
    assert set(_rows(empty_database).values()) == {0}


def test_a_database_says_whether_it_is_current(empty_database: Engine) -> None:
    with empty_database.connect() as connection:
        before = migrations.is_current(connection)

    migrations.upgrade(empty_database)

    with empty_database.connect() as connection:
        assert (before, migrations.is_current(connection)) == (False, True)


def test_no_request_for_a_lost_passphrase_is_lost_when_its_process_is_drawn(
    empty_database: Engine, keyring: Keyring, now: datetime
) -> None:
    migrations.upgrade(empty_database)
    story = _story(empty_database, keyring, now)
    story.submit()
    story.call()
    migrations.downgrade(empty_database, "0021")
    before = text(
        "INSERT INTO recovery_request (id, complaint_id, kind, status, asked_at, hold_until)"
        " VALUES (:id, :complaint, 'passphrase', :status, :at, :at)"
    )
    with empty_database.begin() as connection:
        for status, complaint in ((1, story.complaint_id), (0, None)):
            values = {"id": new_id(), "complaint": complaint, "status": status, "at": now}
            connection.execute(before, values)

    migrations.upgrade(empty_database)
    lost = Lost(story)
    story.now = datetime.now(UTC)  # when the migration ran
    story.wait(seconds=1)

    assert [request.complaint_id for request in lost.requests] == [story.complaint_id]
    assert lost.open_elements == ["call_and_recognise"]


def test_units_of_one_name_are_told_apart_when_they_were_there_before(
    empty_database: Engine, keyring: Keyring
) -> None:
    migrations.upgrade(empty_database)
    with session_maker(empty_database, keyring).begin() as session:
        first, second, alone = [factories.station(session) for _ in range(3)]
        ids = [unit.id for unit in (first, second, alone)]
        second.name, second.name_hi = first.name, first.name_hi
        districts = [session.get_one(Unit, unit.district_id) for unit in (first, second)]
        districts[1].name, districts[1].name_hi = districts[0].name, districts[0].name_hi
        states = [session.get_one(Unit, unit.state_id).name for unit in (first, second)]
        expected = [f"{first.name}, {districts[0].name}, {state}" for state in states]
        expected.append(alone.name)
    migrations.downgrade(empty_database, "0022")

    migrations.upgrade(empty_database)

    with session_maker(empty_database, keyring)() as session:
        found = [session.get_one(Unit, unit_id) for unit_id in ids]
        assert [unit.full_name for unit in found] == expected
        assert found[2].full_name_hi == found[2].name_hi


def _story(database: Engine, keyring: Keyring, now: datetime) -> Story:
    sessions = session_maker(database, keyring)
    registry = processes.build(keyring)
    with sessions.begin() as session:
        place = establish(session, now)
        deploy_drawing(session, registry, now)
    return Story(sessions, registry, place, now)


def _rows(database: Engine) -> dict[str, int]:
    with database.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
