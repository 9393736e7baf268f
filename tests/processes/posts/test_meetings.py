"""Transfers that meet the steps of a case, each in a transaction of its own, on PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.orm import Session

from engine import custody
from engine import tasks as engine_tasks
from engine.registry import Actor
from models import UserTask
from processes.complaint import tasks
from processes.exceptions import NotVisible, PostAlreadyHeld
from processes.posts import transfers
from processes.posts.identity import Identity, identity_of
from processes.posts.postings import holders
from tests.processes.story import Story

BY = Actor()
Step = Callable[[Session], None]


@pytest.fixture(params=["postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """On SQLite one transaction writes at a time, so nothing meets."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def to_assign(story: Story) -> Story:
    """A registered case whose station house officer is to assign an investigating officer."""
    story.submit()
    story.call()
    story.register()
    return story


def meet(story: Story, database: Engine, first: Step, second: Step) -> Future[None]:
    """Begin `second` while `first` is done but not committed; commit, and wait for both."""

    def run() -> None:
        with story.sessions.begin() as session:
            second(session)

    with ThreadPoolExecutor(1) as pool:
        with story.sessions.begin() as session:
            first(session)
            meeting = pool.submit(run)
            wait_for_lock(database)
        with suppress(Exception):
            meeting.result(timeout=60)
    return meeting


