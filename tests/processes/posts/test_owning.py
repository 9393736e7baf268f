"""Who owns a step: who holds its own seat, wherever that is, else every seat of its role there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.registry import Actor
from models import Post, UserTask
from processes.posts import transfers
from processes.posts.owning import owners, owns
from tests.processes.place import Place
from tests.processes.story import Story

Belonging = Callable[[Place, UserTask], list[str]]


def of_two_seats(place: Place, task: UserTask) -> list[str]:
    task.role, task.unit_id, task.post_id = "investigating_officer", place.station.id, None
    return [place.post(task.role, seat=seat).id for seat in (1, 2)]


def of_one_seat(place: Place, task: UserTask) -> list[str]:
    task.role, task.unit_id = "investigating_officer", place.station.id
    task.post_id = place.post(task.role, seat=2).id
    return [task.post_id]


def of_a_seat_elsewhere(place: Place, task: UserTask) -> list[str]:
    task.role, task.unit_id = "investigating_officer", place.station.id
    task.post_id = place.post("superintendent", place.other_district).id
    return [task.post_id]


def of_no_seat(place: Place, task: UserTask) -> list[str]:
    task.role, task.unit_id, task.post_id = "sho", place.district.id, None
    return []


@pytest.fixture
def story_with_a_step(story: Story) -> Story:
    story.submit()
    story.wait(hours=20, minutes=5)
    return story


@pytest.mark.parametrize("belongs", [of_two_seats, of_one_seat, of_a_seat_elsewhere, of_no_seat])
def test_a_step_is_owned_by_its_own_seat_or_by_every_seat_of_its_role(
    story_with_a_step: Story, belongs: Belonging
) -> None:
    story, place = story_with_a_step, story_with_a_step.place
    with story.sessions.begin() as session:
        task = session.get_one(UserTask, story.open_task("call_her").id)

        posts = belongs(place, task)
        session.flush()

        assert posts_of(session, task) == posts
        held_by = [each.officer_id for each in owners(session, task, story.now)]
        assert held_by == [place.officers[each].id for each in posts]


def test_who_has_acting_charge_comes_after_who_holds_the_post(story_with_a_step: Story) -> None:
    story = story_with_a_step
    acting = story.place.officer("woman_recorder")
    task = story.open_task("call_her")
    with story.sessions.begin() as session:
        transfers.acting_charge(
            session, officer_id=acting.id, post_id=story.place.post("verification_caller").id,
            until=story.now + timedelta(hours=1), now=story.now, by=Actor(),
        )  # fmt: skip

    with story.sessions() as session:
        during = [each.officer_id for each in owners(session, task, story.now)]
        after = [each.officer_id for each in owners(session, task, story.now + timedelta(hours=1))]

    caller = story.place.officer("verification_caller").id
    assert (during, after) == ([caller, acting.id], [caller])


def posts_of(session: Session, task: UserTask) -> list[str]:
    owning = select(Post.id).join(UserTask, owns()).where(UserTask.id == task.id)
    return list(session.scalars(owning.order_by(Post.seat)))
