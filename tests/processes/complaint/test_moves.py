"""Moves: none goes back to whom she complained of, and each names an officer anew."""

import pytest
from sqlalchemy import select

from models import Gender, Level, Officer, Post, Posting, Unit, UserTask
from models.session import reading
from processes.complaint.jurisdiction import station_elsewhere
from processes.complaint.tracking import track
from processes.exceptions import DistrictUnknown
from processes.options import Question, options
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.withdrawal.other_station import station_apart
from tests import factories
from tests.processes.complaint.sayings import say
from tests.processes.story import Story

Stations = dict[str, Unit]

#: Whom she complains of, and the stations that may have her case once it has left for that.
OF_WHOM = {
    "sho": {"beside", "of_district", "elsewhere"},
    "investigating_officer": {"beside", "of_district", "elsewhere"},
    "circle_officer": {"of_district", "elsewhere"},
    "superintendent": {"elsewhere"},
}
EVERY_LIST = ("stations_anywhere", "stations_of_district", "stations_elsewhere")


@pytest.fixture
def stations(with_io: Story) -> Stations:
    """The station of a case and others around it, each of which has a woman officer."""
    place = with_io.place
    with with_io.sessions.begin() as session:
        made = {
            "beside": factories.station(session, place.circle),
            "of_district": factories.station(session, factories.circle(session, place.district)),
            "elsewhere": factories.station(session, place.other_circle),
        }
        for station in made.values():
            for role in ("woman_recorder", "investigating_officer"):
                factories.posted(session, factories.post(session, station, role), now=with_io.now)
    return {"own": place.station, **made}


def complain_of(story: Story, role: str = "sho") -> None:
    say(story, "any_officer_said", officer_role=role, officer_words="He laughed.")


def move(story: Story, to: Unit) -> None:
    """The Oversight cell finds that it has to leave its station."""
    story.do(
        "examine_officer",
        officer_decision="other_station",
        other_district=to.district_id,
        other_station=to.id,
        officer_answer="Another station has it.",
    )


def dispute(story: Story, to: Unit) -> None:
    """The station says that it is not the one, and the State names another."""
    say(story, "any_jurisdiction_said", other_station=to.id, jurisdiction_reason="It was there.")
    story.do(
        "decide_jurisdiction",
        jurisdiction_answer="other_district",
        jurisdiction_answer_reason="Not in this district.",
    )
    story.do(
        "decide_between_districts",
        jurisdiction_answer="other_station",
        other_station=to.id,
        districts_reason="It was there.",
    )


def offered(story: Story, stations: Stations, *sources: str, district: Unit) -> set[str]:
    """The stations that these lists offer now, by the names they have here."""
    known = {"conflict_district": None, **story.variables, "other_district": district.id}
    with reading(story.sessions) as session:
        asked = Question(session, story.now, story.complaint, known)
        found = {option.value for source in sources for option in options(source, asked)}
    return {name for name, station in stations.items() if station.id in found}


def of_all_districts(story: Story, stations: Stations) -> set[str]:
    place = story.place
    return offered(story, stations, "stations_anywhere", district=place.district) | offered(
        story, stations, "stations_anywhere", district=place.other_district
    )


def who_talks_apart(story: Story) -> Unit:
    """Where she would be asked alone whether she wishes to withdraw."""
    with reading(story.sessions) as session:
        return station_apart(session, story.complaint, story.variables, now=story.now)


@pytest.mark.parametrize("of_whom", OF_WHOM)
def test_no_list_offers_a_station_of_whom_she_complained_of(
    with_io: Story, stations: Stations, of_whom: str
) -> None:
    complain_of(with_io, of_whom)
    while_examined = of_all_districts(with_io, stations)

    move(with_io, with_io.place.other_station)

    assert while_examined == OF_WHOM[of_whom]
    assert of_all_districts(with_io, stations) == OF_WHOM[of_whom]


def test_the_superintendent_is_offered_no_station_that_it_has_left(
    with_io: Story, stations: Stations
) -> None:
    complain_of(with_io)
    move(with_io, stations["beside"])

    found = offered(with_io, stations, "stations_of_district", district=with_io.place.district)

    assert found == {"of_district"}


def test_a_complaint_of_which_nothing_came_keeps_it_from_no_station(
    with_io: Story, stations: Stations
) -> None:
    complain_of(with_io)
    with_io.do("examine_officer", officer_decision="nothing", officer_answer="Nothing found.")

    dispute(with_io, with_io.place.other_station)

    assert "own" in of_all_districts(with_io, stations)


