"""Stays: the custody ledger in a person's words, where it lay, with whom, for how many days.

The ledger knows posts alone: what lay with nobody of them while she had to act lay with her.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import custody
from models import Base, Officer, Post, Unit
from processes.complaint.two_months import days_between
from processes.complaint.with_her import with_her
from processes.runs import Run, with_past

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class StayStep:
    """A step of a stretch, as the drawing calls it, and how often it came in a row."""

    name: str
    name_hi: str
    name_for_her: str
    name_for_her_hi: str
    times: int


@dataclass(frozen=True)
class Stay:
    """A stretch of time with one post and one officer. Web has the words for roles."""

    role: str
    seat: int | None  # of a numbered post
    unit_name: str | None
    unit_name_hi: str | None
    officer_name: str | None  # None: the post was vacant, or shared and nobody had claimed it
    officer_name_hi: str | None
    officer_rank: str | None
    is_shared: bool  # several may hold the post at once, and take its steps as they come
    steps: tuple[StayStep, ...]  # all of the stretch, in their order; of one that lasts, the last
    # is what is being done now
    from_at: datetime
    to_at: datetime
    days: int
    is_now: bool


def stays(
    session: Session,
    runs: Iterable[Run],
    *,
    now: datetime,
    zone: ZoneInfo,
    closed_at: datetime | None = None,
) -> list[Stay]:
    """The whole ledger of a complaint, oldest first; steps in a row of one officer are one stay.

    `runs` are its own and those beside it: a case that was opened again lies with somebody too.
    With her it lay while she had to act and nobody else had it, until it was closed; what waits
    for her now is no stay yet.
    """
    ledgers = [(run, custody.ledger(session, run.instance_id, now)) for run in runs]
    taken = [(each.from_at, each.to_at) for _, ledger in ledgers for each in ledger]
    drawn = []
    for run, ledger in ledgers:
        ledger += with_her(run, taken, until=closed_at or now)
        known = with_past(session, run, (interval.element_id for interval in ledger))
        drawn += [(interval, element_ids, known) for interval, element_ids in _joined(ledger)]
    drawn.sort(key=lambda each: each[0].from_at)
    intervals = [interval for interval, _, _ in drawn]
    units = _rows(session, Unit, (interval.unit_id for interval in intervals))
    posts = _rows(session, Post, (interval.post_id for interval in intervals))
    officers = _rows(session, Officer, (interval.officer_id for interval in intervals))
    found = []
    for interval, element_ids, run in drawn:
        unit = units.get(interval.unit_id or "")
        post = posts.get(interval.post_id or "")
        officer = officers.get(interval.officer_id or "")
        found.append(
            Stay(
                role=interval.role,
                seat=post.seat if post else None,
                unit_name=unit.full_name if unit else None,
                unit_name_hi=unit.full_name_hi if unit else None,
                officer_name=officer.name if officer else None,
                officer_name_hi=officer.name_hi if officer else None,
                officer_rank=officer.rank if officer else None,
                is_shared=post is not None and post.is_pool,
                steps=tuple(_steps(run, element_ids)),
                from_at=interval.from_at,
                to_at=interval.to_at,
                days=days_between(interval.from_at, interval.to_at, zone),
                is_now=interval.is_open,
            )
        )
    return found


def _joined(
    intervals: Iterable[custody.Interval],
) -> list[tuple[custody.Interval, tuple[str, ...]]]:
    """Stretches of one hand as one, with all the elements they stood at."""
    joined: list[tuple[custody.Interval, tuple[str, ...]]] = []
    for interval in intervals:
        if interval.from_at == interval.to_at and not interval.is_open:
            continue  # between one officer's going and the next one's coming no time passed
        if joined and _is_same_hand(joined[-1][0], interval):
            before, element_ids = joined[-1]
            longer = replace(interval, from_at=before.from_at)
            joined[-1] = longer, (*element_ids, interval.element_id)
        else:
            joined.append((interval, (interval.element_id,)))
    return joined


def _steps(run: Run, element_ids: Iterable[str]) -> list[StayStep]:
    """What was done in a row; a step that got another id in a new version is the same step."""
    found: list[StayStep] = []
    is_left = False  # is the step before one of a version that the case has left?
    for element_id, again in groupby(element_ids):
        step = replace(_named(run, element_id), times=len(list(again)))
        if is_left and found[-1].name == step.name:
            found[-1] = replace(step, times=found[-1].times + step.times - 1)
        else:
            found.append(step)
        is_left = element_id not in run.definition.elements
    return found


def _named(run: Run, element_id: str) -> StayStep:
    """A step that was done once."""
    element = run.element(element_id)
    if element is None:
        return StayStep(element_id, element_id, element_id, element_id, 1)
    return StayStep(element.name, element.name_hi, element.name_for_her, element.name_for_her_hi, 1)


def _is_same_hand(before: custody.Interval, after: custody.Interval) -> bool:
    return before.to_at == after.from_at and (
        (before.role, before.unit_id, before.post_id, before.officer_id)
        == (after.role, after.unit_id, after.post_id, after.officer_id)
    )


def _rows(session: Session, table: type[Row], ids: Iterable[str | None]) -> dict[str, Any]:
    wanted = {row_id for row_id in ids if row_id}
    if not wanted:
        return {}
    key: Any = table.__mapper__.primary_key[0]
    return {
        getattr(row, key.name): row for row in session.scalars(select(table).where(key.in_(wanted)))
    }
