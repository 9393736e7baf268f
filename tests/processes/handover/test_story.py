"""The drawing of *handover*, driven end to end on both databases."""

import pytest
from sqlalchemy import select

from engine import instances
from engine.registry import SYSTEM
from models import Complaint, OrderStatus, Posting, Unit
from models.session import reading
from processes.complaint import sayable
from processes.complaint.options import Question
from processes.handover.exceptions import NobodyLeft, NotHerPost, OrderInACircle, OrderRunning
from processes.handover.options import handed_case
from processes.permissions.case import case_of
from processes.posts import transfers
from processes.posts.identity import Identity, identity_of
from tests import factories
from tests.processes.handover.story import ACCEPTED, OrderStory


def test_every_case_of_the_post_is_offered_to_the_receiving_officer(story: OrderStory) -> None:
    story.cases(2)

    story.order()

    offered = story.steps("accept_case")
    assert len(offered) == 2
    assert {task.post_id for task in offered} == {
        story.place.post("investigating_officer", seat=2).id
    }


def test_each_step_shows_the_number_of_its_own_case(story: OrderStory) -> None:
    story.cases(2)
    story.order()

    with reading(story.sessions) as session:
        shown = set()
        for task in story.steps("accept_case"):
            known = instances.variables(session, story.registry, task.instance_id, task_id=task.id)
            shown |= {
                each.label for each in handed_case(Question(session, story.now, values=known))
            }

    assert len(shown) == 2


def test_the_step_of_another_order_is_shown_with_the_number_of_that_order(
    story: OrderStory,
) -> None:
    order = story.order(leaving=story.place.post("sho"))

    with reading(story.sessions) as session:
        known = {"handed_case": order.instance_id}
        (shown,) = handed_case(Question(session, story.now, values=known))

    assert shown.label == "Handover: 7/2026"


def test_nobody_is_relieved_before_the_last_case_is_taken_over(story: OrderStory) -> None:
    story.cases(2)
    story.order()

    first, second = story.steps("accept_case")
    story.answer(first, accept_answer="accept", **ACCEPTED)
    half_way = story.holder_ids(story.place.post("investigating_officer"))
    story.answer(second, accept_answer="accept", **ACCEPTED)

    leaving = story.leaving_officer().id
    assert half_way == [leaving]
    assert leaving not in story.holder_ids(story.place.post("investigating_officer"))
    assert story.is_done


def test_the_receiving_officer_has_charge_of_the_post_so_it_is_not_vacant(
    story: OrderStory,
) -> None:
    story.cases(1)
    story.order()

    story.accept_all()

    receiving = story.place.officer("investigating_officer", seat=2).id
    assert story.holder_ids(story.place.post("investigating_officer")) == [receiving]


def test_what_nobody_accepts_within_48_hours_falls_to_the_house_officer(
    story: OrderStory,
) -> None:
    story.cases(1)
    story.order()

    story.wait(hours=48, minutes=1)

    (task,) = story.steps()
    assert (task.element_id, task.role) == ("sho_takes_over", "sho")
    story.answer(task, **ACCEPTED)
    assert story.is_done


def test_what_fell_to_the_house_officer_is_hers_and_not_the_silent_officers(
    story: OrderStory,
) -> None:
    story.cases(1)
    story.order()

    story.wait(hours=48, minutes=1)
    story.answer(story.steps()[0], **ACCEPTED)

    sho = story.place.officer("sho", story.place.station).id
    assert story.holder_ids(story.place.post("investigating_officer")) == [sho]


def test_who_took_over_the_other_cases_has_the_post_where_one_fell_to_the_house_officer(
    story: OrderStory,
) -> None:
    story.cases(2)
    story.order()
    refused, taken = story.steps()

    story.answer(refused, accept_answer="reject")
    story.answer(taken, accept_answer="accept", **ACCEPTED)
    story.answer(story.steps()[0], **ACCEPTED)

    receiving = story.place.officer("investigating_officer", seat=2).id
    assert story.holder_ids(story.place.post("investigating_officer")) == [receiving]


def test_a_case_that_fell_to_the_house_officer_stays_with_her_and_the_others_pass_on(
    story: OrderStory,
) -> None:
    story.cases(2)
    story.order()
    refused, taken = story.steps()
    fell, passed = story.case_of(refused), story.case_of(taken)

    story.answer(refused, accept_answer="reject")
    story.answer(taken, accept_answer="accept", **ACCEPTED)
    story.answer(story.steps()[0], **ACCEPTED)
    story.wait(minutes=0)

    sho = story.place.post("sho", story.place.station)
    receiving = story.place.officer("investigating_officer", seat=2).id
    seat = story.place.post("investigating_officer")
    assert story.seats_of_diaries() == {fell: sho.id, passed: seat.id}
    assert story.holder_ids(seat) == [receiving]
    assert story.incidents == []


