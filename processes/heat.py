"""Where time goes: how long cases stood at each step of a process, and how many stand there now.

The database sorts and picks: of each step only the two rows at the median and at the 90th
percentile come here, and counts. Timers are counted like steps: pages leave out those on borders.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Integer, Select, func, literal_column, select
from sqlalchemy import union_all as union
from sqlalchemy.orm import Session

from models import Job, JobKind, JobStatus, UserTask
from processes.heat_scope import Scope, days_between, of_scope, within_period
from processes.waits import Waits, waited
from processes.waits import standing as standing_at_waits

#: Of fewer cases nothing is said to those who must see no single one.
FEWEST = 5
#: So many incidents of a page can be tried again from it.
_MOST_STUCK = 500


#: As the index of incidents says it.
_GAVE_UP = literal_column("job.status") == literal_column("3")


@dataclass(frozen=True)
class Heat:
    """One step. None where there is nothing, or too little to be said."""

    done: int | None
    median_days: float | None
    p90_days: float | None
    standing: int | None
    incidents: int | None


def heat_of(
    session: Session, scope: Scope, *, hides_few: bool, waits: Waits = MappingProxyType({})
) -> Mapping[str, Heat]:
    """The steps of a process by element id; of its `waits` for messages, how long they took.

    With `hides_few` numbers below five are not told: whoever asks must see no single case.
    """
    lengths = _lengths(session, scope, waits)
    standing = _standing(session, scope) | standing_at_waits(session, scope, waits)
    stuck = _incidents(session, scope)
    return {
        each: _heat(
            *lengths.get(each, (0, None, None)),
            standing.get(each, 0),
            stuck.get(each, 0),
            hides_few=hides_few,
        )
        for each in lengths.keys() | standing.keys() | stuck.keys()
    }


def waiting_at(session: Session, scope: Scope, step: str, *, limit: int) -> list[UserTask]:
    """The open tasks of a step, the one that has waited longest first."""
    query = select(UserTask).where(
        literal_column("user_task.status") == literal_column("0"), UserTask.element_id == step
    )
    chosen = of_scope(query, UserTask.instance_id, scope)
    return list(session.scalars(chosen.order_by(UserTask.opened_at, UserTask.id).limit(limit)))


def stuck_at(session: Session, scope: Scope) -> Mapping[str, list[int]]:
    """The jobs that gave up at each step, the oldest first."""
    query = select(Job.element_id, Job.id).where(_GAVE_UP, Job.element_id.is_not(None))
    chosen = of_scope(query, Job.instance_id, scope).order_by(Job.id).limit(_MOST_STUCK)
    found: dict[str, list[int]] = {}
    for step, job_id in session.execute(chosen):
        found.setdefault(step, []).append(job_id)
    return found


def _heat(
    done: int,
    median: float | None,
    p90: float | None,
    standing: int,
    incidents: int,
    *,
    hides_few: bool,
) -> Heat:
    is_few = hides_few and 0 < done < FEWEST
    return Heat(
        done=None if is_few else done,
        median_days=None if is_few else median,
        p90_days=None if is_few else p90,
        standing=None if hides_few and 0 < standing < FEWEST else standing,
        incidents=None if hides_few and 0 < incidents < FEWEST else incidents,
    )


def _lengths(
    session: Session, scope: Scope, waits: Waits
) -> dict[str, tuple[int, float | None, float | None]]:
    """How often each step ended, and the days at the median and at the 90th percentile."""
    ended = union(
        *([waited(session, scope, waits)] if waits else ()),
        of_scope(
            select(
                UserTask.element_id.label("step"),
                days_between(session, UserTask.opened_at, UserTask.closed_at).label("days"),
            ).where(UserTask.closed_at.is_not(None), *within_period(UserTask.closed_at, scope)),
            UserTask.instance_id,
            scope,
        ),
        of_scope(
            select(
                Job.element_id.label("step"),
                days_between(session, Job.created_at, Job.done_at).label("days"),
            ).where(
                Job.kind == JobKind.TIMER,
                Job.status == JobStatus.DONE,
                Job.element_id.is_not(None),
                *within_period(Job.done_at, scope),
            ),
            Job.instance_id,
            scope,
        ),
    ).subquery()
    ranked = select(
        ended.c.step,
        ended.c.days,
        func.row_number().over(partition_by=ended.c.step, order_by=ended.c.days).label("place"),
        func.count().over(partition_by=ended.c.step).label("times"),
    ).subquery()
    picked = select(ranked.c.step, ranked.c.times, ranked.c.place, ranked.c.days).where(
        ranked.c.place.in_([_rank(ranked.c.times, 5), _rank(ranked.c.times, 9)])
    )
    found: dict[str, tuple[int, float | None, float | None]] = {}
    for step, times, _place, days in session.execute(picked.order_by(ranked.c.place)):
        first = found.get(step, (times, days, days))
        found[step] = (times, first[1], days)
    return found


def _rank(times: Any, tenths: int) -> Any:
    """The place of the row that so many tenths of the rows do not exceed, counted from 1."""
    return (times * tenths + 9) // literal_column("10", Integer)


def _standing(session: Session, scope: Scope) -> dict[str, int]:
    """How many tokens are at each step now."""
    tasks = select(UserTask.element_id, func.count()).where(
        literal_column("user_task.status") == literal_column("0")
    )
    timers = select(Job.element_id, func.count()).where(
        Job.kind == JobKind.TIMER,
        literal_column("job.status") == literal_column("0"),
        Job.element_id.is_not(None),
    )
    return {
        **_counted(session, of_scope(timers, Job.instance_id, scope).group_by(Job.element_id)),
        **_counted(
            session, of_scope(tasks, UserTask.instance_id, scope).group_by(UserTask.element_id)
        ),
    }


def _incidents(session: Session, scope: Scope) -> dict[str, int]:
    query = select(Job.element_id, func.count()).where(_GAVE_UP, Job.element_id.is_not(None))
    return _counted(session, of_scope(query, Job.instance_id, scope).group_by(Job.element_id))


def _counted(session: Session, query: Select[Any]) -> dict[str, int]:
    rows: list[tuple[str, int]] = [(step, times) for step, times in session.execute(query)]
    return dict(rows)
