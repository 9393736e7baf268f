"""When she is called."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.law import KOLKATA
from processes.complaint.calls import SafeHours, plan_call, safe_hours


@pytest.fixture
def submitted(now: datetime) -> dict[str, Any]:
    """Sent at 11 in the forenoon in India, to be called between 7 and 9 the next morning."""
    return {
        "submitted_at": now.isoformat(),
        "call_opens_after": "PT20H",
        "call_due_after": "PT22H",
        "call_retry_after": "PT30M",
    }


def test_the_first_call_comes_when_the_window_opens(
    submitted: dict[str, Any], now: datetime
) -> None:
    plan = plan_call(submitted, now=now, zone=KOLKATA)

    assert plan.call_at == now + timedelta(hours=20)
    assert (plan.tries, plan.can_call) == (1, True)


def test_within_the_window_the_call_waits_for_her_safe_hour(
    submitted: dict[str, Any], now: datetime
) -> None:
    plan = plan_call({**submitted, "safe_from": "8", "safe_to": "12"}, now=now, zone=KOLKATA)

    assert plan.call_at == now + timedelta(hours=21)
    assert plan.can_call


def test_a_window_outside_her_safe_hours_is_not_called(
    submitted: dict[str, Any], now: datetime
) -> None:
    plan = plan_call({**submitted, "safe_from": "14", "safe_to": "16"}, now=now, zone=KOLKATA)

    assert not plan.can_call


def test_a_second_try_comes_half_an_hour_later_and_in_safe_hours_only(
    submitted: dict[str, Any], now: datetime
) -> None:
    first_failed = now + timedelta(hours=21, minutes=50)
    hours = {"safe_from": "7", "safe_to": "9", "call_tries": 1}

    soon = plan_call({**submitted, "call_tries": 1}, now=first_failed, zone=KOLKATA)
    next_day = plan_call({**submitted, **hours}, now=first_failed, zone=KOLKATA)

    assert (soon.call_at, soon.tries, soon.can_call) == (
        first_failed + timedelta(minutes=30),
        2,
        True,
    )
    assert next_day.call_at == now + timedelta(hours=44)
    assert next_day.can_call


def test_an_urgent_call_is_made_at_once(submitted: dict[str, Any], now: datetime) -> None:
    urgent = {**submitted, "call_opens_after": "PT0S", "call_due_after": "PT1H"}

    plan = plan_call(urgent, now=now, zone=KOLKATA)

    assert (plan.call_at, plan.can_call) == (now, True)


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(21, 22), (22, 22), (23, 23), (2, 2), (6, 22)],
)
def test_safe_hours_may_run_over_midnight(hour: int, expected: int) -> None:
    hours = SafeHours(time(22), time(6))
    at = datetime(2026, 3, 2, hour, tzinfo=ZoneInfo("Asia/Kolkata"))

    assert hours.next_from(at, KOLKATA).astimezone(KOLKATA).hour == expected


@pytest.mark.parametrize("hour", ["²", "9:99", "-1", "soon", ""])
def test_an_hour_that_is_none_leaves_her_the_whole_day(hour: str) -> None:
    hours = safe_hours({"safe_from": hour, "safe_to": "20"})

    assert hours == SafeHours(time(0), time(0))