def test_the_next_diary_entry_of_what_she_kept_is_the_house_officers_too(
    story: OrderStory,
) -> None:
    story.cases(1)
    story.order()
    story.answer(story.steps()[0], accept_answer="reject")
    story.answer(story.steps()[0], **ACCEPTED)
    story.wait(minutes=0)

    story.answer(
        story.open_task("write_diary_entry"),
        diary_action="witness",
        diary_done_on=story.now.date().isoformat(),
        diary_text="Spoke with the driver.",
        investigation_complete=False,
        next_action="evidence",
        next_action_on=story.now.date().isoformat(),
    )

    sho = story.place.post("sho", story.place.station)
    assert list(story.seats_of_diaries().values()) == [sho.id]


def test_a_case_that_she_keeps_is_hers_to_tell_of_as_its_investigating_officer(
    story: OrderStory,
) -> None:
    story.cases(1)
    story.order()
    house_officer = story.identity("sho", story.place.station)
    before = said_by(story, house_officer)

    story.answer(story.steps()[0], accept_answer="reject")
    story.answer(story.steps()[0], **ACCEPTED)
    story.wait(minutes=0)

    own_post = story.place.post("sho", story.place.station)
    assert "any_remand_said" not in before
    assert said_by(story, house_officer)["any_remand_said"] == own_post.id


def test_the_seat_of_a_case_tells_of_it_from_another_station_of_the_district(
    story: OrderStory,
) -> None:
    story.cases(1)
    with story.sessions.begin() as session:
        circle = session.get_one(Unit, story.place.circle.id)
        seat = factories.post(session, factories.station(session, circle), "investigating_officer")
        officer = factories.posted(session, seat, now=story.now)
        neighbour = identity_of(session, officer.id, story.now)
    assert neighbour is not None
    before = said_by(story, neighbour)

    with story.sessions.begin() as session:
        instances.share(
            session,
            story.registry,
            story.complaint.instance_id or "",
            {"io_post_id": seat.id},
            reason="officer_changed",
            actor=SYSTEM,
            now=story.now,
        )

    said = said_by(story, neighbour)
    assert before == {}
    assert said["any_remand_said"] == said["any_offences_said"] == seat.id


def said_by(story: OrderStory, who: Identity) -> dict[str, str | None]:
    """What an officer may say of the case, and from which of her posts."""
    with reading(story.sessions) as session:
        case = case_of(session, session.get_one(Complaint, story.complaint_id))
        offered = sayable.sayable_by(session, story.registry, who, case)
        return {each.element.id: sayable.speaker(who, case, each).post_id for each in offered}


def test_a_case_that_is_refused_falls_to_the_house_officer_at_once(story: OrderStory) -> None:
    story.cases(1)
    story.order()

    story.answer(story.steps("accept_case")[0], accept_answer="reject")

    assert [task.element_id for task in story.steps()] == ["sho_takes_over"]


def test_of_a_house_officer_the_superintendent_takes_over(story: OrderStory) -> None:
    story.submit(station=story.place.station.id)
    story.call()
    sho = story.place.post("sho", story.place.station)
    story.order(leaving=sho, receiving=story.place.post("investigating_officer"))

    story.wait(hours=49)

    assert [task.element_id for task in story.steps()] == ["superintendent_takes_over"]


def test_a_case_that_a_house_officer_had_kept_stays_with_the_superintendent_who_takes_it(
    story: OrderStory,
) -> None:
    story.cases(1)
    story.order()
    story.answer(story.steps()[0], accept_answer="reject")
    story.answer(story.steps()[0], **ACCEPTED)
    story.wait(minutes=0)
    sho = story.place.post("sho", story.place.station)
    story.order(leaving=sho, receiving=story.place.post("investigating_officer", seat=2))

    story.wait(hours=49)
    story.answer(story.steps("superintendent_takes_over")[0], **ACCEPTED)
    story.wait(minutes=0)

    superintendent = story.place.post("superintendent")
    assert story.is_done
    assert list(story.seats_of_diaries().values()) == [superintendent.id]
    offered = said_by(story, story.identity("superintendent"))
    assert offered["any_remand_said"] == superintendent.id
    assert story.incidents == []


def test_a_case_that_came_meanwhile_is_handed_over_too(story: OrderStory) -> None:
    story.cases(1)
    story.order()
    story.cases(1)

    story.accept_all()
    assert not story.is_done
    story.accept_all()

    assert story.is_done


def test_a_post_without_a_case_is_left_at_once(story: OrderStory) -> None:
    story.order()

    assert story.is_done
    assert story.steps() == []


