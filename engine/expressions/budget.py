"""How much one evaluation may cost, and the moment and place in which it happens."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from engine.expressions.exceptions import ExpressionFailed, PlaceUnknown
from engine.working_time import WorkCalendar

FindCalendar = Callable[[], WorkCalendar]
"""Finds the calendar by which the place of a case works; called only when it is asked for."""

MAX_STEPS = 50_000
"""Items looked at, copied or compared in one evaluation: some tens of milliseconds."""

MAX_TEXT = 20_000
"""Characters in a text that an expression makes."""

MAX_ITEMS = 20_000
"""Items in a list or mapping that an expression makes."""

MAX_INTEGER = 10**18
"""The largest whole number an expression may reckon with."""

MAX_RESULT_DEPTH = 30
"""Lists within lists in a value that leaves the language."""


class Run:
    """One evaluation: what it may still spend, and the moment and zone it takes for granted.

    Steps that the text itself bounds are not counted: a text has at most a few hundred operations
    and each runs once. Counted is what grows with data: items of lists, characters of texts.
    """

    __slots__ = ("_find_calendar", "now", "steps_left", "zone")

    def __init__(
        self,
        now: datetime | None = None,
        zone: tzinfo | None = None,
        calendar: FindCalendar | None = None,
    ) -> None:
        self.now = now
        self.zone = zone
        self._find_calendar = calendar
        self.steps_left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Count steps.

        :raises ExpressionFailed: the budget is used up
        """
        self.steps_left -= steps
        if self.steps_left < 0:
            raise ExpressionFailed("the expression takes too many steps")

    def moment(self) -> datetime:
        """Now, on the clock of the zone.

        :raises ExpressionFailed: the caller gave no moment
        """
        if self.now is None:
            raise ExpressionFailed("no present moment is known here")
        return self.now.astimezone(self.place())

    def place(self) -> tzinfo:
        """The zone on whose calendar days and months count.

        :raises PlaceUnknown: the caller gave no zone
        """
        if self.zone is None:
            raise PlaceUnknown("no time zone is known here")
        return self.zone

    def calendar(self) -> WorkCalendar:
        """The days and hours on which the offices of the case's place work.

        :raises ExpressionFailed: the caller gave no calendar
        """
        if self._find_calendar is None:
            raise ExpressionFailed("no calendar of working days is known here")
        return self._find_calendar()
