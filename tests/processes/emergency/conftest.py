"""A small police with patrol units around one place."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.registry import Registry
from models import Gender, PatrolUnit, Unit
from processes.emergency.units import ROLE
from tests import factories
from tests.processes.drawings import deploy_drawing
from tests.processes.emergency.story import HERE, EmergencyStory
from tests.processes.place import Place

#: Adds a unit so many kilometres north of HERE.
AddUnit = Callable[..., PatrolUnit]


@pytest.fixture
def add_unit(session: Session, place: Place, now: datetime) -> AddUnit:
    numbers: dict[str, int] = {}

    def add(
        call_sign: str,
        km: float | None,
        *,
        at: Unit | None = None,
        has_woman: bool = False,
        is_held: bool = True,
        is_on_duty: bool = True,
    ) -> PatrolUnit:
        station = at or place.station
        numbers[station.id] = numbers.get(station.id, 0) + 1
        post = factories.post(session, station, ROLE, seat=numbers[station.id])
        if is_held:
            factories.posted(
                session, post, now=now, gender=Gender.FEMALE if has_woman else Gender.MALE
            )
        unit = PatrolUnit(
            post_id=post.id,
            station_id=station.id,
            call_sign=call_sign,
            has_woman=has_woman,
            is_on_duty=is_on_duty,
            latitude=None if km is None else HERE.latitude + km / 111.195,
            longitude=None if km is None else HERE.longitude,
            seen_at=None if km is None else now,
        )
        session.add(unit)
        session.flush()
        return unit

    return add


@pytest.fixture
def patrols(
    session: Session, place: Place, now: datetime, add_unit: AddUnit, registry: Registry
) -> Place:
    """Five units one to five kilometres away; the fourth has a woman; control rooms are held."""
    for district in (place.district, place.other_district):
        post = factories.post(session, district, "control_room_lead")
        factories.posted(session, post, now=now)
    for km in (1, 2, 3, 4, 5):
        add_unit(f"P{km}", km, has_woman=km == 4)
    deploy_drawing(session, registry, now, "emergency")
    deploy_drawing(session, registry, now)
    return place


@pytest.fixture
def story(
    sessions: sessionmaker[Session], registry: Registry, patrols: Place, now: datetime
) -> EmergencyStory:
    """The story of an alert that is not raised yet."""
    patrols.session.commit()
    patrols.session.close()
    return EmergencyStory(sessions, registry, now)
