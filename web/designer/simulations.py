"""Simulations of drafts: a child process runs each, a file tells how far it has come.

The file is named by the process and the hash of the draft's files: a change of any file asks for a
new simulation, and every designer who looks at the same draft sees the same one.
"""

import base64
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
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any

from processes.simulation.setting import Observed
from web import clock
from web.portal import Portal, portal

log = logging.getLogger("itsso.web")

#: What one simulation may take.
SECONDS = 1_800
#: One at a time: it uses two processors, and people have to be served as well.
_FREE = BoundedSemaphore(1)
_KEPT = timedelta(days=7)
_ROOT = Path(__file__).parents[2]


class AnotherIsRunning(Exception):
    """One simulation at a time is what this machine can bear."""


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
    try:
        lines = _path(portal(), process, content_hash).read_text().splitlines()
    except FileNotFoundError:
        return None
    told: dict[str, Any] = {}
    for line in lines:
        with suppress(ValueError):  # the last line may be half written
            told |= json.loads(line)
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

    :raises AnotherIsRunning: another one is
    """
    known = found(process, content_hash)
    if known is not None and known.is_running:
        return
    if not _FREE.acquire(blocking=False):
        raise AnotherIsRunning
    path = _path(portal(), process, content_hash)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        began = {"began_at": clock.real_now().isoformat(), "asked": asked.plan}
        path.write_text(json.dumps(began) + "\n")
        _stop_mark(path).unlink(missing_ok=True)
        asking = question(
            process, asked, files=files, before=before, others=others, observed=observed
        )
        Thread(target=_mind, args=(path, asking), daemon=True).start()
    except BaseException:
        _FREE.release()
        raise


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
        "files": _as_text(files),
        "before": _as_text(before) if before is not None else None,
        "others": {name: _as_text(each) for name, each in others.items()},
        "works": {name: [each.median_s, each.p90_s] for name, each in observed.works.items()},
        "readies": {name: [each.median_s, each.p90_s] for name, each in observed.readies.items()},
        "samples": dict(observed.samples),
    }
    return json.dumps(told).encode()


def stop(process: str, content_hash: str) -> None:
    """End a simulation; whichever server process minds it sees the mark."""
    path = _path(portal(), process, content_hash)
    if path.exists():
        _stop_mark(path).touch()


def forget_old(made: Portal, *, real_now: datetime) -> None:
    """Forget simulations of a week ago."""
    limit = (real_now - _KEPT).timestamp()
    for path in (made.settings.var / "simulations").glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()


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
                cwd=_ROOT,
                env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
                start_new_session=True,
            )
            ended = _wait(child, path, question)
    except OSError as error:
        log.warning("a simulation did not begin: %s", type(error).__name__)
        ended = "gave_up"
    finally:
        _FREE.release()
    if ended:
        with path.open("a") as told_too:
            told_too.write("\n" + json.dumps({"ended": ended}) + "\n")


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


def _as_text(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: base64.b64encode(text).decode() for path, text in files.items()}


def _path(made: Portal, process: str, content_hash: str) -> Path:
    return made.settings.var / "simulations" / f"{process}-{content_hash}.jsonl"


def _stop_mark(path: Path) -> Path:
    return path.with_suffix(".stop")
