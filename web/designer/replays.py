"""Replays of a draft's cases: a child process does them, a file tells how far they have come.

The file is named by the process and the hash of all files, so that every designer who looks at the
same draft sees the same replay, and a change of any file asks for a new one.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.rehearsal import FailedCase, Rehearsal
from processes.scripted.case import is_case
from web import clock
from web.designer import at_work
from web.designer.at_work import as_text
from web.portal import portal

log = logging.getLogger("itsso.web")

#: What all cases of a process may take together.
SECONDS = 600
MEGABYTES = 2_000
KIND = "replays"
_HANDS = at_work.Hands(2)
#: So much longer than the child may take is waited for it.
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Replay:
    """How far a replay has come."""

    began_at: datetime
    total: int
    outcomes: Sequence[Mapping[str, Any]] = ()
    report: Mapping[str, Any] | None = None
    refused: Sequence[str] = ()
    gave_up: bool = False
    real_now: datetime = field(kw_only=True)

    @property
    def is_running(self) -> bool:
        """Whether more is to come."""
        limit = timedelta(seconds=SECONDS + _PATIENCE_SECONDS)
        is_over = self.report is not None or self.refused or self.gave_up
        return not is_over and self.real_now < self.began_at + limit

    @property
    def is_broken(self) -> bool:
        """Whether it ended without a result."""
        return not self.is_running and self.report is None

    @property
    def failed(self) -> int:
        """How many cases came out otherwise, or could not be read."""
        unread = self.report["unread"] if self.report else ()
        return sum(not each["passed"] for each in self.outcomes) + len(unread) + self.is_broken

    @property
    def is_full(self) -> bool:
        """Whether some case has been everywhere."""
        return self.report is not None and bool(self.report["coverage"]["is_full"])

    def rehearsal(self) -> Rehearsal:
        """What of it is kept with a request or a version."""
        unread = self.report["unread"] if self.report else ()
        faults = [(each["file"], each) for each in unread] + [
            (each["name"], each["fault"]) for each in self.outcomes if not each["passed"]
        ]
        return Rehearsal(
            cases=self.total,
            failed=[FailedCase(name, x["message"], x["message_hi"]) for name, x in faults],
            is_full=self.is_full,
            is_replayed=not (self.is_running or self.is_broken),
        )


def found(process: str, content_hash: str) -> Replay | None:
    """The replay of these files; None if they were never replayed here."""
    lines = at_work.told(_path(process, content_hash))
    return _read(lines) if lines else None


def begin(
    process: str,
    content_hash: str,
    files: Mapping[str, bytes],
    others: Mapping[str, Mapping[str, bytes]],
) -> None:
    """Replay all cases of these files, unless that is going on.

    :raises TooManyAtWork: too many others are going on
    """
    known = found(process, content_hash)
    if known is not None and known.is_running:
        return
    path = _path(process, content_hash)
    _HANDS.begin(
        path,
        partial(_mind, path, _question(process, files, others)),
        **_first_line(files),
    )


def replay_now(
    process: str, files: Mapping[str, bytes], others: Mapping[str, Mapping[str, bytes]]
) -> Replay:
    """Replay all cases of these files while the caller waits; nothing of it is kept."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "replay.jsonl"
        at_work.tell(path, **_first_line(files))
        _mind(path, _question(process, files, others))
        return _read(at_work.told(path))


def _read(lines: list[dict[str, Any]]) -> Replay:
    told = at_work.together(lines)
    return Replay(
        began_at=datetime.fromisoformat(told["began_at"]),
        total=told["total"],
        outcomes=[line["outcome"] for line in lines if "outcome" in line],
        report=told.get("report"),
        refused=told.get("refused", ()),
        gave_up="gave_up" in told,
        real_now=clock.real_now(),
    )


def _first_line(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "began_at": clock.real_now().isoformat(),
        "total": sum(is_case(path) for path in files),
    }


def _question(
    process: str, files: Mapping[str, bytes], others: Mapping[str, Mapping[str, bytes]]
) -> bytes:
    """What the child reads: the files of the process, and those of the processes beside it."""
    asked = {
        "process": process,
        "seconds": SECONDS,
        "megabytes": MEGABYTES,
        "files": as_text(files),
        "others": {name: as_text(each) for name, each in others.items()},
    }
    return json.dumps(asked).encode()


def _mind(path: Path, asked: bytes) -> None:
    """Wait for the child; what does not come back is ended, and that is written down."""
    try:
        with path.open("ab") as told:
            done = subprocess.run(
                [sys.executable, "-m", "web.cases_apart"],
                input=asked,
                stdout=told,
                stderr=subprocess.DEVNULL,
                cwd=at_work.ROOT,
                env=at_work.ENVIRONMENT,
                timeout=SECONDS + _PATIENCE_SECONDS,
                check=False,
            )
        failure = f"exit {done.returncode}" if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        failure = type(error).__name__
    if failure:
        log.warning("a replay gave up: %s", failure)
        at_work.tell(path, gave_up=True)


def _path(process: str, content_hash: str) -> Path:
    return at_work.folder(portal(), KIND) / f"{process}-{content_hash}.jsonl"
