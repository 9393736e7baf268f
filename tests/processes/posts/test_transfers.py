"""Transfers: an officer goes, the post keeps everything. Every test is a story of one case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import audit
from engine import tasks as engine_tasks
from engine.law import KOLKATA
from engine.registry import Actor
from models import AuditEntry, CustodyInterval, Officer, Posting
from processes.complaint import tasks
from processes.complaint.inbox import inbox
from processes.exceptions import (
    ChargeEndsTooSoon,
    NotVisible,
    OfficerHoldsNoPost,
    PostAlreadyHeld,
    PostingNotFound,
)
from processes.posts import transfers
from processes.posts.identity import Identity, identity_of
from tests import factories
from tests.processes.story import Story

BY = Actor()


@pytest.fixture
def with_io(with_io: Story) -> Story:
    """A case that lies with the first investigating officer, who has claimed her diary task."""
    with_io.wait(days=2)
    with with_io.sessions.begin() as session:
        tasks.claim(
            session, io(with_io), with_io.open_task("write_diary_entry").id, now=with_io.now
        )
    return with_io


def io(story: Story, seat: int = 1) -> Identity:
    return story.identity("investigating_officer", seat=seat)


def newcomer(story: Story) -> Officer:
    with story.sessions.begin() as session:
        return factories.officer(session)


def shown_to(story: Story, officer_id: str) -> list[str]:
    with story.sessions() as session:
        who = identity_of(session, officer_id, story.now)
        assert who is not None
        return [row.element_id for row in inbox(session, who, now=story.now, zone=KOLKATA).rows]


def move(story: Story, officer_id: str, post_id: str) -> None:
    with story.sessions.begin() as session:
        transfers.transfer(session, officer_id=officer_id, to_post_id=post_id, now=story.now, by=BY)


def relieve(story: Story, officer_id: str) -> None:
    with story.sessions.begin() as session:
        transfers.relieve(session, officer_id=officer_id, now=story.now, by=BY)


def diary_intervals(story: Story) -> list[CustodyInterval]:
    with story.sessions() as session:
        return list(
            session.scalars(
                select(CustodyInterval)
                .where(CustodyInterval.role == "investigating_officer")
                .order_by(CustodyInterval.from_at, CustodyInterval.id)
            )
        )


def test_every_open_task_is_at_once_in_the_successors_inbox(with_io: Story) -> None:
    old, new = io(with_io), newcomer(with_io)
    post = with_io.place.post("investigating_officer")

    relieve(with_io, old.officer_id)
    vacant = shown_to(with_io, old.officer_id), shown_to(with_io, new.id)
    move(with_io, new.id, post.id)

    assert vacant == ([], [])
    assert shown_to(with_io, new.id) == ["write_diary_entry"]
    task = with_io.open_task("write_diary_entry")
    assert (task.assignee_id, task.post_id) == (None, post.id)


def test_custody_splits_at_the_moment_of_the_transfer_and_no_time_is_lost(with_io: Story) -> None:
    old, new = io(with_io), newcomer(with_io)
    relieve(with_io, old.officer_id)
    with_io.wait(days=1)
    move(with_io, new.id, with_io.place.post("investigating_officer").id)
    with_io.wait(days=4)

    intervals = diary_intervals(with_io)

    assert [interval.officer_id for interval in intervals] == [old.officer_id, None, new.id]
    assert intervals[0].to_at == intervals[1].from_at
    assert intervals[1].to_at == intervals[2].from_at
    assert intervals[2].to_at is None


def test_the_officer_who_left_sees_the_task_no_more_from_that_second(with_io: Story) -> None:
    old = io(with_io)
    task = with_io.open_task("write_diary_entry")
    relieve(with_io, old.officer_id)

    with with_io.sessions() as session:
        now_without = identity_of(session, old.officer_id, with_io.now)
        with pytest.raises(NotVisible):
            tasks.visible_task(session, now_without, task.id)


def test_the_draft_stays_for_the_successor(with_io: Story) -> None:
    old, new = io(with_io), newcomer(with_io)
    task = with_io.open_task("write_diary_entry")
    with with_io.sessions.begin() as session:
        tasks.save_draft(
            session, with_io.registry, old, task.id,
            values={"diary_text": "half a sentence"}, now=with_io.now,
        )  # fmt: skip

    relieve(with_io, old.officer_id)
    move(with_io, new.id, with_io.place.post("investigating_officer").id)

    with with_io.sessions() as session:
        kept = engine_tasks.draft(session, with_io.registry, task.id)
    assert kept == {"diary_text": "half a sentence"}


def test_a_transfer_leaves_every_post_and_needs_a_vacant_one(with_io: Story) -> None:
    first, second = io(with_io, 1), io(with_io, 2)
    taken = with_io.place.post("investigating_officer", seat=2)

    with pytest.raises(PostAlreadyHeld):
        move(with_io, first.officer_id, taken.id)
    relieve(with_io, second.officer_id)
    move(with_io, first.officer_id, taken.id)

    with with_io.sessions() as session:
        moved = identity_of(session, first.officer_id, with_io.now)
    assert moved is not None
    assert moved.post_ids == {taken.id}


def test_an_acting_charge_shows_the_tasks_until_it_ends(with_io: Story) -> None:
    old, other = io(with_io, 1), io(with_io, 2)
    relieve(with_io, old.officer_id)
    with_io.wait(hours=1)
    until = with_io.now + timedelta(days=3)

    with with_io.sessions.begin() as session:
        transfers.acting_charge(
            session, officer_id=other.officer_id,
            post_id=with_io.place.post("investigating_officer").id,
            until=until, now=with_io.now, by=BY,
        )  # fmt: skip
    during = shown_to(with_io, other.officer_id)
    with with_io.sessions.begin() as session:
        who = identity_of(session, other.officer_id, with_io.now)
        assert who is not None
        tasks.claim(session, who, with_io.open_task("write_diary_entry").id, now=with_io.now)
    with_io.wait_until(until)
    after = shown_to(with_io, other.officer_id)
    with with_io.sessions.begin() as session:
        transfers.lapse_ended_postings(session, now=with_io.now)

    assert (during, after) == (["write_diary_entry"], [])
    assert with_io.open_task("write_diary_entry").assignee_id is None
    assert [interval.officer_id for interval in diary_intervals(with_io)] == [
        old.officer_id,
        None,
        other.officer_id,
        None,
    ]


def test_the_arrival_of_a_holder_ends_an_acting_charge(with_io: Story) -> None:
    old, other, new = io(with_io, 1), io(with_io, 2), newcomer(with_io)
    post = with_io.place.post("investigating_officer")
    relieve(with_io, old.officer_id)
    with with_io.sessions.begin() as session:
        transfers.acting_charge(
            session, officer_id=other.officer_id, post_id=post.id,
            until=with_io.now + timedelta(days=30), now=with_io.now, by=BY,
        )  # fmt: skip
    with_io.wait(days=1)

    move(with_io, new.id, post.id)

    assert shown_to(with_io, other.officer_id) == []
    assert shown_to(with_io, new.id) == ["write_diary_entry"]


def test_a_charge_of_a_held_post_or_without_a_length_is_refused(with_io: Story) -> None:
    other = io(with_io, 2)
    post = with_io.place.post("investigating_officer")

    with with_io.sessions() as session:
        with pytest.raises(PostAlreadyHeld):
            transfers.acting_charge(
                session, officer_id=other.officer_id, post_id=post.id,
                until=with_io.now + timedelta(days=1), now=with_io.now, by=BY,
            )  # fmt: skip
        with pytest.raises(ChargeEndsTooSoon):
            transfers.acting_charge(
                session, officer_id=other.officer_id, post_id=post.id,
                until=with_io.now, now=with_io.now, by=BY,
            )  # fmt: skip


def test_a_transfer_that_fails_changes_nothing(with_io: Story) -> None:
    officer = io(with_io)
    with with_io.sessions() as session:
        before = [(p.post_id, p.to_at) for p in session.scalars(select(Posting))]

    with pytest.raises(PostingNotFound):
        move(with_io, officer.officer_id, "0" * 32)

    with with_io.sessions() as session:
        assert [(p.post_id, p.to_at) for p in session.scalars(select(Posting))] == before
    assert with_io.open_task("write_diary_entry").assignee_id == officer.officer_id


def test_who_holds_nothing_cannot_be_relieved(with_io: Story) -> None:
    idle = newcomer(with_io)

    with pytest.raises(OfficerHoldsNoPost):
        relieve(with_io, idle.id)


def test_the_audit_keeps_every_posting(with_io: Story) -> None:
    officer = io(with_io)
    relieve(with_io, officer.officer_id)
    move(with_io, officer.officer_id, with_io.place.post("investigating_officer").id)

    with with_io.sessions() as session:
        entries = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.chain == transfers.CHAIN)
            .order_by(AuditEntry.number)
        ).all()
        assert [entry.action for entry in entries] == ["relieved", "transferred"]
        assert audit.verify(session) == []


def test_transfers_and_steps_at_the_same_time_neither_fail_nor_wait_for_ever(
    with_io: Story,
) -> None:
    """Steps of a case and transfers of its post lock in one order."""
    post = with_io.place.post("investigating_officer")
    holders = [io(with_io).officer_id, newcomer(with_io).id]
    with with_io.sessions.begin() as session:
        task_id = with_io.open_task("write_diary_entry").id
        tasks.release(session, io(with_io), task_id, now=with_io.now)

    def swap(number: int) -> None:
        with with_io.sessions.begin() as session:
            transfers.relieve(session, officer_id=holders[number % 2], now=with_io.now, by=BY)
            transfers.transfer(
                session, officer_id=holders[(number + 1) % 2], to_post_id=post.id,
                now=with_io.now, by=BY,
            )  # fmt: skip

    def write(_number: int) -> None:
        task = with_io.open_task("write_diary_entry")
        with with_io.sessions.begin() as session:
            engine_tasks.complete(
                session, with_io.registry, task.id, variables={"investigation_complete": False},
                actor=Actor(post_id=post.id), now=with_io.now,
            )  # fmt: skip

    with ThreadPoolExecutor(2) as pool:
        swaps = pool.submit(lambda: [swap(number) for number in range(20)])
        writes = pool.submit(lambda: [write(number) for number in range(20)])
        swaps.result(timeout=120)
        writes.result(timeout=120)

    with with_io.sessions() as session:
        intervals = session.scalars(
            select(CustodyInterval).where(
                CustodyInterval.role == "investigating_officer", CustodyInterval.to_at.is_(None)
            )
        ).all()
        assert len(intervals) == 1
        assert audit.verify(session) == []
