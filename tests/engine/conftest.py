"""Fixtures for tests of the engine on a real database."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.registry import Registry
from tests import factories
from tests.engine.runtime import Portal, registry_of


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    """An installation without any process of its own."""
    return Portal(sessions, now, registry_of())


@pytest.fixture
def registry() -> Registry:
    """What an installation without any process of its own has."""
    return registry_of()


@pytest.fixture
def asha(session: Session) -> str:
    """A designer; the id of her account."""
    made = factories.officer(session, is_designer=True).id
    session.commit()
    return made


@pytest.fixture
def bela(session: Session) -> str:
    """Another designer."""
    made = factories.officer(session, is_designer=True).id
    session.commit()
    return made