def test_no_door_takes_it_back_to_a_station_that_it_has_left(
    with_io: Story, stations: Stations
) -> None:
    complain_of(with_io)
    move(with_io, stations["beside"])

    with reading(with_io.sessions) as session:
        with pytest.raises(DistrictUnknown):
            station_elsewhere(session, stations["own"].id, with_io.variables)
        found = station_elsewhere(session, stations["of_district"].id, with_io.variables)

    assert found.id == stations["of_district"].id


def test_she_is_asked_alone_at_a_station_that_she_did_not_complain_of(
    with_io: Story, stations: Stations
) -> None:
    before = who_talks_apart(with_io)
    complain_of(with_io)

    move(with_io, stations["beside"])

    assert before.id == stations["beside"].id
    assert who_talks_apart(with_io).id == stations["of_district"].id


def test_where_no_station_is_left_the_state_asks_her(with_io: Story) -> None:
    complain_of(with_io)

    move(with_io, with_io.place.other_station)

    assert who_talks_apart(with_io).level is Level.STATE


def test_only_a_station_with_a_woman_officer_asks_her_alone(
    with_io: Story, stations: Stations
) -> None:
    nearest = who_talks_apart(with_io)
    with with_io.sessions.begin() as session:
        for officer in session.scalars(
            select(Officer)
            .join(Posting, Posting.officer_id == Officer.id)
            .join(Post, Post.id == Posting.post_id)
            .where(Post.unit_id == stations["beside"].id)
        ):
            officer.gender = Gender.MALE

    assert nearest.id == stations["beside"].id
    assert who_talks_apart(with_io).id == stations["of_district"].id


def test_no_officer_of_the_station_that_it_has_left_is_offered(
    with_io: Story, stations: Stations
) -> None:
    complain_of(with_io)
    move(with_io, stations["beside"])

    with reading(with_io.sessions) as session:
        asked = Question(session, with_io.now, with_io.complaint, with_io.variables)
        seats = {option.value for option in options("io_seats_of_district", asked)}

    left = {with_io.place.post("investigating_officer", seat=seat).id for seat in (1, 2)}
    assert seats
    assert not seats & left


def test_until_an_officer_is_named_it_lies_with_who_has_charge_of_the_station(
    with_io: Story,
) -> None:
    there = with_io.place.other_station
    complain_of(with_io)

    move(with_io, there)

    diary = with_io.open_task("write_diary_entry")
    assert diary.post_id == with_io.place.post("sho", there).id
    assert not _may_do(with_io, diary, "investigating_officer", there)
    assert not _may_do(with_io, diary, "investigating_officer", with_io.place.station)
    assert with_io.open_task("assign_officer_here").unit_id == there.id


@pytest.mark.parametrize("way", ["officer", "dispute"])
def test_the_new_station_names_who_investigates_and_her_page_says_so(
    with_io: Story, way: str
) -> None:
    there = with_io.place.other_station
    if way == "officer":
        complain_of(with_io)
        move(with_io, there)
    else:
        dispute(with_io, there)
    chosen = with_io.place.post("investigating_officer", there)

    with_io.wait(minutes=1)
    with_io.do("assign_officer_here", new_io_post_id=chosen.id)

    with reading(with_io.sessions) as session:
        page = track(session, with_io.registry, with_io.complaint_id, now=with_io.now)
    now = next(stay for stay in page.stays if stay.is_now)
    officer = with_io.place.officer("investigating_officer", there)
    assert with_io.open_task("write_diary_entry").post_id == chosen.id
    assert (now.unit_name, now.officer_name) == (there.full_name, officer.name)
    assert with_io.messages[-1][0] == "officer_assigned"


def test_where_nobody_is_named_each_level_above_hears_of_it_once(with_io: Story) -> None:
    complain_of(with_io)
    move(with_io, with_io.place.other_station)

    with_io.wait(days=8)

    ladder = ["officer_not_assigned", "officer_not_named", "officer_not_named_at_all"]
    assert [reason for reason in with_io.escalations if reason in ladder] == ladder
    assert with_io.open_task("name_officer_here").unit_id == with_io.place.other_circle.id


def _may_do(story: Story, task: UserTask, role: str, at: Unit) -> bool:
    return may(Permission.DO_TASK, story.identity(role, at), task)
