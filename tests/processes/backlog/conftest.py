"""Where lists are taken over."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.registry import Registry
from tests.processes.backlog.lists import List
from tests.processes.place import Place


@pytest.fixture
def backlog(
    sessions: sessionmaker[Session], registry: Registry, place: Place, drawing: str, now: datetime
) -> List:
    place.session.commit()
    place.session.close()
    return List(sessions, registry, place, now)
