"""Hours: when the persons of a role work, and how their work lies on the wall clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.law import KOLKATA
from engine.working_time import WorkCalendar, working_hours_after
from processes.simulation.assumptions import Shift


@dataclass(frozen=True)
class Hours:
    """Working hours of persons; without a calendar they work round the clock, in turns."""

    calendar: WorkCalendar | None

    def opens_at(self, now: datetime) -> datetime:
        """Now, if they work now, else when they begin again."""
        if self.calendar is None:
            return now
        local = now.astimezone(KOLKATA)
        day = local.date()
        while True:
            if self.calendar.works_on(day):
                opens = datetime.combine(day, self.calendar.opens, KOLKATA)
                if local < datetime.combine(day, self.calendar.closes, KOLKATA):
                    return max(now, opens.astimezone(UTC))
            day += timedelta(days=1)

    def after(self, begun_at: datetime, seconds: float) -> datetime:
        """When work begun at a moment is done: it rests while nobody works."""
        if self.calendar is None:
            return begun_at + timedelta(seconds=round(seconds))
        ends = working_hours_after(begun_at, round(seconds), self.calendar, zone=KOLKATA)
        return ends.astimezone(UTC)

    def between(self, start: datetime, end: datetime) -> float:
        """How many seconds they work between two moments."""
        if self.calendar is None:
            return max((end - start).total_seconds(), 0.0)
        local, last, total = start.astimezone(KOLKATA), end.astimezone(KOLKATA), 0.0
        day = local.date()
        while day <= last.date():
            if self.calendar.works_on(day):
                opens = max(local, datetime.combine(day, self.calendar.opens, KOLKATA))
                closes = min(last, datetime.combine(day, self.calendar.closes, KOLKATA))
                total += max((closes - opens).total_seconds(), 0.0)
            day += timedelta(days=1)
        return total


def hours_of(shift: Shift, office: WorkCalendar) -> Hours:
    """The hours of a shift at a unit whose offices work so."""
    if shift.is_always:
        return Hours(None)
    if shift.opens is None or shift.closes is None:
        return Hours(office)
    days = shift.weekdays
    return Hours(WorkCalendar(lambda day: day.isoweekday() in days, shift.opens, shift.closes))
