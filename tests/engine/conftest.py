"""Fixtures for tests of the engine on a real database."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.engine.runtime import Portal, registry_of


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    """An installation without any process of its own."""
    return Portal(sessions, now, registry_of())
