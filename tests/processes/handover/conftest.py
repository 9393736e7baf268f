"""A small police with the drawings of *complaint* and *handover* deployed."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.registry import Registry
from tests.processes.drawings import deploy_drawing
from tests.processes.handover.story import OrderStory
from tests.processes.place import Place


@pytest.fixture
def story(
    sessions: sessionmaker[Session], registry: Registry, place: Place, now: datetime
) -> OrderStory:
    """An officer who is not ordered away yet."""
    for name in ("complaint", "handover"):
        deploy_drawing(place.session, registry, now, name)
    place.session.commit()
    place.session.close()
    return OrderStory(sessions, registry, place, now)