def test_complainants_are_told_and_their_clock_goes_on(story: OrderStory) -> None:
    story.cases(1)
    limit_at = story.complaint.limit_at
    story.order()

    story.accept_all()

    assert [kind for kind, _ in story.messages][-1] == "officer_changed"
    assert story.complaint.limit_at == limit_at


def test_orders_in_a_circle_wait_for_the_superintendent_and_lose_nothing(
    story: OrderStory,
) -> None:
    one = story.place.post("investigating_officer")
    other = story.place.post("investigating_officer", story.place.other_station)
    sho = story.place.post("sho", story.place.station)
    story.cases(1)
    story.order(to=other, receiving=sho)

    story.accept_all()

    assert [task.element_id for task in story.steps()] == ["settle_order"]
    assert story.ordered.fault == "PostAlreadyHeld"
    assert story.holder_ids(one) == [story.leaving_officer().id]
    story.answer(story.steps()[0], order_answer="relieve")
    assert story.is_done
    assert story.ordered.to_post_id is None


def test_an_order_may_be_withdrawn_when_it_cannot_be_carried_out(story: OrderStory) -> None:
    other = story.place.post("investigating_officer", story.place.other_station)
    story.order(to=other)

    story.answer(story.steps("settle_order")[0], order_answer="withdraw")

    assert story.ordered.status is OrderStatus.WITHDRAWN
    assert story.holder_ids(story.place.post("investigating_officer")) == [
        story.leaving_officer().id
    ]


def test_under_an_order_she_is_neither_relieved_nor_moved_by_hand(story: OrderStory) -> None:
    story.cases(1)
    story.order()
    officer_id = story.leaving_officer().id

    with pytest.raises(OrderRunning), story.sessions.begin() as session:
        transfers.relieve(session, officer_id=officer_id, now=story.now, by=SYSTEM)

    with reading(story.sessions) as session:
        running = session.scalars(select(Posting).where(Posting.officer_id == officer_id)).one()
    assert running.to_at is None


def test_two_who_hand_over_to_each_other_and_both_go_are_refused(story: OrderStory) -> None:
    story.cases(1)
    one, two = (story.place.post("investigating_officer", seat=seat) for seat in (1, 2))
    story.order(leaving=one, receiving=two)

    with pytest.raises(NobodyLeft):
        story.order(leaving=two, receiving=one)

    assert story.ordered.post_id == one.id


def test_two_who_change_places_hold_both_seats_in_the_end(story: OrderStory) -> None:
    one, two = (story.place.post("investigating_officer", seat=seat) for seat in (1, 2))
    story.order(leaving=one, to=two, receiving=two)
    first = story.order_id
    waits = [task.element_id for task in story.steps()]

    story.order(leaving=two, to=one, receiving=one)

    story.wait(minutes=1)
    assert waits == ["settle_order"]
    assert story.is_done
    assert story.holder_ids(two) == [story.place.officers[one.id].id]
    assert story.holder_ids(one) == [story.place.officers[two.id].id]
    story.order_id = first
    assert story.is_done
    assert story.steps() == []


def test_two_who_change_places_first_take_over_what_the_other_leaves(story: OrderStory) -> None:
    one, two = (story.place.post("investigating_officer", seat=seat) for seat in (1, 2))
    story.cases(1)
    first = story.order(leaving=one, to=two, receiving=two).id
    second = story.order(leaving=two, to=one, receiving=one).id
    number_left = len(story.steps("accept_case"))

    for story.order_id in (second, first, second):
        story.accept_all()

    assert number_left == 1
    assert story.holder_ids(two) == [story.place.officers[one.id].id]
    assert story.holder_ids(one) == [story.place.officers[two.id].id]
    assert list(story.seats_of_diaries().values()) == [one.id]


def test_impossible_orders_are_refused(story: OrderStory) -> None:
    story.cases(1)
    one, two = (story.place.post("investigating_officer", seat=seat) for seat in (1, 2))

    with pytest.raises(OrderInACircle):
        story.order(to=one)
    with pytest.raises(OrderInACircle):
        story.order(receiving=one)
    story.order(receiving=two)
    with pytest.raises(OrderRunning):
        story.order(receiving=two)
    story.accept_all()
    with pytest.raises(NotHerPost):
        story.order(receiving=two)


def test_an_order_to_a_post_that_nobody_holds_stays_with_those_above(story: OrderStory) -> None:
    story.cases(1)
    two = story.place.post("investigating_officer", seat=2)
    with story.sessions.begin() as session:
        transfers.relieve(
            session,
            officer_id=story.place.officers[two.id].id,
            now=story.now,
            by=SYSTEM,
        )

    story.order(receiving=two)
    story.wait(hours=49)

    assert [task.element_id for task in story.steps()] == ["sho_takes_over"]
