"""Reconciliation with CCTNS: what they have, what we have, and setting right what can be."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

import processes
from models import CctnsStatus
from models.encryption import Keyring
from models.session import reading
from processes.cctns import reconciliation
from processes.cctns.delivery import number_of
from processes.cctns.gateway import HttpGateway, SendFailed
from processes.cctns.reconciliation import Difference
from tests.processes.cctns.conftest import messages, registered, registered_as, work
from tests.processes.cctns.far_end import TOKEN, FarEnd
from tests.processes.plans import plan_of
from tests.processes.story import Story


def compared(story: Story, cctns: FarEnd, *, mend: bool = False) -> list[Difference]:
    gateway = HttpGateway(cctns.url, TOKEN, timeout_seconds=5)
    since, until = story.now - timedelta(days=30), story.now + timedelta(hours=1)
    held = gateway.held(since, until)
    with story.sessions.begin() as session:
        lines = reconciliation.compare(session, story.registry, held, since=since, until=until)
        if mend:
            reconciliation.set_right(session, story.registry, lines, held, now=story.now)
    return [line.difference for line in lines]


def test_both_have_the_same_when_all_went_well(story: Story, cctns: FarEnd) -> None:
    for _ in range(3):
        registered(story)
    work(story)

    assert len(cctns.taken) == 3
    assert compared(story, cctns) == []


def test_a_lost_acknowledgement_is_found_and_taken_up(story: Story, cctns: FarEnd) -> None:
    registered(story)
    cctns.breaks_after_taking = True
    work(story)

    found = compared(story, cctns, mend=True)

    (message,) = messages(story)
    assert found == [Difference.NOT_ACKNOWLEDGED]
    assert number_of(story.registry.keyring, message) == "2026/0001"
    assert compared(story, cctns) == []


def test_what_they_lost_renamed_or_invented_is_told(story: Story, cctns: FarEnd) -> None:
    for _ in range(2):
        registered(story)
    work(story)
    lost, renamed = sorted(cctns.taken)
    cctns.taken["f" * 32] = cctns.taken.pop(lost)
    cctns.numbers |= {"f" * 32: "2026/9999", renamed: "2026/7777"}

    found = compared(story, cctns)

    assert found == [Difference.OTHER_NUMBER, Difference.THEY_LACK_IT, Difference.WE_LACK_IT]


def test_what_was_refused_is_sent_again_when_it_is_set_right(story: Story, cctns: FarEnd) -> None:
    registered(story)
    cctns.answers = [422]
    work(story)

    found = compared(story, cctns, mend=True)
    work(story, until=timedelta(minutes=1))

    assert found == [Difference.REFUSED]
    assert messages(story)[0].status is CctnsStatus.ACKNOWLEDGED


def test_an_fir_from_before_there_was_a_gateway_is_told_when_it_is_set_right(
    story: Story, cctns: FarEnd, keyring: Keyring
) -> None:
    with_gateway, story.registry = story.registry, processes.build(keyring)
    registered(story)
    story.registry = with_gateway

    found = compared(story, cctns, mend=True)
    work(story)

    assert found == [Difference.NEVER_TOLD]
    assert [each["kind"] for each in cctns.taken.values()] == ["registration"]


def test_an_fir_is_found_behind_any_number_of_others_that_are_none(
    story: Story, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_gateway, story.registry = story.registry, processes.build(keyring)
    for _ in range(3):
        registered_as(story, "ncr")
        story.wait(minutes=1)
    registered(story)
    story.registry = with_gateway
    monkeypatch.setattr(reconciliation, "MOST", 2)

    with reading(story.sessions) as session:
        found = reconciliation.never_told(session, story.registry)

    assert found == [story.complaint_id]


def test_what_waits_is_found_without_reading_what_is_done(session: Session) -> None:
    plan = plan_of(session, lambda: reconciliation.waiting(session), containing="cctns_message")

    assert "ix_cctns_message_open" in plan


def test_what_was_acknowledged_in_a_time_is_found_without_reading_the_rest(
    session: Session, keyring: Keyring, now: datetime
) -> None:
    registry = processes.build(keyring, tells_cctns=True)

    plan = plan_of(
        session,
        lambda: reconciliation.compare(session, registry, [], since=now, until=now),
        containing="acknowledged_at BETWEEN",
    )

    assert "ix_cctns_message_acknowledged_at" in plan


def test_a_gateway_that_does_not_say_what_it_has_changes_nothing(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    work(story)
    cctns.answers = [500]

    with pytest.raises(SendFailed):
        compared(story, cctns)
