"""Vacant posts and what waits at them."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.registry import Actor
from processes.posts import transfers
from processes.posts.vacancies import vacant_posts
from tests import factories
from tests.processes.place import Place
from tests.processes.story import Story


def test_vacant_posts_are_seen_from_above_only(
    session: Session, place: Place, now: datetime
) -> None:
    empty = factories.post(session, place.station, "investigating_officer", seat=7)

    above = vacant_posts(session, place.circle, now)
    elsewhere = vacant_posts(session, place.other_district, now)

    assert [(vacancy.post.id, vacancy.unit.id) for vacancy in above] == [
        (empty.id, place.station.id)
    ]
    assert elsewhere == []
    assert [vacancy.post.id for vacancy in vacant_posts(session, place.nation, now)] == [empty.id]


def test_the_tasks_of_a_vacant_seat_are_seen_with_it(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign(seat=2)
    leave(story, "investigating_officer", seat=2)

    with story.sessions() as session:
        (vacancy,) = vacant_posts(session, story.place.district, story.now)

    assert vacancy.post.id == story.place.post("investigating_officer", seat=2).id
    assert [waiting.name for waiting in vacancy.waiting] == ["Write the diary entry"]
    assert vacancy.waiting[0].due_at is not None


def test_a_task_of_any_seat_waits_only_where_nobody_of_the_role_is_left(story: Story) -> None:
    story.submit()
    story.call()
    leave(story, "sho")
    with story.sessions.begin() as session:
        factories.post(session, story.place.station, "woman_recorder", seat=2)

    with story.sessions() as session:
        found = vacant_posts(session, story.place.circle, story.now)

    assert [(vacancy.post.role, len(vacancy.waiting)) for vacancy in found] == [
        ("sho", 1),
        ("woman_recorder", 0),
    ]


def leave(story: Story, role: str, seat: int = 1) -> None:
    with story.sessions.begin() as session:
        officer = story.place.officer(role, seat=seat)
        transfers.relieve(session, officer_id=officer.id, now=story.now, by=Actor())
