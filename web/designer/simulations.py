"""Simulations of drafts: a child process runs each, a file tells how far it has come.

The file is named by the process and the hash of the draft's files: a change of any file asks for a
new simulation, and every designer who looks at the same draft sees the same one.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from processes.simulation.setting import Observed
from web import clock
from web.designer import at_work
from web.designer.at_work import as_text
from web.portal import portal

log = logging.getLogger("itsso.web")

#: What one simulation may take.
SECONDS = 1_800
KIND = "simulations"
#: From this share of the days on, the time they took says something of the rest.
_ENOUGH = 0.05
#: One at a time, for it uses two processors.
_HANDS = at_work.Hands(1)


@dataclass(frozen=True)
class Simulation:
    """How far a simulation has come."""

    began_at: datetime
    asked: Mapping[str, Any]
    share: float
    result: Mapping[str, Any] | None
    refused: tuple[str, ...]
    ended: str  # why it ended without a result: stopped, gave_up; empty while it runs
    real_now: datetime

    @property
    def is_running(self) -> bool:
        """Whether more is to come."""
        is_over = self.result is not None or self.refused or self.ended
        return not is_over and self.real_now < self.began_at + timedelta(seconds=SECONDS + 60)

    @property
    def left(self) -> timedelta | None:
        """About how long it will still take, from what it has taken; None before that is known."""
        if not self.is_running or self.share < _ENOUGH:
            return None
        left = (self.real_now - self.began_at) * (1 / self.share - 1)
        return max(left, timedelta(minutes=1))


@dataclass(frozen=True)
class Asked:
    """What a designer asks for."""

    cases: int
    days: int
    seed: int
    is_compared: bool

    @property
    def plan(self) -> dict[str, int]:
        """The numbers by name."""
        return {"cases": self.cases, "days": self.days, "seed": self.seed}


def found(process: str, content_hash: str) -> Simulation | None:
    """The latest simulation of these files; None if there was none here."""
    told = at_work.together(at_work.told(_path(process, content_hash)))
    if "began_at" not in told:
        return None
    return Simulation(
        began_at=datetime.fromisoformat(told["began_at"]),
        asked=told["asked"],
        share=told.get("share", 0.0),
        result=told.get("result"),
        refused=tuple(told.get("refused", ())),
        ended=told.get("ended", ""),
        real_now=clock.real_now(),
    )


def begin(
    process: str,
    content_hash: str,
    asked: Asked,
    *,
    files: Mapping[str, bytes],
    before: Mapping[str, bytes] | None,
    others: Mapping[str, Mapping[str, bytes]],
    observed: Observed,
) -> None:
    """Simulate these files, unless that is going on.

    :raises TooManyAtWork: another one is
    """
    known = found(process, content_hash)
    if known is not None and known.is_running:
        return
    path = _path(process, content_hash)
    asking = question(process, asked, files=files, before=before, others=others, observed=observed)
    _stop_mark(path).unlink(missing_ok=True)
    _HANDS.begin(
        path,
        partial(_mind, path, asking),
        began_at=clock.real_now().isoformat(),
        asked=asked.plan,
    )


def question(
    process: str,
    asked: Asked,
    *,
    files: Mapping[str, bytes],
    before: Mapping[str, bytes] | None,
    others: Mapping[str, Mapping[str, bytes]],
    observed: Observed,
) -> bytes:
    """What the child reads: the files, the numbers, and what history says."""
    told = {
        "process": process,
        **asked.plan,
        "files": as_text(files),
        "before": as_text(before) if before is not None else None,
        "others": {name: as_text(each) for name, each in others.items()},
        "works": {name: [each.median_s, each.p90_s] for name, each in observed.works.items()},
        "readies": {name: [each.median_s, each.p90_s] for name, each in observed.readies.items()},
        "samples": dict(observed.samples),
    }
    return json.dumps(told).encode()


def stop(process: str, content_hash: str) -> None:
    """End a simulation; whichever server process minds it sees the mark."""
    path = _path(process, content_hash)
    if path.exists():
        _stop_mark(path).touch()


def _mind(path: Path, question: bytes) -> None:
    """Wait for the child; end it, with the processes it began, when it is stopped or too slow."""
    ended = ""
    try:
        with path.open("ab") as told:
            child = subprocess.Popen(
                [sys.executable, "-m", "web.simulation_apart"],
                stdin=subprocess.PIPE,
                stdout=told,
                stderr=subprocess.DEVNULL,
                cwd=at_work.ROOT,
                env=at_work.ENVIRONMENT,
                start_new_session=True,
            )
            ended = _wait(child, path, question)
    except OSError as error:
        log.warning("a simulation did not begin: %s", type(error).__name__)
        ended = "gave_up"
    if ended:
        at_work.tell(path, ended=ended)


def _wait(child: "subprocess.Popen[bytes]", path: Path, question: bytes) -> str:
    assert child.stdin is not None
    with suppress(BrokenPipeError):
        child.stdin.write(question)
        child.stdin.close()
    for _ in range(SECONDS * 2):
        with suppress(subprocess.TimeoutExpired):
            return "gave_up" if child.wait(0.5) else ""
        if _stop_mark(path).exists():
            break
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return "stopped" if _stop_mark(path).exists() else "gave_up"


def _path(process: str, content_hash: str) -> Path:
    return at_work.folder(portal(), KIND) / f"{process}-{content_hash}.jsonl"


def _stop_mark(path: Path) -> Path:
    return path.with_suffix(".stop")
