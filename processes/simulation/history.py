"""History: how long steps took in this installation, where enough of them were done.

Of officers' steps it is the time from claim to completion, as far as it lies in their working
hours: how long a task lay before is what the simulation itself finds out. Of the complainant's
steps, which nobody claims, it is the time from opening to completion.
"""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.working_time import WorkCalendar
from models import ProcessDefinition, ProcessInstance, TaskStatus, UserTask
from processes.complaint.her_steps import COMPLAINANT
from processes.simulation.assumptions import Assumptions
from processes.simulation.durations import of_samples
from processes.simulation.hours import hours_of
from processes.simulation.setting import Observed

#: With fewer, a median says little.
FEWEST = 20
#: The latest count; older practice is no forecast.
MOST_ROWS = 50_000


def observe(
    session: Session,
    process: str,
    assumptions: Assumptions,
    calendar_of: Callable[[Session, str | None], WorkCalendar],
) -> Observed:
    """What the completed tasks of a process say of its durations."""
    works: dict[str, list[float]] = defaultdict(list)
    readies: dict[str, list[float]] = defaultdict(list)
    calendars: dict[str | None, WorkCalendar] = {}
    for task in session.scalars(
        select(UserTask)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
        .where(ProcessDefinition.name == process, UserTask.status == TaskStatus.COMPLETED)
        .order_by(UserTask.closed_at.desc())
        .limit(MOST_ROWS)
    ):
        if task.closed_at is None:
            continue
        if task.role == COMPLAINANT:
            readies[task.element_id].append((task.closed_at - task.opened_at).total_seconds())
        elif task.claimed_at is not None:
            if task.unit_id not in calendars:
                calendars[task.unit_id] = calendar_of(session, task.unit_id)
            shift = assumptions.staff_of(task.role).shift
            hours = hours_of(shift, calendars[task.unit_id])
            works[task.element_id].append(hours.between(task.claimed_at, task.closed_at))
    enough = {
        name: samples for name, samples in {**works, **readies}.items() if len(samples) >= FEWEST
    }
    return Observed(
        works={name: of_samples(enough[name]) for name in works if name in enough},
        readies={name: of_samples(enough[name]) for name in readies if name in enough},
        samples={name: len(samples) for name, samples in enough.items()},
    )
