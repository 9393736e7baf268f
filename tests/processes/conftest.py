"""A small police, the shipped drawing deployed, and the story of a complaint."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

import processes
from engine import definitions
from engine.registry import Registry
from models.encryption import Keyring
from tests.processes.place import Place, establish
from tests.processes.story import Story

DRAWINGS = Path(__file__).parents[2] / "bpmn"


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
    folder = DRAWINGS / "complaint"
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    deployed = definitions.deploy(
        session, registry, name="complaint", files=files, by=None, note="", now=now
    )
    return deployed.id


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
