"""What an officer under a transfer order is shown: the cases nobody has taken over yet."""

from models import Recusal
from models.session import reading
from processes.handover.left import LeftCase, left_to_hand_over
from processes.posts.identity import identity_of
from tests.processes.handover.story import ACCEPTED, OrderStory


def shown(story: OrderStory) -> list[LeftCase] | None:
    with reading(story.sessions) as session:
        who = identity_of(session, story.leaving_officer().id, story.now)
        assert who is not None
        return left_to_hand_over(session, story.registry, who)


def test_without_an_order_nothing_is_shown(story: OrderStory) -> None:
    story.cases(1)

    assert shown(story) is None


def test_each_case_is_named_with_who_shall_take_it_over(story: OrderStory) -> None:
    story.cases(2)
    story.order()

    story.answer(story.steps()[0], accept_answer="accept", **ACCEPTED)
    (first,) = shown(story) or []
    story.wait(hours=48, minutes=1)
    (later,) = shown(story) or []

    assert (first.role, first.seat) == ("investigating_officer", 2)
    assert first.number is not None
    assert (later.role, later.number) == ("sho", first.number)


def test_a_case_that_is_about_herself_is_not_named_to_her(story: OrderStory) -> None:
    story.cases(1)
    story.order()
    with story.sessions.begin() as session:
        session.add(
            Recusal(
                officer_id=story.leaving_officer().id,
                instance_id=story.complaint.instance_id or "",
                reason="complained_of",
                since=story.now,
            )
        )

    assert shown(story) == []


def test_once_all_is_handed_over_an_order_that_waits_has_nothing_left(story: OrderStory) -> None:
    story.cases(1)
    story.order(to=story.place.post("investigating_officer", story.place.other_station))

    story.accept_all()

    assert shown(story) == []
