"""Dry runs of migrations: a thread tries case after case, a file tells how far it has come.

Nothing is written to the database. The file holds counts, reasons and ids of cases, never what a
case is about, and is forgotten after a week.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any

from engine.migration import dry_run
from engine.migration.orders import Order
from engine.migration.reasons import Reason
from engine.migration.selection import Selection, count
from engine.migration.summary import Summary
from models.session import reading
from models.types import new_id
from web import clock
from web.portal import Portal, portal

log = logging.getLogger("itsso.web")

#: So many at once, for people have to be served as well.
_MOST = 2
_FREE = BoundedSemaphore(_MOST)
#: After so many cases the file says how far it is.
_STEP = 25
#: So many cases that would stay are named; all of them are counted.
NAMED = 200
#: What has not gone on for so long has died with its server.
_SILENCE = timedelta(minutes=5)
_KEPT = timedelta(days=7)


class TooManyDryRuns(Exception):
    """As many dry runs are going on as this machine can bear."""


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

    :raises TooManyDryRuns: too many others are going on
    :raises DefinitionNotFound: a version was never deployed
    :raises SameVersion: both are the same
    :raises MappingRefused: a mapped step is in neither version
    """
    made = portal()
    with reading(made.sessions) as session:
        total = count(session, order.selection, order.plan(session).source.id)
    if not _FREE.acquire(blocking=False):
        raise TooManyDryRuns
    try:
        key = new_id()
        path = _path(made, key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(json.dumps({"order": _as_json(order), "total": total}) + "\n")
        Thread(target=_mind, args=(made, path, order, now), daemon=True).start()
    except BaseException:
        _FREE.release()
        raise
    return key


def found(key: str) -> DryRun | None:
    """The dry run of this key; None if there is none, or no longer."""
    if not key.isalnum():
        return None
    path = _path(portal(), key)
    try:
        lines = path.read_text().splitlines()
        told_at = datetime.fromtimestamp(path.stat().st_mtime, clock.real_now().tzinfo)
    except FileNotFoundError:
        return None
    told: dict[str, Any] = {"done": 0, "moving": 0}
    for line in lines:
        with suppress(ValueError):  # the last line may be half written
            told |= json.loads(line)
    if "order" not in told:
        return None
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


def forget_old(made: Portal, *, real_now: datetime) -> None:
    """Forget dry runs of a week ago."""
    limit = (real_now - _KEPT).timestamp()
    for path in _folder(made).glob("*.jsonl"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()


def _mind(made: Portal, path: Path, order: Order, now: datetime) -> None:
    """Try the cases; whatever goes wrong is written down, for nobody waits for this thread."""
    try:
        with path.open("a") as file:
            _try(made, file, order, now)
    except Exception as error:
        log.warning("a dry run gave up: %s", type(error).__name__)
        with path.open("a") as file:
            _tell(file, gave_up=True)
    finally:
        _FREE.release()


def _try(made: Portal, file: Any, order: Order, now: datetime) -> None:
    summary = Summary()
    named: list[tuple[str, list[dict[str, Any]]]] = []
    with reading(made.sessions) as session:
        for answer in dry_run.dry_run(session, made.registry, order, now=now):
            summary.add(answer.reasons)
            if answer.reasons and len(named) < NAMED:
                named.append((answer.instance_id, [each.as_json() for each in answer.reasons]))
            if summary.cases % _STEP == 0:
                _tell(file, done=summary.cases, moving=summary.moving)
    _tell(
        file,
        done=summary.cases,
        moving=summary.moving,
        stays=[(reason.as_json(), times) for reason, times in summary.stays],
        named=named,
    )


def _tell(file: Any, **facts: Any) -> None:
    file.write(json.dumps(facts) + "\n")
    file.flush()


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


def _folder(made: Portal) -> Path:
    return made.settings.var / "dry_runs"


def _path(made: Portal, key: str) -> Path:
    return _folder(made) / f"{key}.jsonl"
