"""A code that does not leave the house goes another way, and the State desk hears of it."""

import pytest

from engine.deliveries import Delivery
from models import OutgoingMessage
from models.session import reading
from processes.notifications.delivery import MessageDelivery
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.gateway import Message, SendFailed
from processes.notifications.gateways.outbox import OutboxGateway
from tests.processes.story import Story


class Broken:
    """A provider that takes nothing."""

    keeps_body = True

    def __init__(self, *, is_permanent: bool) -> None:
        self._is_permanent = is_permanent

    def send(self, message: Message) -> None:
        raise SendFailed("broken", is_permanent=self._is_permanent)


def break_texts(story: Story, *, is_permanent: bool) -> None:
    gateways = ByChannel({"sms": Broken(is_permanent=is_permanent)}, OutboxGateway())
    delivery = MessageDelivery(story.sessions, story.registry.keyring, gateways)

    def deliver(each: Delivery) -> None:
        delivery(each)

    story.deliver = {"message": deliver}


def channels(story: Story) -> list[str]:
    with reading(story.sessions) as session:
        rows = session.query(OutgoingMessage).order_by(OutgoingMessage.queued_at).all()
        return sorted(row.channel for row in rows if row.kind == "call_back_code")


def test_a_code_that_is_out_alarms_nobody(story: Story) -> None:
    story.submit(second_channel="voice")

    story.wait(minutes=6)

    assert channels(story) == ["sms"]
    assert story.escalations == []


@pytest.mark.parametrize(
    ("is_permanent", "sent"), [(True, ["sms", "sms", "voice"]), (False, ["sms", "voice"])]
)
def test_after_five_minutes_the_same_code_goes_the_second_way(
    story: Story, is_permanent: bool, sent: list[str]
) -> None:
    break_texts(story, is_permanent=is_permanent)
    story.submit(second_channel="voice")

    story.wait(minutes=5)

    assert channels(story) == sent
    assert story.escalations == ["code_not_out"]
    assert story.code == story.first_code


def test_no_way_is_tried_that_she_did_not_call_safe(story: Story) -> None:
    break_texts(story, is_permanent=True)
    story.submit()

    story.wait(minutes=5)

    assert channels(story) == ["sms", "sms"]
    assert story.escalations == ["code_not_out"]


def test_who_was_shown_her_code_waits_for_no_message(story: Story) -> None:
    story.submit(safe_channel="none", mobile=None)

    story.wait(minutes=6)

    assert channels(story) == []
    assert story.escalations == []
