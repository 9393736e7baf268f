"""A complaint that walks through its drawing."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.encryption import Keyring
from models.session import open_database, session_maker
from tests.processes.walk import Walk


@pytest.fixture
def sessions(sqlite_url: str, keyring: Keyring) -> Iterator[sessionmaker[Session]]:
    """One database is enough here: the engine's own tests run on both."""
    database = open_database(sqlite_url)
    yield session_maker(database, keyring)
    database.dispose()


@pytest.fixture
def walk(sessions: sessionmaker[Session], keyring: Keyring, now: datetime) -> Walk:
    return Walk(sessions, keyring, now)
