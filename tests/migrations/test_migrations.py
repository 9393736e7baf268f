"""Migrations: from nothing to today's tables and back, with rows, on both databases."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.orm import Session

from models import Base, schema
from models.session import open_database, session_maker
from models.types import new_id
from tests import factories


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
def empty_database(request: pytest.FixtureRequest, tmp_path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        engine = open_database(request.getfixturevalue("empty_postgres_url"))
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_models(empty_database: Engine) -> None:
    schema.upgrade(empty_database)

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_upgrading_twice_changes_nothing(empty_database: Engine, now: datetime) -> None:
    schema.upgrade(empty_database)
    with session_maker(empty_database)() as session:
        state = factories.state(session)
        session.commit()

    schema.upgrade(empty_database)

    with session_maker(empty_database)() as session:
        assert session.get_one(type(state), state.id).name == state.name


def test_a_database_with_rows_goes_down_and_up_again(empty_database: Engine, now: datetime) -> None:
    schema.upgrade(empty_database)
    with session_maker(empty_database)() as session:
        _fill(session, now)
        session.commit()

    schema.downgrade(empty_database, "base")
    left = set(inspect(empty_database).get_table_names()) - {"alembic_version"}
    schema.upgrade(empty_database)

    assert left == set()
    assert set(Base.metadata.tables) <= set(inspect(empty_database).get_table_names())


def test_a_database_says_whether_it_is_current(empty_database: Engine) -> None:
    with empty_database.connect() as connection:
        before = schema.is_current(connection)

    schema.upgrade(empty_database)

    with empty_database.connect() as connection:
        assert (before, schema.is_current(connection)) == (False, True)


def _fill(session: Session, now: datetime) -> None:
    station = factories.station(session)
    post = factories.post(session, station, "sho")
    factories.posted(session, post, now=now)
