"""Vacant posts and what waits at them."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.definitions import Definition
from engine.registry import Actor
from models import Post, Posting, UserTask
from processes.posts import transfers
from processes.posts.vacancies import vacant_posts
from tests import factories
from tests.processes.place import Place
from tests.processes.story import Story


def nothing(_definition: Definition, _task: UserTask) -> bool:
    """Whoever looks may see every step."""
    return False


def test_vacant_posts_are_seen_from_above_only(
    session: Session, place: Place, now: datetime
) -> None:
    empty = factories.post(session, place.station, "investigating_officer", seat=7)

    above = vacant_posts(session, place.circle, now, is_kept=nothing)
    elsewhere = vacant_posts(session, place.other_district, now, is_kept=nothing)

    assert [(vacancy.role, vacancy.seat, vacancy.unit.id) for vacancy in above] == [
        (empty.role, 7, place.station.id)
    ]
    assert elsewhere == []
    assert [
        vacancy.seat for vacancy in vacant_posts(session, place.nation, now, is_kept=nothing)
    ] == [7]


def test_the_tasks_of_a_vacant_seat_are_seen_with_it(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign(seat=2)
    leave(story, "investigating_officer", seat=2)

    with story.sessions() as session:
        (vacancy,) = vacant_posts(session, story.place.district, story.now, is_kept=nothing)

    assert (vacancy.role, vacancy.seat) == ("investigating_officer", 2)
    assert [waiting.name for waiting in vacancy.waiting] == ["Write the diary entry"]
    assert vacancy.waiting[0].due_at is not None


def test_a_step_that_is_kept_from_who_looks_is_not_seen_with_its_vacant_seat(story: Story) -> None:
    story.submit()
    story.call()
    leave(story, "sho")

    with story.sessions() as session:
        (vacancy,) = vacant_posts(
            session,
            story.place.circle,
            story.now,
            is_kept=lambda _definition, _task: True,
        )

    assert (vacancy.role, vacancy.waiting) == ("sho", [])


def test_a_task_of_any_seat_waits_only_where_nobody_of_the_role_is_left(story: Story) -> None:
    story.submit()
    story.call()
    leave(story, "sho")
    with story.sessions.begin() as session:
        factories.post(session, story.place.station, "woman_recorder", seat=2)

    with story.sessions() as session:
        found = vacant_posts(session, story.place.circle, story.now, is_kept=nothing)

    assert [(vacancy.role, len(vacancy.waiting)) for vacancy in found] == [
        ("sho", 1),
        ("woman_recorder", 0),
    ]


def test_what_waits_at_a_unit_without_posts_is_seen_from_above(story: Story) -> None:
    story.submit()
    story.call()
    with story.sessions.begin() as session:
        gone = select(Post.id).where(
            Post.unit_id == story.place.station.id, Post.role.in_(["sho", "woman_recorder"])
        )
        session.execute(delete(Posting).where(Posting.post_id.in_(gone)))
        session.execute(delete(Post).where(Post.id.in_(gone)))

    with story.sessions() as session:
        seen = [
            vacant_posts(session, above, story.now, is_kept=nothing)
            for above in (story.place.circle, story.place.district, story.place.state)
        ]
        elsewhere = vacant_posts(session, story.place.other_district, story.now, is_kept=nothing)

    assert [
        [(each.role, each.seat, each.unit.id, len(each.waiting)) for each in found]
        for found in seen
    ] == [[("sho", None, story.place.station.id, 1)]] * 3
    assert elsewhere == []


def leave(story: Story, role: str, seat: int = 1) -> None:
    with story.sessions.begin() as session:
        officer = story.place.officer(role, seat=seat)
        transfers.relieve(session, officer_id=officer.id, now=story.now, by=Actor())
