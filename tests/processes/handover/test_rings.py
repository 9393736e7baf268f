"""Officers who change places in a ring, of any length: the last order carries them all out."""

import pytest

from models import Post, TransferOrder
from models.session import reading
from processes.handover.rings import who_change_places_with
from tests.processes.handover.story import OrderStory


def seats(story: OrderStory, number: int) -> list[Post]:
    """That many seats, each with its officer."""
    place = story.place
    at = [place.station, place.station, place.other_station, place.other_station]
    held = [place.post("investigating_officer", unit, i % 2 + 1) for i, unit in enumerate(at)]
    return held[:number]


def ordered_round(story: OrderStory, ring: list[Post]) -> list[str]:
    """Each goes to the next seat and hands over to who comes from there; the ids of the orders."""
    return [
        story.order(leaving=one, to=following, receiving=following).id
        for one, following in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_those_who_change_places_in_a_ring_go_together_and_nobody_settles_anything(
    story: OrderStory, number: int
) -> None:
    ring = seats(story, number)

    orders = ordered_round(story, ring)
    story.wait(minutes=1)

    for story.order_id in orders:
        assert story.is_done
        assert story.ordered.fault is None
        assert story.steps() == []
    for one, following in zip(ring, [*ring[1:], ring[0]], strict=True):
        assert story.holder_ids(following) == [story.place.officers[one.id].id]
    assert story.incidents == []


def test_a_ring_waits_until_each_of_them_has_handed_over(story: OrderStory) -> None:
    one, two, three = ring = seats(story, 3)
    story.cases(1)
    orders = ordered_round(story, ring)
    before = [story.holder_ids(post) for post in ring]

    for story.order_id in [*reversed(orders), *orders]:
        story.accept_all()
    story.wait(minutes=1)

    officers = [story.place.officers[post.id].id for post in ring]
    assert before == [[officer] for officer in officers]
    assert [story.holder_ids(post) for post in (two, three, one)] == before
    assert list(story.seats_of_diaries().values()) == [one.id]


def test_a_ring_into_which_somebody_else_has_come_stays_with_the_superintendent(
    story: OrderStory,
) -> None:
    one, two, three = seats(story, 3)
    story.order(leaving=one, to=two, receiving=two)
    story.order(leaving=two, to=three, receiving=three)

    story.order(leaving=three, to=story.place.post("sho"), receiving=one)
    story.wait(minutes=1)

    assert [task.element_id for task in story.steps()] == ["settle_order"]
    assert story.holder_ids(three) == [story.place.officers[three.id].id]


def test_orders_that_point_in_a_circle_beside_the_post_are_no_ring(story: OrderStory) -> None:
    one, two, three, four = seats(story, 4)
    ahead = story.order(leaving=one, to=two, receiving=two)
    story.order(leaving=two, to=three, receiving=three)
    astray = story.order(leaving=three, to=four, receiving=four).id

    with story.sessions.begin() as session:
        session.get_one(TransferOrder, astray).to_post_id = two.id
    with reading(story.sessions) as session:
        found = who_change_places_with(session, ahead)

    assert found == []
