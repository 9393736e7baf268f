"""Fixtures for tests of the doors: an installation with the shipped drawing and a small police."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select

from models.encryption import Keyring
from models.session import open_database, reading, session_maker
from processes.demonstration.police import establish
from tests.processes.place import QUICK
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.installation import LONG_BEFORE, MASTER, deploy_shipped, settings_for
from tests.web.staff import SignIn
from web import create_app
from web.portal import Portal
from web.security import limiter


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped drawing deployed and every post filled, to copy from.

    The doors and the journeys copy the same one: whoever comes second finds it there.
    """
    path = tmp_path_factory.getbasetemp() / "furnished.db"
    if path.exists():
        return path
    shutil.copyfile(sqlite_template, path)
    engine = open_database(f"sqlite:///{path}")
    with session_maker(engine, Keyring([MASTER]))() as session:
        deploy_shipped(session)
        establish(session, now=LONG_BEFORE, chance=random.Random(1), hash_password=QUICK.hash)
        session.commit()
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return path


@pytest.fixture
def furnished_url(furnished: Path, tmp_path: Path) -> str:
    """The address of a fresh copy of the furnished database."""
    path = tmp_path / "portal.db"
    shutil.copyfile(furnished, path)
    return f"sqlite:///{path}"


@pytest.fixture
def app(furnished_url: str) -> Iterator[Flask]:
    """The app of that installation, in demonstration mode."""
    made = create_app(settings_for(furnished_url, demo=True))
    made.testing = True
    with made.app_context():
        limiter.reset()
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser that speaks English, without JavaScript."""
    return Browser(app, language="en")


@pytest.fixture
def portal(app: Flask) -> Portal:
    """The installation behind the app."""
    return portal_of(app)


@pytest.fixture
def look(portal: Portal) -> Callable[[Select[Any]], Any]:
    """Ask the database for one value, without holding anything that a page needs."""

    def scalar(query: Select[Any]) -> Any:
        with reading(portal.sessions) as session:
            return session.scalar(query)

    return scalar


@pytest.fixture
def casework(portal: Portal) -> Casework:
    """The installation's complaints."""
    return Casework(portal)


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign an account in; its browser."""
    return SignIn(app)


def portal_of(app: Flask) -> Portal:
    found = app.extensions["itsso"]
    assert isinstance(found, Portal)
    return found
