"""To which unit and post a task goes."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from engine.registry import AssignRequest, Seat
from models import Level
from processes.posts.seats import assign
from tests import factories
from tests.processes.place import Place


def ask(place: Place, role: str, level: Level | None, **facts: object) -> Seat:
    request = {
        "role": role,
        "level": level,
        "unit_id": place.station.id,
        "post_id": None,
        "needs_woman": False,
        "now": place.now,
        **facts,
    }
    return assign(place.session, AssignRequest(**request))


@pytest.mark.parametrize(
    ("role", "level", "home"),
    [
        ("sho", Level.STATION, "station"),
        ("circle_officer", Level.CIRCLE, "circle"),
        ("superintendent", Level.DISTRICT, "district"),
        ("state_nodal", Level.STATE, "state"),
        ("national_viewer", Level.NATIONAL, "nation"),
    ],
)
def test_a_task_goes_to_the_ancestor_at_the_lanes_level(
    place: Place, role: str, level: Level, home: str
) -> None:
    seat = ask(place, role, level)

    assert seat.unit_id == getattr(place, home).id
    assert seat.ledger_post_id == place.post(role).id
    assert seat.officer_id == place.officer(role).id


def test_a_numbered_seat_is_taken_if_it_belongs_to_that_role_there(place: Place) -> None:
    second = place.post("investigating_officer", seat=2)
    elsewhere = place.post("investigating_officer", place.other_station)

    right = ask(place, "investigating_officer", Level.STATION, post_id=second.id)
    foreign = ask(place, "investigating_officer", Level.STATION, post_id=elsewhere.id)
    of_another_role = ask(
        place, "investigating_officer", Level.STATION, post_id=place.post("woman_recorder").id
    )

    assert (right.post_id, right.officer_id) == (
        second.id,
        place.officer("investigating_officer", seat=2).id,
    )
    assert (foreign.post_id, of_another_role.post_id) == (None, None)
    assert foreign.unit_id == place.station.id


def test_a_stations_seat_may_be_one_of_another_station_of_its_district(place: Place) -> None:
    beside = factories.station(place.session, factories.circle(place.session, place.district))
    seat = factories.post(place.session, beside, "investigating_officer")
    officer = factories.posted(place.session, seat, now=place.now)

    found = ask(place, "investigating_officer", Level.STATION, post_id=seat.id)
    of_another_role = ask(place, "sho", Level.STATION, post_id=seat.id)

    assert (found.post_id, found.unit_id, found.officer_id) == (seat.id, beside.id, officer.id)
    assert found.station_id == beside.id
    assert of_another_role.unit_id == place.station.id


def test_a_role_with_several_seats_and_none_asked_for_is_with_nobody_yet(place: Place) -> None:
    seat = ask(place, "investigating_officer", Level.STATION)

    assert (seat.unit_id, seat.post_id, seat.ledger_post_id, seat.officer_id) == (
        place.station.id,
        None,
        None,
        None,
    )


def test_a_role_without_a_post_keeps_its_task_at_its_unit(place: Place) -> None:
    seat = ask(place, "legal_desk", Level.STATE)

    assert (seat.unit_id, seat.ledger_post_id) == (place.state.id, None)
    assert seat.station_id is None


def test_the_complainants_task_belongs_to_no_unit(place: Place) -> None:
    seat = ask(place, "complainant", None)

    assert (seat.role, seat.unit_id) == ("complainant", None)


def test_a_case_above_the_lanes_level_keeps_its_own_unit(place: Place) -> None:
    seat = ask(place, "sho", Level.STATION, unit_id=place.district.id)

    assert (seat.unit_id, seat.district_id) == (place.district.id, place.district.id)


def test_at_the_state_its_nodal_officer_does_what_has_no_post_there(place: Place) -> None:
    seat = ask(place, "control_room_lead", Level.DISTRICT, unit_id=place.state.id)

    assert (seat.role, seat.unit_id) == ("state_nodal", place.state.id)


def test_a_role_that_has_a_post_at_the_state_keeps_what_lies_there(
    session: Session, place: Place
) -> None:
    factories.post(session, place.state, "control_room_lead")

    seat = ask(place, "control_room_lead", Level.DISTRICT, unit_id=place.state.id)

    assert (seat.role, seat.unit_id) == ("control_room_lead", place.state.id)


def test_while_somebody_holds_that_post_nobody_else_is_asked_instead(
    session: Session, place: Place
) -> None:
    lead = factories.post(session, place.state, "control_room_lead")
    instead = (("state_nodal", Level.STATE),)
    facts = {"unit_id": place.state.id, "or_else": instead}
    empty = ask(place, "control_room_lead", Level.DISTRICT, **facts)
    factories.posted(session, lead, now=place.now)

    held = ask(place, "control_room_lead", Level.DISTRICT, **facts)

    assert [seat.role for seat in (empty, held)] == ["state_nodal", "control_room_lead"]


def test_a_post_shared_by_several_is_named_without_an_officer(
    session: Session, place: Place, now: datetime
) -> None:
    pool = place.post("verification_caller")
    factories.posting(session, factories.officer(session), pool, from_at=now)

    seat = ask(place, "verification_caller", Level.STATE)

    assert (seat.ledger_post_id, seat.officer_id) == (pool.id, None)
