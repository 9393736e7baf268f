"""Fixtures for every test: a fresh database on SQLite and on PostgreSQL, keys, a moment."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from models import migrations
from models.encryption import Keyring
from models.session import open_database, session_maker
from models.types import new_id
from tests.postgres import temporary_postgres

TEMPLATE = "itsso_template"

settings.register_profile(
    "at any pace", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("at any pace")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """Collect what thousands of tests have left while there is time for it.

    pytest collects once more after a worker's last word, and execnet interrupts a worker that has
    not ended five seconds after that.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep everything that is started without a data folder of its own out of the checkout's."""
    os.environ["VAR"] = str(tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that lives as long as the test run."""
    with temporary_postgres() as url:
        administrator = create_engine(url, isolation_level="AUTOCOMMIT")
        with administrator.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))
        template = open_database(url.replace("/postgres?", f"/{TEMPLATE}?"))
        migrations.upgrade(template)
        template.dispose()
        administrator.dispose()
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with every table."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = open_database(f"sqlite:///{path}")
    migrations.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database with every table."""
    path = tmp_path / "itsso.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with every table."""
    name = f"test_{new_id()}"
    administrator = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each test that asks for this runs on both databases."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh database."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(database: Engine, keyring: Keyring) -> sessionmaker[Session]:
    """Sessions on a fresh database, as a door opens them."""
    return session_maker(database, keyring)


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One session, for a test that needs no more."""
    with sessions() as opened:
        yield opened


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    """Keys that belong to no installation."""
    return Keyring([bytes(range(32))])


@pytest.fixture
def now() -> datetime:
    """A Monday forenoon in India."""
    return datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
