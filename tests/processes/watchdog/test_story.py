"""The drawing of *watchdog*, driven end to end on both databases."""

from datetime import timedelta

import pytest

from engine.law import KOLKATA
from models import Unit
from models.session import reading
from models.types import new_id
from processes.complaint.escalations import brought_before
from processes.complaint.inbox import inbox
from processes.complaint.jurisdiction import station_for
from processes.posts.identity import identity_of
from tests.processes.emergency.story import EmergencyStory
from tests.processes.outage import a_stopped_worker
from tests.processes.place import Place
from tests.processes.watchdog.story import WatchStory


def station_of_a_new_complaint(story: WatchStory) -> str:
    place = story.place
    with reading(story.sessions) as session:
        named = {"district": place.district.id, "station": place.station.id}
        return station_for(session, named).id


def test_a_station_where_work_waits_for_two_days_is_watched_and_asked(story: WatchStory) -> None:
    story.fall_silent()

    assert story.watches() == [story.place.station.id]
    assert "explain" in story.watching


def test_a_station_is_watched_once_however_many_mornings_pass(story: WatchStory) -> None:
    story.fall_silent()

    story.wait(hours=24)

    assert story.watches() == [story.place.station.id]


def test_a_quiet_station_without_work_is_left_alone(story: WatchStory) -> None:
    story.wait(days=5)

    assert story.watches(running=False) == []


def test_silence_climbs_to_the_circle_the_superintendent_and_the_state(story: WatchStory) -> None:
    story.fall_silent()

    story.wait(hours=72)

    assert story.told() == [
        ("station_silent_72", "circle_officer"),
        ("station_silent_96", "superintendent"),
        ("station_silent_120", "state_nodal"),
    ]
    assert story.watching == ["decide_intake"]


@pytest.mark.parametrize("role", ["circle_officer", "superintendent", "state_nodal"])
def test_each_before_whom_it_is_brought_reads_which_station_it_is(
    story: WatchStory, role: str
) -> None:
    story.fall_silent()
    story.wait(hours=72)

    with story.sessions() as session:
        officer_id = story.place.officer(role).id
        asked = identity_of(session, officer_id, story.now)
        assert asked is not None
        lines = brought_before(session, asked.posts[0].unit, limit=500)

    silent = [line for line in lines if line.escalation.reason.startswith("station_silent")]
    assert silent
    assert {line.unit_name for line in silent} == {story.place.station.name}


def test_the_inbox_of_who_decides_names_the_station(story: WatchStory) -> None:
    story.fall_silent()
    story.wait(hours=72)

    with story.sessions() as session:
        officer_id = story.place.officer("state_nodal").id
        asked = identity_of(session, officer_id, story.now)
        assert asked is not None
        rows = inbox(session, asked, now=story.now, zone=KOLKATA).rows

    assert [row.unit_name for row in rows if row.element_id == "decide_intake"] == [
        story.place.station.name
    ]


def test_the_station_ends_its_watch_by_working_again(story: WatchStory) -> None:
    story.fall_silent()

    story.answer("explain", station_cause="no_network", station_answer="working")

    assert story.watches() == []


def test_a_station_that_needs_help_is_heard_and_asked_again(story: WatchStory) -> None:
    story.fall_silent()

    story.answer("explain", station_cause="no_staff", station_answer="help")

    assert ("station_asks_for_help", "circle_officer") in story.told()
    assert "explain" in story.watching


def test_the_superintendent_ends_the_watch_when_the_station_works(story: WatchStory) -> None:
    story.fall_silent()
    story.wait(hours=40)

    story.answer("superintendent_sees_to_it", station_answer="working")

    assert story.watches() == []


def test_the_state_sends_new_complaints_to_the_neighbour_until_the_station_works(
    story: WatchStory, neighbour: Unit
) -> None:
    story.fall_silent()
    story.wait(hours=72)
    old = story.complaint

    story.answer("decide_intake", intake_decision="reroute", intake_station=neighbour.id)
    during = station_of_a_new_complaint(story)
    story.answer("say_when_it_works")

    assert during == neighbour.id
    assert station_of_a_new_complaint(story) == story.place.station.id
    assert old.station_id == story.place.station.id


def test_a_station_that_cannot_take_them_is_refused_and_the_state_asked_again(
    story: WatchStory,
) -> None:
    story.fall_silent()
    story.wait(hours=72)

    story.answer("decide_intake", intake_decision="reroute", intake_station=story.place.station.id)
    story.answer("decide_intake", intake_decision="reroute", intake_station=new_id())

    assert story.watching == ["decide_intake"]
    assert station_of_a_new_complaint(story) == story.place.station.id


def test_the_state_may_leave_the_intake_where_it_is(story: WatchStory) -> None:
    story.fall_silent()
    story.wait(hours=72)

    story.answer("decide_intake", intake_decision="leave")

    assert story.watches() == []
    assert station_of_a_new_complaint(story) == story.place.station.id


def test_every_morning_a_station_is_drilled(story: WatchStory, place: Place) -> None:
    story.go_on_duty()

    story.wait(days=2)

    drills = story.drills()
    assert [drill.station_id for drill in drills] == [place.station.id] * 2
    assert drills[0].raised_at.astimezone(KOLKATA).hour == 7
    assert drills[1].raised_at - drills[0].raised_at == timedelta(days=1)
    assert all(drill.closed_at for drill in drills)


def test_every_station_is_drilled_each_at_its_time_of_three_hours(
    story: WatchStory, place: Place, neighbour: Unit
) -> None:
    story.go_on_duty()
    story.unit_at(neighbour)

    story.wait(days=1)

    drills = story.drills()
    assert {drill.station_id for drill in drills} == {place.station.id, neighbour.id}
    assert drills[1].raised_at - drills[0].raised_at == timedelta(minutes=90)


def test_after_two_days_out_a_station_is_drilled_once(story: WatchStory) -> None:
    story.go_on_duty()

    with a_stopped_worker() as worker:
        story.wait(days=2, hours=18)

    assert len(worker.came_back) == 2  # at the beginning, and after two mornings
    assert len(story.drills()) == 1


def test_a_station_whose_units_are_on_their_way_to_somebody_is_not_drilled(
    story: WatchStory, place: Place
) -> None:
    story.go_on_duty()
    call = EmergencyStory(story.sessions, story.registry, story.now)
    call.call(place=None, district_id=place.district.id)
    call.unit_says("P1", "accept_alert", unit_answer="going")

    story.wait(days=1)

    assert story.drills() == []


def test_a_drill_that_nobody_answers_brings_the_watch_the_next_morning(story: WatchStory) -> None:
    story.go_on_duty()

    story.wait(days=2)

    assert story.watches() == [story.place.station.id]
    assert story.watching == ["explain"]
