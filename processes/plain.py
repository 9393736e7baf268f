"""Processes without Python: what every drawing may use that no programmer has heard of.

Its tasks go to the posts that its lanes name, its forms keep their words in the record of the run,
it counts on the calendar of its unit, and it brings itself before supervisors.
"""

from engine.registry import Process
from engine.step import Step
from models import Unit
from processes.complaint.escalations import raise_escalation
from processes.complaint.service_tasks import Place
from processes.posts.seats import assign

#: Lists that need no complaint.
SOURCES = frozenset({"states", "districts", "stations", "districts_anywhere"})


class NoUnit(LookupError):
    """The run lies at no unit, so it can be brought before nobody."""


def escalate(step: Step) -> None:
    """Bring the run before the `role` at `level`: of its own unit, or that `of_unit` names."""
    named = step.properties.get("of_unit")
    unit_id = step.variables.get(named) if named else step.unit_id
    unit = step.session.get(Unit, str(unit_id or ""))
    if unit is None:
        raise NoUnit
    raise_escalation(step, Place(unit.id, unit.circle_id, unit.district_id, unit.state_id))


def plain_process(name: str) -> Process:
    """The process of a drawing for which nobody has written Python."""
    return Process(
        name=name,
        service_tasks={"escalate": escalate},
        option_sources=SOURCES,
        sets={"escalate": frozenset()},
        assign=assign,
    )
