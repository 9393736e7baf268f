"""A second accusation of police: the complaint leaves that district too, and goes back to none."""

import pytest

from engine.exceptions import StepFailed
from models import Unit
from models.session import reading
from processes.options import Question, options
from tests import factories
from tests.processes.complaint.sayings import say
from tests.processes.story import Story

SAID = "conflict_told"
CHOICE = {"routing_reason": "The accused serves there"}


def accuse(story: Story, answer: str = "yes") -> None:
    """She says from her page that he is, or is not, in the police where her complaint lies."""
    say(story, SAID, police_after_all=answer)


def choose(story: Story, station: Unit) -> None:
    story.do("choose_station_after_all", other_station=station.id, **CHOICE)


@pytest.fixture
def third(with_io: Story) -> Unit:
    """A station of a district that never had the case."""
    with with_io.sessions.begin() as session:
        state = session.get_one(Unit, with_io.place.state.id)
        return factories.station(
            session, factories.circle(session, factories.district(session, state))
        )


@pytest.fixture
def elsewhere(with_io: Story) -> Story:
    """An investigated case that a first accusation has brought to another district."""
    accuse(with_io)
    choose(with_io, with_io.place.other_station)
    return with_io


def test_the_station_it_comes_to_is_asked_to_name_an_officer(elsewhere: Story) -> None:
    asked = elsewhere.open_task("assign_officer_here")

    assert asked.unit_id == elsewhere.place.other_station.id


def test_somebody_accused_there_too_brings_it_to_a_third_district(
    elsewhere: Story, third: Unit
) -> None:
    accuse(elsewhere)
    left_at_once = elsewhere.complaint.unit_id
    choose(elsewhere, third)

    assert left_at_once == elsewhere.place.state.id
    assert elsewhere.complaint.station_id == third.id
    assert elsewhere.open_task("assign_officer_here").unit_id == third.id


@pytest.mark.parametrize("lost", ["station", "other_station"])
def test_it_goes_back_to_no_district_that_it_left(elsewhere: Story, lost: str) -> None:
    accuse(elsewhere)

    with pytest.raises(StepFailed):
        choose(elsewhere, getattr(elsewhere.place, lost))

    assert elsewhere.complaint.station_id is None


def test_if_nobody_is_accused_there_it_stays(elsewhere: Story) -> None:
    accuse(elsewhere, "no")

    assert elsewhere.complaint.station_id == elsewhere.place.other_station.id
    assert "choose_station_after_all" not in elsewhere.open_elements


def test_no_list_offers_a_district_that_it_left(elsewhere: Story, third: Unit) -> None:
    accuse(elsewhere)
    choose(elsewhere, third)

    with reading(elsewhere.sessions) as session:
        asked = Question(session, elsewhere.now, values=elsewhere.variables)
        offered = {option.value for option in options("districts_anywhere", asked)}

    left = {elsewhere.place.district.id, elsewhere.place.other_district.id}
    assert third.district_id in offered
    assert offered.isdisjoint(left)
