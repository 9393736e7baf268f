"""Options: every list that a form of a shipped drawing may name with `valuesKey`."""

from collections.abc import Mapping

from engine.forms import Option
from processes.appeal import options as of_appeal
from processes.complaint import options as of_complaint
from processes.complaint.options import Question, Source
from processes.handover.options import handed_case
from processes.watchdog.options import stations_beside

__all__ = ["Question", "named", "options"]

SOURCES: Mapping[str, Source] = {
    **of_complaint.SOURCES,
    **of_appeal.SOURCES,
    "handed_case": handed_case,
    "stations_beside": stations_beside,
}
_EVER_OFFERED: Mapping[str, Source] = {**of_complaint.EVER_OFFERED}


def options(source: str, question: Question) -> tuple[Option, ...]:
    """The options of a source, as they are at this moment.

    :raises KeyError: no such source; the checker refuses a form that names one
    """
    return SOURCES[source](question)


def named(source: str, question: Question) -> tuple[Option, ...]:
    """Everything that could ever have been chosen from a source, to name what was chosen."""
    return _EVER_OFFERED.get(source, SOURCES[source])(question)
