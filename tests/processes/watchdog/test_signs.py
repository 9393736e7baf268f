"""What counts as a sign that a station does not work, and where new complaints go meanwhile."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.law import KOLKATA
from models import (
    Complaint,
    EmergencyAlert,
    Escalation,
    Gender,
    Officer,
    Post,
    Posting,
    Unit,
    UserTask,
)
from models.session import reading
from models.types import new_id
from processes.complaint.escalations import brought_before
from processes.posts.open_tasks import IS_OPEN
from processes.posts.vacancies import vacant_posts
from processes.watchdog import routes, signs
from tests import factories
from tests.processes.place import Place
from tests.processes.posts.test_vacancies import nothing
from tests.processes.watchdog.story import WatchStory


def complaint(session: Session, station: Unit, submitted_at: datetime) -> None:
    session.add(
        Complaint(
            number=new_id()[:13],
            submission_key=new_id(),
            unit_id=station.id,
            station_id=station.id,
            safe_channel="none",
            submitted_at=submitted_at,
            passphrase_hash="none",  # opens nothing
        )
    )
    session.flush()


@pytest.mark.parametrize(
    ("before", "days", "is_seen"), [(3, 31, True), (2, 31, False), (3, 29, False)]
)
def test_no_intake_for_a_month_is_a_sign_where_several_came_before(
    session: Session, place: Place, now: datetime, before: int, days: int, is_seen: bool
) -> None:
    for number in range(before):
        complaint(session, place.station, now - timedelta(days=days + number))

    found = signs.no_intake(session, now)

    assert (place.station.id in found) is is_seen


def test_a_week_without_a_diary_entry_is_a_sign(story: WatchStory) -> None:
    story.submit(station=story.place.station.id)
    story.call()
    story.register()
    story.assign()

    story.wait(days=6)
    with reading(story.sessions) as session:
        early = signs.undiaried(session, story.now)
    story.wait(days=1, minutes=1)

    with reading(story.sessions) as session:
        late = signs.undiaried(session, story.now)
    assert (list(early), list(late)) == ([], [story.place.station.id])


def test_a_station_is_silent_two_days_after_its_last_step(story: WatchStory) -> None:
    story.submit(station=story.place.station.id)
    story.call()
    story.register()
    story.assign()
    seen = []

    for hours in (47, 2, 48):
        story.wait(hours=hours)
        with reading(story.sessions) as session:
            seen.append(story.place.station.id in signs.silent(session, story.now))

    assert seen == [False, True, True]


@pytest.mark.parametrize(
    ("answered_after", "is_seen"),
    [(timedelta(seconds=119), False), (timedelta(seconds=121), True), (None, True)],
)
def test_a_drill_that_is_answered_late_has_failed(
    session: Session, place: Place, now: datetime, answered_after: timedelta | None, is_seen: bool
) -> None:
    raised_at = now - timedelta(hours=6)
    drill = EmergencyAlert(
        instance_id=new_id(),
        submission_key=new_id(),
        channel="drill",
        is_drill=True,
        unit_id=place.station.id,
        station_id=place.station.id,
        raised_at=raised_at,
        accepted_at=None if answered_after is None else raised_at + answered_after,
        closed_at=now,
    )
    session.add(drill)
    session.flush()

    found = signs.failed_drill(session, now)

    assert (place.station.id in found) is is_seen


def test_work_at_a_post_that_nobody_holds_is_named(story: WatchStory) -> None:
    story.submit(station=story.place.station.id)
    story.call()
    with story.sessions.begin() as session:
        sho = story.place.officer("sho", story.place.station)
        for posting in session.query(Posting).where(Posting.officer_id == sho.id):
            posting.to_at = story.now

    story.wait(hours=71)

    with reading(story.sessions) as session:
        found = signs.signs_of(session, session.get_one(Unit, story.place.station.id), story.now)
    assert "nobody_in_post" in found
    assert story.watches() == [story.place.station.id]
    assert story.watch_tasks()[0].unit_id == story.place.station.id  # the circle sees it as vacant


def test_what_a_woman_must_do_at_a_post_that_a_man_holds_is_named(story: WatchStory) -> None:
    with story.sessions.begin() as session:
        recorder = story.place.officer("woman_recorder", story.place.station)
        session.get_one(Officer, recorder.id).gender = Gender.MALE
    story.submit(station=story.place.station.id, safe_channel="none", mobile=None)
    story.do("decide_next_contact", next_contact="visit")

    story.wait(hours=71)

    with reading(story.sessions) as session:
        station = session.get_one(Unit, story.place.station.id)
        found = signs.signs_of(session, station, story.now)
    assert "no_woman_in_post" in found
    assert "nobody_in_post" not in found


@pytest.mark.parametrize("gender", Gender)
def test_a_circle_where_a_woman_must_do_it_is_named_if_only_a_man_holds_the_post(
    story: WatchStory, gender: Gender
) -> None:
    circle = story.place.circle
    story.submit(station=story.place.station.id)
    story.call()
    with story.sessions.begin() as session:
        session.get_one(Officer, story.place.officer("circle_officer").id).gender = gender
        task = session.scalars(select(UserTask).where(IS_OPEN).limit(1)).one()
        task.unit_id, task.role, task.post_id = circle.id, "circle_officer", None
        task.needs_woman, task.opened_at = True, story.now - signs.SILENT

    with reading(story.sessions) as session:
        named = signs.empty_posts_above(session, story.now)

    assert (circle.id in named) is (gender is not Gender.FEMALE)


def test_a_circle_of_routes_leads_nowhere(session: Session, place: Place, now: datetime) -> None:
    second, third = (factories.station(session, place.circle) for _ in range(2))
    assert routes.reroute(session, place.station, second, now=now)
    assert routes.reroute(session, second, third, now=now)

    refused = routes.reroute(session, third, place.station, now=now)

    assert not refused
    assert routes.taken_by(session, place.station).id == third.id


def test_a_second_route_takes_the_place_of_the_first(
    session: Session, place: Place, now: datetime
) -> None:
    second, third = (factories.station(session, place.circle) for _ in range(2))
    routes.reroute(session, place.station, second, now=now)

    routes.reroute(session, place.station, third, now=now)

    assert routes.taken_by(session, place.station).id == third.id


def test_no_route_leaves_the_state(session: Session, place: Place, now: datetime) -> None:
    abroad = factories.station(session)

    assert not routes.reroute(session, place.station, abroad, now=now)
    assert not routes.reroute(session, place.station, place.district, now=now)
    assert routes.taken_by(session, place.station) is place.station


@pytest.mark.parametrize("has_post", [True, False])
def test_a_circle_whose_post_is_empty_is_named_after_two_days_and_then_once_a_week(
    story: WatchStory, has_post: bool
) -> None:
    story.submit(station=story.place.station.id)
    story.call()
    story.register()
    story.wait(hours=25)  # nobody is assigned, so the circle officer shall name somebody
    circle = story.place.circle
    with reading(story.sessions) as session:
        held = signs.empty_posts_above(session, story.now + timedelta(days=3))
    with story.sessions.begin() as session:
        gone = select(Post.id).where(Post.unit_id == circle.id)
        session.execute(delete(Posting).where(Posting.post_id.in_(gone)))
        if not has_post:
            session.execute(delete(Post).where(Post.id.in_(gone)))

    with reading(story.sessions) as session:
        named = [
            days
            for days in range(12)
            if circle.id in signs.empty_posts_above(session, story.now + timedelta(days=days))
        ]
        seen_from_above = vacant_posts(session, story.place.district, story.now, is_kept=nothing)

    assert held == {}
    assert named == [2, 9]
    assert [(each.unit.id, len(each.waiting)) for each in seen_from_above] == [(circle.id, 1)]


def test_the_morning_tells_the_superintendent_of_a_circle_whose_post_is_empty(
    story: WatchStory,
) -> None:
    story.submit(station=story.place.station.id)
    story.call()
    story.register()
    story.wait(hours=25)
    with story.sessions.begin() as session:
        gone = select(Post.id).where(Post.unit_id == story.place.circle.id)
        session.execute(delete(Posting).where(Posting.post_id.in_(gone)))

    story.wait(days=3)

    with reading(story.sessions) as session:
        told = session.scalars(
            select(Escalation).where(Escalation.reason == "post_empty_above")
        ).all()
    assert [(each.role, each.unit_id) for each in told] == [
        ("superintendent", story.place.district.id)
    ]


def test_the_mondays_round_names_a_district_without_a_station(story: WatchStory) -> None:
    with story.sessions.begin() as session:
        state = session.get_one(Unit, story.place.state.id)
        bare = factories.district(session, parent=state)
        name = bare.full_name

    story.wait(days=14)

    with reading(story.sessions) as session:
        told = [
            line
            for line in brought_before(session, session.get_one(Unit, state.id))
            if line.escalation.reason == "district_without_station"
        ]
    assert [(line.unit_name, line.escalation.role) for line in told] == [(name, "state_nodal")] * 2
    assert {line.escalation.raised_at.astimezone(KOLKATA).strftime("%A %H") for line in told} == {
        "Monday 06"
    }
