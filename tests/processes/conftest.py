"""A small police, the shipped drawing deployed, and the story of a complaint."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

import processes
from engine.registry import Registry
from models.encryption import Keyring
from tests.processes.drawings import deploy_drawing
from tests.processes.place import Place, establish
from tests.processes.story import Story


@pytest.fixture(scope="session")
def registry(keyring: Keyring) -> Registry:
    return processes.build(keyring)


@pytest.fixture
def place(session: Session, now: datetime) -> Place:
    """A small police with every role filled."""
    return establish(session, now)


@pytest.fixture
def drawing(session: Session, registry: Registry, now: datetime) -> str:
    """The shipped drawing of *complaint*, deployed; the id of its definition."""
    return deploy_drawing(session, registry, now)


@pytest.fixture
def story(
    sessions: sessionmaker[Session],
    registry: Registry,
    place: Place,
    drawing: str,
    now: datetime,
) -> Story:
    """The story of a complaint that is not submitted yet."""
    place.session.commit()
    place.session.close()
    return Story(sessions, registry, place, now)


@pytest.fixture
def with_io(story: Story) -> Story:
    """The story of a complaint that an officer investigates."""
    story.submit()
    story.call()
    story.register()
    story.assign()
    return story
