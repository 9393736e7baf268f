"""Reaching her."""

import pytest

from models.encryption import Keyring
from processes.complaint import contact
from tests.processes.story import Story


@pytest.mark.parametrize(
    "typed", ["98765 43210", "9876543210", "+91 98765-43210", "09876543210", "0091 9876543210"]
)
def test_a_number_is_the_same_however_it_was_typed(typed: str) -> None:
    assert contact.normal_number(typed) == "+919876543210"


@pytest.mark.parametrize(
    "typed",
    [
        "0512 234 5678",
        "+1 202 555 0147",
        "12345 67890",
        "98765 43210 x5",
        "98765 43210, after six",
        "98765 43210 / 98765 43211",
        "",
    ],
)
def test_a_mobile_is_one_number_of_a_mobile_of_india(typed: str) -> None:
    assert contact.mobile_number(typed) is None


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+919876543210", "+91 98765 43210"),
        ("98765 43210", "+91 98765 43210"),
        ("+915122345678", "+91 512 234 5678"),
        ("", ""),
        ("98765 43210 x5", "98765 43210 x5"),
        ("asha@example.in", "asha@example.in"),
    ],
)
def test_a_number_is_shown_in_groups_and_anything_else_as_it_stands(kept: str, shown: str) -> None:
    assert contact.readable_number(kept) == shown


@pytest.mark.parametrize(
    ("kept", "dialled"),
    [("98765 43210", "+919876543210"), ("+91-98765 43210", "+919876543210"), ("1 12", "112")],
)
def test_a_number_is_dialled_in_full_and_a_short_one_as_it_is(kept: str, dialled: str) -> None:
    assert contact.dialled_number(kept) == dialled


@pytest.mark.parametrize("typed", ["", "nonsense", "12", "9" * 30])
def test_what_is_no_number_has_no_digest(typed: str, keyring: Keyring) -> None:
    assert contact.normal_number(typed) is None
    assert contact.phone_digest(keyring, typed) is None


@pytest.mark.parametrize(
    ("answers", "channel", "address"),
    [
        ({"safe_channel": "sms"}, "sms", "+919876543210"),
        ({"safe_channel": "voice"}, "voice", "+919876543210"),
        ({"safe_channel": "email", "email": "a@example.org"}, "email", "a@example.org"),
    ],
)
def test_messages_go_to_the_channel_she_called_safe(
    story: Story, answers: dict[str, str], channel: str, address: str
) -> None:
    story.submit(**answers)

    with story.sessions() as session:
        to = contact.recipient(session, story.registry.keyring, story.complaint)

    assert to is not None
    assert (to.channel, to.address) == (channel, address)


@pytest.mark.parametrize(
    "answers", [{"safe_channel": "none"}, {"safe_channel": "email"}, {"safe_channel": None}]
)
def test_without_a_safe_channel_nothing_is_sent(story: Story, answers: dict[str, str]) -> None:
    receipt = story.submit(**answers)

    with story.sessions() as session:
        assert contact.recipient(session, story.registry.keyring, story.complaint) is None
    assert story.messages == []
    assert receipt.code == story.first_code
