"""Calls: when she may next be called, within the window she was promised and her safe hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.elements import iso_time

#: Questions of the proforma that say when she may be called.
SAFE_FROM, SAFE_TO = SAFE_HOURS = ("safe_from", "safe_to")
_DAY = timedelta(days=1)
#: What the triage writes for an urgent call; durations are positive everywhere else.
AT_ONCE = "PT0S"


@dataclass(frozen=True)
class Plan:
    """The next call: at this moment, as this try, if there is a safe hour for it."""

    call_at: datetime
    tries: int
    can_call: bool


@dataclass(frozen=True)
class SafeHours:
    """The hours of the day in which a call is safe; the same hour twice means all day."""

    begins: time
    ends: time

    def next_from(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first safe moment at or after `moment`."""
        if self.begins == self.ends:
            return moment
        local = moment.astimezone(zone)
        for day in (-1, 0, 1):
            begins = datetime.combine(local.date(), self.begins, zone) + day * _DAY
            ends = datetime.combine(local.date(), self.ends, zone) + day * _DAY
            if ends <= begins:
                ends += _DAY  # over midnight
            if local < ends:
                return max(moment, begins.astimezone(moment.tzinfo))
        raise AssertionError("three days hold a safe hour")


def plan_call(variables: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> Plan:
    """Plan the next call from what the triage decided and which hours she called safe.

    A first call that cannot be both safe and in time is not made: the supervisor decides. A later
    try takes the next safe hour.
    """
    opens_at, due_at = window(variables, zone=zone)
    made = int(variables.get("call_tries") or 0)
    earliest = max(opens_at, now)
    if made:
        retry_after = str(variables.get("call_retry_after") or "PT30M")
        earliest = max(earliest, iso_time.after(now, retry_after, zone=zone))
    call_at = safe_hours(variables).next_from(earliest, zone)
    is_in_time = call_at <= max(due_at, now)
    return Plan(call_at, made + 1, can_call=is_in_time or made > 0)


def window(variables: Mapping[str, Any], *, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when and until when she is to be called, as the triage decided."""
    submitted_at = iso_time.moment_of(variables["submitted_at"], zone=zone)
    opens_after = str(variables.get("call_opens_after") or "PT20H")
    due_after = str(variables.get("call_due_after") or "PT22H")
    opens_at = submitted_at
    if opens_after != AT_ONCE:
        opens_at = iso_time.after(submitted_at, opens_after, zone=zone)
    return opens_at, iso_time.after(submitted_at, due_after, zone=zone)


def safe_hours(variables: Mapping[str, Any]) -> SafeHours:
    """Her safe hours; all day where she named none."""
    begins, ends = _hour(variables.get(SAFE_FROM)), _hour(variables.get(SAFE_TO))
    if begins is None or ends is None:
        return SafeHours(time(0), time(0))
    return SafeHours(begins, ends)


def _hour(value: Any) -> time | None:
    """An hour as a form gives it: 9, "9" or "09:30"; 24 is midnight."""
    text = str(value if value is not None else "").strip()
    hours, _, minutes = text.partition(":")
    if not hours.isdecimal():
        return None
    try:
        return time(int(hours) % 24, int(minutes or 0))
    except ValueError:
        return None
