"""What passes from an officer to her post, and what of her colleagues does not."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from engine import custody
from engine.custody import Interval
from engine.registry import Actor
from models import CustodyInterval, Officer, Post, Unit, UserTask
from processes.complaint import tasks
from processes.exceptions import OfficerHoldsNoPost, PostOutOfReach
from processes.posts import transfers
from processes.posts.identity import Identity, identity_of
from tests import factories
from tests.processes.story import Story

BY = Actor()


@pytest.fixture
def called(story: Story) -> Story:
    """A complaint whose call is due, in the pool of callers."""
    story.submit()
    story.wait(hours=20, minutes=5)
    return story


@pytest.fixture
def with_io(with_io: Story) -> Story:
    """A case that lies with the first investigating officer, nobody having claimed anything."""
    with_io.wait(days=2)
    return with_io


def add_to_pool(story: Story) -> Identity:
    """A further officer in the pool of callers."""
    with story.sessions.begin() as session:
        officer = factories.officer(session)
    arrive(story, officer, story.place.post("verification_caller"))
    return who(story, officer.id)


def arrive(story: Story, officer: Officer, post: Post) -> None:
    with story.sessions.begin() as session:
        transfers.transfer(session, officer_id=officer.id, to_post_id=post.id, now=story.now, by=BY)


def who(story: Story, officer_id: str) -> Identity:
    with story.sessions() as session:
        found = identity_of(session, officer_id, story.now)
    assert found is not None
    return found


def claim(story: Story, identity: Identity, element_id: str) -> UserTask:
    with story.sessions.begin() as session:
        tasks.claim(session, identity, story.open_task(element_id).id, now=story.now)
    return story.open_task(element_id)


def relieve(story: Story, officer_id: str) -> None:
    with story.sessions.begin() as session:
        transfers.relieve(session, officer_id=officer_id, now=story.now, by=BY)


def give_charge(story: Story, officer_id: str, post: Post, until: datetime) -> None:
    with story.sessions.begin() as session:
        transfers.acting_charge(
            session, officer_id=officer_id, post_id=post.id, until=until, now=story.now, by=BY
        )


def lapse(story: Story) -> None:
    with story.sessions.begin() as session:
        transfers.lapse_ended_postings(session, now=story.now)


def ledger(story: Story) -> list[Interval]:
    with story.sessions() as session:
        return custody.ledger(session, story.complaint.instance_id or "", story.now)


def test_a_colleague_who_leaves_a_pool_takes_nothing_from_who_has_claimed(called: Story) -> None:
    leaving = add_to_pool(called)
    claiming = called.identity("verification_caller")
    claim(called, claiming, "call_her")
    before = ledger(called)
    called.wait(minutes=10)

    relieve(called, leaving.officer_id)

    after = ledger(called)
    assert [(i.officer_id, i.from_at) for i in after] == [(i.officer_id, i.from_at) for i in before]
    assert after[-1].officer_id == claiming.officer_id
    assert called.open_task("call_her").assignee_id == claiming.officer_id


def test_who_joins_a_pool_takes_nothing_from_who_has_claimed(called: Story) -> None:
    claiming = called.identity("verification_caller")
    claim(called, claiming, "call_her")
    before = ledger(called)
    called.wait(minutes=10)

    add_to_pool(called)

    after = ledger(called)
    assert len(after) == len(before)
    assert after[-1].officer_id == claiming.officer_id


def test_what_she_had_claimed_in_a_pool_goes_to_the_colleague_who_stays(called: Story) -> None:
    staying = called.identity("verification_caller")
    leaving = add_to_pool(called)
    claim(called, leaving, "call_her")
    called.wait(minutes=10)

    relieve(called, leaving.officer_id)

    before, last = ledger(called)[-2:]
    assert (before.officer_id, last.officer_id) == (leaving.officer_id, staying.officer_id)
    assert before.to_at == last.from_at == called.now
    assert called.open_task("call_her").assignee_id is None


def test_an_ended_charge_is_let_go_once_and_never_again(with_io: Story) -> None:
    post, officer = (
        with_io.place.post("investigating_officer"),
        with_io.place.officer("woman_recorder"),
    )
    relieve(with_io, with_io.identity("investigating_officer").officer_id)
    give_charge(with_io, officer.id, post, until=with_io.now + timedelta(days=1))
    with_io.wait(days=2)
    lapse(with_io)
    arrive(with_io, officer, post)
    with_io.wait(days=1)
    claim(with_io, who(with_io, officer.id), "write_diary_entry")
    before = ledger(with_io)

    lapse(with_io)

    assert ledger(with_io) == before
    assert with_io.open_task("write_diary_entry").assignee_id == officer.id


def test_a_charge_that_ended_unnoticed_ends_before_its_officer_comes_for_good(
    with_io: Story,
) -> None:
    post, officer = (
        with_io.place.post("investigating_officer"),
        with_io.place.officer("woman_recorder"),
    )
    relieve(with_io, with_io.identity("investigating_officer").officer_id)
    until = with_io.now + timedelta(days=1)
    give_charge(with_io, officer.id, post, until=until)
    with_io.wait(days=2)
    came_at = with_io.now
    arrive(with_io, officer, post)
    claim(with_io, who(with_io, officer.id), "write_diary_entry")
    with_io.wait(days=1)

    lapse(with_io)

    charge, vacant, hers = ledger(with_io)[-3:]
    assert [i.officer_id for i in (charge, vacant, hers)] == [officer.id, None, officer.id]
    assert (charge.to_at, vacant.to_at, hers.is_open) == (until, came_at, True)
    assert with_io.open_task("write_diary_entry").assignee_id == officer.id


def test_what_a_step_brought_in_the_moment_of_a_transfer_is_found_afterwards(
    with_io: Story,
) -> None:
    officer = with_io.identity("investigating_officer")
    relieve(with_io, officer.officer_id)
    with with_io.sessions.begin() as session:
        stale = session.scalars(
            select(CustodyInterval).where(
                CustodyInterval.to_at.is_(None), CustodyInterval.role == "investigating_officer"
            )
        ).one()
        stale.officer_id = officer.officer_id

    lapse(with_io)

    assert ledger(with_io)[-1].officer_id is None
    assert all(interval.from_at <= interval.to_at for interval in ledger(with_io))


def test_a_look_after_long_names_nobody_who_has_left_since(with_io: Story) -> None:
    place, post = with_io.place, with_io.place.post("investigating_officer")
    acting, holder = place.officer("woman_recorder"), place.officer("sho")
    relieve(with_io, with_io.identity("investigating_officer").officer_id)
    give_charge(with_io, acting.id, post, until=with_io.now + timedelta(days=30))
    moves = [post, place.post("sho"), place.post("sho")]
    for to_post in moves:
        with_io.wait(days=1)
        arrive(with_io, holder, to_post)
    before = ledger(with_io)

    lapse(with_io)

    assert ledger(with_io) == before
    assert before[-1].officer_id is None


def test_only_posts_within_reach_are_taken_from_an_officer(with_io: Story) -> None:
    place, officer = with_io.place, with_io.identity("investigating_officer")
    far = place.post("sho", place.other_station)
    relieve(with_io, place.officer("sho", place.other_station).id)
    give_charge(with_io, officer.officer_id, far, until=with_io.now + timedelta(days=9))

    def reach(unit: Unit) -> bool:
        return unit.district_id == place.district.id

    with with_io.sessions.begin() as session:
        transfers.relieve(
            session, officer_id=officer.officer_id, now=with_io.now, by=BY, reach=reach
        )

    assert who(with_io, officer.officer_id).post_ids == {far.id}
    with with_io.sessions.begin() as session, pytest.raises(OfficerHoldsNoPost):
        transfers.relieve(
            session, officer_id=officer.officer_id, now=with_io.now, by=BY, reach=reach
        )
    with with_io.sessions.begin() as session, pytest.raises(PostOutOfReach):
        transfers.transfer(
            session, officer_id=officer.officer_id, now=with_io.now, by=BY, reach=reach,
            to_post_id=place.post("investigating_officer").id,
        )  # fmt: skip
