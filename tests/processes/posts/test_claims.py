"""Claims: one stands while the officer who made it holds a post that owns the task."""

from datetime import timedelta

import pytest

from engine import custody
from engine.exceptions import TaskAlreadyClaimed
from engine.law import KOLKATA
from engine.registry import Actor
from models import UserTask
from processes.complaint import tasks
from processes.complaint.inbox import counts, inbox
from processes.exceptions import NotVisible
from processes.posts import transfers
from processes.posts.identity import Identity, identity_of
from tests.processes.story import Story

BY = Actor()


@pytest.fixture
def left_behind(story: Story) -> tuple[Story, Identity]:
    """Who has charge of the pool claims a call; her charge ends and no worker has seen it yet."""
    story.submit()
    story.wait(hours=20, minutes=5)
    acting = story.place.officer("woman_recorder")
    with story.sessions.begin() as session:
        transfers.acting_charge(
            session, officer_id=acting.id, post_id=story.place.post("verification_caller").id,
            until=story.now + timedelta(hours=1), now=story.now, by=BY,
        )  # fmt: skip
    with story.sessions.begin() as session:
        in_charge = identity_of(session, acting.id, story.now)
        assert in_charge is not None
        tasks.claim(session, in_charge, story.open_task("call_her").id, now=story.now)
    return story, story.identity("verification_caller")


def shown(story: Story, who: Identity) -> list[str]:
    with story.sessions() as session:
        page = inbox(session, who, now=story.now, zone=KOLKATA)
        figures = counts(session, who, now=story.now, zone=KOLKATA)
    assert figures.all == len(page.rows)
    return [row.element_id for row in page.rows]


def claim(story: Story, who: Identity, task: UserTask) -> None:
    with story.sessions.begin() as session:
        tasks.claim(session, who, task.id, now=story.now)


def test_a_colleagues_claim_stands_until_her_charge_ends(
    left_behind: tuple[Story, Identity],
) -> None:
    story, caller = left_behind
    task = story.open_task("call_her")

    during = shown(story, caller)
    with pytest.raises(TaskAlreadyClaimed):
        claim(story, caller, task)
    story.now += timedelta(hours=2)
    after = shown(story, caller)

    assert (during, after) == ([], ["call_her"])


def test_what_an_ended_charge_still_holds_can_be_claimed(
    left_behind: tuple[Story, Identity],
) -> None:
    story, caller = left_behind
    story.now += timedelta(hours=2)

    claim(story, caller, story.open_task("call_her"))

    assert story.open_task("call_her").assignee_id == caller.officer_id
    with story.sessions() as session:
        ledger = custody.ledger(session, story.complaint.instance_id or "", story.now)
    assert ledger[-1].officer_id == caller.officer_id


def test_what_an_ended_charge_still_holds_can_be_completed(
    left_behind: tuple[Story, Identity],
) -> None:
    story, _ = left_behind
    story.now += timedelta(hours=2)

    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")

    assert "call_her" not in story.open_elements


def test_who_left_since_the_page_was_opened_can_do_nothing_more(story: Story) -> None:
    story.submit()
    story.call()
    chief, task = story.identity("sho"), story.open_task("register_complaint")
    with story.sessions.begin() as session:
        transfers.relieve(session, officer_id=chief.officer_id, now=story.now, by=BY)

    with pytest.raises(NotVisible):
        claim(story, chief, task)

    assert story.open_task("register_complaint").assignee_id is None
