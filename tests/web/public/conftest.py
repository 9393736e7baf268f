"""Fixtures for the public door: an installation where complaints have lived for a while."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.encryption import Keyring
from models.session import open_database, session_maker
from processes import build
from processes.demonstration.load import load
from tests.processes.place import QUICK
from tests.web.installation import MASTER, deploy_shipped


@pytest.fixture(scope="session")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a dozen complaints at all stages, lived through by the real engine.

    The doors and the journeys copy the same one: whoever comes second finds it there.
    """
    path = tmp_path_factory.getbasetemp() / "lived.db"
    if path.exists():
        return path
    shutil.copyfile(sqlite_template, path)
    engine = open_database(f"sqlite:///{path}")
    sessions = session_maker(engine, Keyring([MASTER]))
    with sessions.begin() as session:
        deploy_shipped(session)
    load(
        sessions,
        build(Keyring([MASTER])),
        # sent at once to nobody: what nobody delivers would be tried for weeks
        deliver={"message": lambda _delivery: None},
        cases=14,
        seed=3,  # one that has every stage the tests ask for
        now=datetime.now(UTC),
        hash_password=QUICK.hash,
        progress=lambda _done: None,
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


@pytest.fixture
def lived_url(lived: Path, tmp_path: Path) -> str:
    """The address of a fresh copy of it."""
    path = tmp_path / "lived.db"
    shutil.copyfile(lived, path)
    return f"sqlite:///{path}"
