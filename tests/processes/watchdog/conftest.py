"""A small police with two stations side by side, and the drawings deployed."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.registry import Registry
from models import PatrolUnit, Unit
from processes.emergency.units import ROLE
from tests import factories
from tests.processes.drawings import deploy_drawing
from tests.processes.place import Place
from tests.processes.watchdog.story import WatchStory


@pytest.fixture
def neighbour(session: Session, place: Place, now: datetime) -> Unit:
    """A second station in the district of the first, with a house officer."""
    made = factories.station(session, place.circle)
    factories.posted(session, factories.post(session, made, "sho"), now=now)
    return made


@pytest.fixture
def patrol(session: Session, place: Place, now: datetime) -> PatrolUnit:
    """A patrol unit of the first station, off duty."""
    post = factories.post(session, place.station, ROLE)
    factories.posted(session, post, now=now)
    unit = PatrolUnit(
        post_id=post.id, station_id=place.station.id, call_sign="P1", is_on_duty=False
    )
    session.add(unit)
    session.flush()
    return unit


@pytest.fixture
def story(
    sessions: sessionmaker[Session],
    registry: Registry,
    place: Place,
    neighbour: Unit,
    patrol: PatrolUnit,
    now: datetime,
) -> WatchStory:
    """Stations over which the portal watches from now on."""
    session = place.session
    for name in ("complaint", "emergency", "watchdog"):
        deploy_drawing(session, registry, now, name)
    session.commit()
    session.close()
    return WatchStory(sessions, registry, place, now)
