"""Dry runs of migrations: a thread tries case after case, a file tells how far it has come.

Nothing is written to the database. The file holds counts, reasons and ids of cases, never what a
case is about, and is forgotten after a week.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from engine.migration import dry_run
from engine.migration.orders import Order
from engine.migration.reasons import Reason
from engine.migration.selection import Selection, count
from engine.migration.summary import Summary
from models.session import reading
from models.types import new_id
from web import clock
from web.designer import at_work
from web.portal import Portal, portal

log = logging.getLogger("itsso.web")

KIND = "dry_runs"
_HANDS = at_work.Hands(2)
#: After so many cases the file says how far it is.
_STEP = 25
#: So many cases that would stay are named; all of them are counted.
NAMED = 200
#: What has not gone on for so long has died with its server.
_SILENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Staying:
    """A case that would stay where it is."""

    instance_id: str
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class DryRun:
    """How far a dry run has come, and what it found."""

    key: str
    order: Order
    total: int
    done: int
    moving: int
    is_over: bool
    is_broken: bool
    stays: Sequence[tuple[Reason, int]]
    named: Sequence[Staying]

    @property
    def is_running(self) -> bool:
        """Whether more is to come."""
        return not (self.is_over or self.is_broken)


def begin(order: Order, *, now: datetime) -> str:
    """Try all cases of an order; return the key under which it is found.

    :raises TooManyAtWork: too many others are going on
    :raises DefinitionNotFound: a version was never deployed
    :raises SameVersion: both are the same
    :raises MappingRefused: a mapped step is in neither version
    """
    made = portal()
    with reading(made.sessions) as session:
        total = count(session, order.selection, order.plan(session).source.id)
    key = new_id()
    path = _path(made, key)
    work = partial(_mind, made, path, order, now)
    _HANDS.begin(path, work, order=_as_json(order), total=total)
    return key


def found(key: str) -> DryRun | None:
    """The dry run of this key; None if there is none, or no longer."""
    if not key.isalnum():
        return None
    path = _path(portal(), key)
    told = {"done": 0, "moving": 0, **at_work.together(at_work.told(path))}
    if "order" not in told:
        return None
    told_at = datetime.fromtimestamp(path.stat().st_mtime, clock.real_now().tzinfo)
    is_over = "stays" in told
    is_silent = clock.real_now() - told_at > _SILENCE
    return DryRun(
        key=key,
        order=_order(told["order"]),
        total=told["total"],
        done=told["done"],
        moving=told["moving"],
        is_over=is_over,
        is_broken=not is_over and ("gave_up" in told or is_silent),
        stays=[(Reason.of_json(each), times) for each, times in told.get("stays", ())],
        named=[
            Staying(case, [Reason.of_json(each) for each in reasons])
            for case, reasons in told.get("named", ())
        ],
    )


def _mind(made: Portal, path: Path, order: Order, now: datetime) -> None:
    """Try the cases; whatever goes wrong is written down, for nobody waits for this thread."""
    try:
        _try(made, path, order, now)
    except Exception as error:
        log.warning("a dry run gave up: %s", type(error).__name__)
        at_work.tell(path, gave_up=True)


def _try(made: Portal, path: Path, order: Order, now: datetime) -> None:
    summary = Summary()
    named: list[tuple[str, list[dict[str, Any]]]] = []
    with reading(made.sessions) as session:
        for answer in dry_run.dry_run(session, made.registry, order, now=now):
            summary.add(answer.reasons)
            if answer.reasons and len(named) < NAMED:
                named.append((answer.instance_id, [each.as_json() for each in answer.reasons]))
            if summary.cases % _STEP == 0:
                at_work.tell(path, done=summary.cases, moving=summary.moving)
    at_work.tell(
        path,
        done=summary.cases,
        moving=summary.moving,
        stays=[(reason.as_json(), times) for reason, times in summary.stays],
        named=named,
    )


def _as_json(order: Order) -> dict[str, Any]:
    return {
        "process": order.process,
        "from_version": order.from_version,
        "to_version": order.to_version,
        "steps": dict(order.steps),
        "selection": order.selection.as_json(),
    }


def _order(kept: Mapping[str, Any]) -> Order:
    return Order(**{**kept, "selection": Selection.of_json(kept["selection"])})


def _path(made: Portal, key: str) -> Path:
    return at_work.folder(made, KIND) / f"{key}.jsonl"
