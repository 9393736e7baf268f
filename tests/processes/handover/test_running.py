"""The orders of a unit, as its page shows them."""

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
