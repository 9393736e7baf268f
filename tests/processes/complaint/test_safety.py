"""Who calls her knows what she said about safety."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from processes.complaint.safety import safety_of

INDIA = ZoneInfo("Asia/Kolkata")
AT_NOON = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "safe"), [("11", "13", True), ("9", "12", False), ("20", "6", False)]
)
def test_an_hour_outside_hers_is_not_safe(begins: str, ends: str, safe: bool) -> None:
    found = safety_of({"safe_from": begins, "safe_to": ends}, now=AT_NOON, zone=INDIA)

    assert found.is_safe_now is safe
    assert found.begins == time(int(begins))


def test_without_hours_any_hour_is_safe() -> None:
    found = safety_of({}, now=AT_NOON, zone=INDIA)

    assert (found.begins, found.is_safe_now) == (None, True)


def test_a_message_may_be_left_only_if_she_said_so() -> None:
    silent = safety_of({}, now=AT_NOON, zone=INDIA)
    open_to_it = safety_of({"voicemail_allowed": True}, now=AT_NOON, zone=INDIA)

    assert (silent.may_leave_message, open_to_it.may_leave_message) == (False, True)


def test_a_wrong_code_is_said_with_the_tries_left() -> None:
    found = safety_of({"code_right": False, "code_tries_left": 3}, now=AT_NOON, zone=INDIA)

    assert (found.last_code_was_wrong, found.tries_left) == (True, 3)