def wait_for_lock(database: Engine) -> None:
    """Wait until some connection waits for another one."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(400):
        with database.connect() as connection:
            if connection.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def replaced(story: Story, old: Identity) -> Step:
    """The station house officer goes, and the woman recorder takes her place."""

    def step(session: Session) -> None:
        transfers.relieve(session, officer_id=old.officer_id, now=story.now, by=BY)
        transfers.transfer(
            session, officer_id=story.place.officer("woman_recorder").id,
            to_post_id=story.place.post("sho").id, now=story.now, by=BY,
        )  # fmt: skip

    return step


def claimed(story: Story, identity: Identity, task: UserTask) -> Step:
    return lambda session: tasks.claim(session, identity, task.id, now=story.now)


def completed(story: Story, identity: Identity, task: UserTask) -> Step:
    def step(session: Session) -> None:
        seat = story.place.post("investigating_officer").id
        answers = story._answers(session, task.element_id, {"io_post_id": seat})
        tasks.complete(session, story.registry, identity, task.id, answers, now=story.now)

    return step


def read_out(story: Story) -> Step:
    """The verification caller reads out the number; the case goes on to its station."""
    task, caller = story.open_task("read_out_number"), story.identity("verification_caller")

    def step(session: Session) -> None:
        answers = story._answers(session, task.element_id, {"number_read_out": True})
        tasks.complete(session, story.registry, caller, task.id, answers, now=story.now)

    return step


def answering(story: Story) -> list[tuple[str | None, str | None]]:
    """The posts and officers with whom the case lies now."""
    with story.sessions() as session:
        ledger = custody.ledger(session, story.complaint.instance_id or "", story.now)
    return [(each.post_id, each.officer_id) for each in ledger if each.is_open]


def drafted(story: Story, identity: Identity, task: UserTask) -> Step:
    return lambda session: tasks.save_draft(
        session, story.registry, identity, task.id, values={"io_post_id": "x"}, now=story.now
    )


@pytest.mark.parametrize("step", [claimed, completed, drafted])
def test_who_is_transferred_meanwhile_can_do_nothing_more_at_her_old_post(
    to_assign: Story, database: Engine, step: Callable[[Story, Identity, UserTask], Step]
) -> None:
    chief, task = to_assign.identity("sho"), to_assign.open_task("assign_investigating_officer")

    meeting = meet(to_assign, database, replaced(to_assign, chief), step(to_assign, chief, task))

    assert isinstance(meeting.exception(), NotVisible)
    left = to_assign.open_task("assign_investigating_officer")
    assert (left.assignee_id, left.draft) == (None, None)


def test_a_claim_that_is_made_meanwhile_lapses_with_the_transfer(
    to_assign: Story, database: Engine
) -> None:
    chief, task = to_assign.identity("sho"), to_assign.open_task("assign_investigating_officer")

    meeting = meet(to_assign, database, claimed(to_assign, chief, task), replaced(to_assign, chief))

    assert meeting.exception() is None
    assert to_assign.open_task("assign_investigating_officer").assignee_id is None


def test_one_of_two_transfers_to_a_vacant_seat_is_refused(story: Story, database: Engine) -> None:
    post = story.place.post("sho")
    with story.sessions.begin() as session:
        transfers.relieve(session, officer_id=story.place.officer("sho").id, now=story.now, by=BY)

    def arrives(seat: int) -> Step:
        officer = story.place.officer("investigating_officer", seat=seat)

        def step(session: Session) -> None:
            transfers.transfer(
                session, officer_id=officer.id, to_post_id=post.id, now=story.now, by=BY
            )

        return step

    meeting = meet(story, database, arrives(1), arrives(2))

    assert isinstance(meeting.exception(), PostAlreadyHeld)
    with story.sessions() as session:
        held = holders(session, post.id, story.now)
    assert [officer.id for officer in held] == [
        story.place.officer("investigating_officer", seat=1).id
    ]


def test_an_ended_charge_waits_for_a_case_before_it_touches_its_tasks(
    to_assign: Story, database: Engine
) -> None:
    place, task = to_assign.place, to_assign.open_task("assign_investigating_officer")
    acting = place.identity("woman_recorder")
    with to_assign.sessions.begin() as session:
        transfers.relieve(session, officer_id=place.officer("sho").id, now=to_assign.now, by=BY)
        transfers.acting_charge(
            session, officer_id=acting.officer_id, post_id=place.post("sho").id,
            until=to_assign.now + timedelta(hours=1), now=to_assign.now, by=BY,
        )  # fmt: skip
    with to_assign.sessions.begin() as session:
        in_charge = identity_of(session, acting.officer_id, to_assign.now)
        assert in_charge is not None
        claimed(to_assign, in_charge, task)(session)
    to_assign.wait(hours=2)

    def keep_draft(session: Session) -> None:
        engine_tasks.lock(session, task.id)
        session.execute(update(UserTask).where(UserTask.id == task.id).values(draft=b"kept"))

    def let_go(session: Session) -> None:
        transfers.lapse_ended_postings(session, now=to_assign.now)

    meeting = meet(to_assign, database, keep_draft, let_go)

    assert meeting.exception() is None
    left = to_assign.open_task("assign_investigating_officer")
    assert (left.assignee_id, left.draft) == (None, b"kept")


@pytest.fixture
def to_read_out(story: Story) -> Story:
    """A case that comes to its station house officer with the next step."""
    story.submit()
    story.wait(hours=20, minutes=5)
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    return story


def test_a_step_that_comes_to_a_post_meanwhile_writes_nobody_down_who_leaves_it(
    to_read_out: Story,
) -> None:
    chief, post = to_read_out.identity("sho"), to_read_out.place.post("sho")
    comes = read_out(to_read_out)

    with to_read_out.sessions.begin() as transfer:
        replaced(to_read_out, chief)(transfer)
        with to_read_out.sessions.begin() as session:
            comes(session)
    before = answering(to_read_out)
    with to_read_out.sessions.begin() as session:
        transfers.lapse_ended_postings(session, now=to_read_out.now)

    assert before == [(post.id, None)]
    assert answering(to_read_out) == [(post.id, to_read_out.place.officer("woman_recorder").id)]


def test_a_transfer_waits_for_a_step_that_comes_to_the_post(
    to_read_out: Story, database: Engine
) -> None:
    chief, post = to_read_out.identity("sho"), to_read_out.place.post("sho")
    heir = to_read_out.place.officer("woman_recorder").id

    meeting = meet(to_read_out, database, read_out(to_read_out), replaced(to_read_out, chief))

    assert meeting.exception() is None
    assert answering(to_read_out) == [(post.id, heir)]
