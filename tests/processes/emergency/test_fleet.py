"""Patrol units come, move, stand down and go; whoever is on the way is not taken away."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM
from models import AuditEntry, EmergencyAlert, PatrolUnit, Post, Posting
from processes.emergency import fleet
from processes.emergency.exceptions import (
    CallSignMissing,
    CallSignTaken,
    PatrolUnitHeld,
    PatrolUnitRetired,
    PatrolUnitUnderWay,
    PhoneNotValid,
    StationMissing,
)
from processes.emergency.search import nearest
from processes.emergency.units import ROLE, units_of_posts
from processes.exceptions import NotVisible
from processes.posts.roster import roster
from processes.posts.vacancies import vacant_posts
from tests import factories
from tests.processes.emergency.conftest import AddUnit
from tests.processes.emergency.story import HERE, EmergencyStory
from tests.processes.place import Place
from tests.processes.posts.test_vacancies import nothing


def register(place: Place, **told: Any) -> PatrolUnit:
    values = {
        "station": place.station,
        "call_sign": "PRV 7",
        "phone": "98765 43210",
        "has_woman": True,
        "place": HERE,
        "by": SYSTEM,
        "now": place.now,
    }
    return fleet.register(place.session, **{**values, **told})


def near_her(place: Place) -> list[str]:
    """The call signs of the units that an alert at HERE would ask."""
    alert = EmergencyAlert(is_drill=False)
    found = nearest(place.session, alert, HERE, enough=12, now=place.now)
    return [place.session.get_one(PatrolUnit, each.unit_id).call_sign for each in found]


def test_a_registered_unit_has_a_post_and_is_asked_once_somebody_holds_it(place: Place) -> None:
    unit = register(place)
    before = near_her(place)

    factories.posted(place.session, place.session.get_one(Post, unit.post_id), now=place.now)

    assert (before, near_her(place)) == ([], ["PRV 7"])
    assert unit.phone == "+919876543210"
    assert place.session.get_one(Post, unit.post_id).unit_id == place.station.id


def test_each_unit_of_a_station_has_a_seat_of_its_own(place: Place) -> None:
    seats = [
        place.session.get_one(Post, register(place, call_sign=name).post_id).seat
        for name in ("A", "B", "C")
    ]

    assert seats == [1, 2, 3]


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"call_sign": "  "}, CallSignMissing),
        ({"call_sign": "x" * 41}, CallSignMissing),
        ({"call_sign": " PRV  1 "}, CallSignTaken),
        ({"phone": "12"}, PhoneNotValid),
    ],
)
def test_what_is_no_unit_is_not_registered(
    place: Place, add_unit: AddUnit, told: dict[str, Any], refusal: type[Exception]
) -> None:
    add_unit("PRV 1", 1)

    with pytest.raises(refusal):
        register(place, **told)


def test_a_unit_is_based_at_a_station_only(place: Place, add_unit: AddUnit) -> None:
    unit = add_unit("P1", 1)

    with pytest.raises(StationMissing):
        register(place, station=place.district)
    with pytest.raises(StationMissing):
        fleet.move(place.session, unit, station=place.circle, by=SYSTEM, now=place.now)


def test_a_unit_moves_with_its_crew(place: Place, add_unit: AddUnit) -> None:
    add_unit("there before", 1, at=place.other_station)
    unit = add_unit("P1", 1)
    crew = place.session.scalars(
        select(Posting.officer_id).where(Posting.post_id == unit.post_id)
    ).one()

    fleet.move(place.session, unit, station=place.other_station, by=SYSTEM, now=place.now)

    post = place.session.get_one(Post, unit.post_id)
    assert (unit.station_id, post.unit_id, post.seat) == (
        place.other_station.id,
        place.other_station.id,
        2,
    )
    found = fleet.fleet(place.session, place.other_station, place.now)
    assert [officer.id for officer in found[0].crew] == [crew]


def test_who_is_stood_down_is_not_asked_until_on_duty_again(
    place: Place, add_unit: AddUnit
) -> None:
    unit = add_unit("P1", 1)

    fleet.stand_down(place.session, unit, by=SYSTEM, now=place.now)
    stood_down = near_her(place)
    fleet.stand_to(place.session, unit, by=SYSTEM, now=place.now)

    assert (stood_down, near_her(place)) == ([], ["P1"])


def test_a_retired_unit_is_gone_from_every_list_and_its_post_is_not_missed(
    place: Place, add_unit: AddUnit
) -> None:
    unit = add_unit("P1", 1, is_held=False)

    fleet.retire(place.session, unit, by=SYSTEM, now=place.now)

    assert near_her(place) == []
    assert fleet.fleet(place.session, place.station, place.now) == []
    assert units_of_posts(place.session, [unit.post_id]) == []
    assert ROLE not in {line.post.role for line in roster(place.session, place.station, place.now)}
    vacant = vacant_posts(place.session, place.station, place.now, is_kept=nothing)
    assert ROLE not in {each.role for each in vacant}
    with pytest.raises(NotVisible):
        fleet.unit_called(place.session, "P1")
    for act in (fleet.retire, fleet.stand_to, fleet.stand_down):
        with pytest.raises(PatrolUnitRetired):
            act(place.session, unit, by=SYSTEM, now=place.now)
    assert register(place, call_sign="P1").id != unit.id


def test_a_unit_with_a_crew_does_not_retire(place: Place, add_unit: AddUnit) -> None:
    unit = add_unit("P1", 1)

    with pytest.raises(PatrolUnitHeld):
        fleet.retire(place.session, unit, by=SYSTEM, now=place.now)

    assert unit.retired_at is None


def test_a_unit_that_has_a_call_is_neither_moved_nor_retired(
    story: EmergencyStory, patrols: Place
) -> None:
    elsewhere = patrols.other_station
    story.call()

    with story.sessions() as session:
        unit = fleet.unit_called(session, "P1")
        with pytest.raises(PatrolUnitUnderWay):
            fleet.move(session, unit, station=elsewhere, by=SYSTEM, now=story.now)
        with pytest.raises(PatrolUnitUnderWay):
            fleet.retire(session, unit, by=SYSTEM, now=story.now)


def test_all_of_it_stands_in_the_audit(
    place: Place, session: Session, now: datetime, add_unit: AddUnit
) -> None:
    unit = register(place)
    fleet.change(session, unit, phone="", has_woman=False, by=SYSTEM, now=now)
    fleet.move(session, unit, station=place.other_station, by=SYSTEM, now=now)
    fleet.stand_down(session, unit, by=SYSTEM, now=now)
    fleet.stand_to(session, unit, by=SYSTEM, now=now)
    fleet.retire(session, unit, by=SYSTEM, now=now)

    written = session.scalars(
        select(AuditEntry.action).where(AuditEntry.chain == fleet.CHAIN).order_by(AuditEntry.number)
    ).all()
    assert written == ["registered", "changed", "moved", "stood_down", "stood_to", "retired"]
    assert audit.verify(session) == []
