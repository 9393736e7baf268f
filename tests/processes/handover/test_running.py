"""The orders of a unit, as its page shows them."""

from datetime import timedelta

from models import Unit
from models.session import reading
from processes.handover import running
from processes.handover.grounds import Cause
from tests.processes.handover.story import OrderStory
from tests.processes.statements import statements


def test_the_orders_of_a_unit_are_found_by_one_question(story: OrderStory) -> None:
    story.cases(1)
    first = story.order(to=story.place.post("investigating_officer", story.place.other_station))
    sho = story.place.post("sho", story.place.station)
    story.order(leaving=sho, receiving=story.place.post("investigating_officer", seat=2))

    with reading(story.sessions) as session:
        unit = session.get_one(Unit, story.place.station.id)
        with statements(story.sessions) as asked:
            shown = running.orders_at(session, unit, now=story.now)

    of_the_seat = next(each for each in shown if each.order.id == first.id)
    assert len(shown) == 2
    assert len(asked) == 1
    assert of_the_seat.waiting == 1
    assert of_the_seat.next_due_at is not None
    assert of_the_seat.to is not None
    assert of_the_seat.ground is not None
    assert of_the_seat.ground.cause is Cause.PROMOTION


def test_an_order_whose_day_is_over_says_so(story: OrderStory) -> None:
    story.cases(1)
    story.order(to=story.place.post("investigating_officer", story.place.other_station))
    with reading(story.sessions) as session:
        unit = session.get_one(Unit, story.place.station.id)
        (in_time,) = running.orders_at(session, unit, now=story.now)
        assert in_time.next_due_at is not None
        after = in_time.next_due_at + timedelta(hours=1)

        (late,) = running.orders_at(session, unit, now=after)

    assert (in_time.is_late, late.is_late) == (False, True)
