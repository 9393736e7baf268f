"""Safety of a call: what she said about when and how she may be reached, for who calls her now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from processes.complaint.calls import safe_hours


@dataclass(frozen=True)
class Safety:
    """Her own words about safety, as codes and hours."""

    begins: time | None  # None: any hour is safe
    ends: time | None
    is_safe_now: bool
    may_leave_message: bool
    someone_reads_my_phone: bool
    last_code_was_wrong: bool
    tries_left: int | None


def safety_of(variables: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> Safety:
    """What the caller must know before she dials."""
    hours = safe_hours(variables)
    all_day = hours.begins == hours.ends
    return Safety(
        begins=None if all_day else hours.begins,
        ends=None if all_day else hours.ends,
        is_safe_now=hours.next_from(now, zone) <= now,
        may_leave_message=variables.get("voicemail_allowed") is True,
        someone_reads_my_phone=variables.get("someone_reads_my_phone") is True,
        last_code_was_wrong=variables.get("code_right") is False,
        tries_left=variables.get("code_tries_left"),
    )
