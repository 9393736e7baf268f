"""Replays of a draft's cases: a child process does them, a file tells how far they have come.

The file is named by the process and the hash of all files, so that every designer who looks at the
same draft sees the same replay, and a change of any file asks for a new one.
"""

import base64
import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any

from processes.scripted.case import is_case
from web import clock
from web.portal import Portal, portal

log = logging.getLogger("itsso.web")

#: What all cases of a process may take together.
SECONDS = 600
MEGABYTES = 2_000
#: So many replays at once, for people have to be served as well.
_MOST = 2
_FREE = BoundedSemaphore(_MOST)
#: So much longer than the child may take is waited for it.
_PATIENCE_SECONDS = 60
_KEPT = timedelta(days=7)
_ROOT = Path(__file__).parents[2]


class TooManyReplays(Exception):
    """As many replays are going on as this machine can bear."""


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


def found(process: str, content_hash: str) -> Replay | None:
    """The replay of these files; None if they were never replayed here."""
    try:
        lines = _path(portal(), process, content_hash).read_text().splitlines()
    except FileNotFoundError:
        return None
    told: list[dict[str, Any]] = []
    for line in lines:
        with suppress(ValueError):  # the last line may be half written
            told.append(json.loads(line))
    if not told:
        return None
    together = {key: value for line in told for key, value in line.items()}
    return Replay(
        began_at=datetime.fromisoformat(together["began_at"]),
        total=together["total"],
        outcomes=[line["outcome"] for line in told if "outcome" in line],
        report=together.get("report"),
        refused=together.get("refused", ()),
        gave_up="gave_up" in together,
        real_now=clock.real_now(),
    )


def begin(
    process: str,
    content_hash: str,
    files: Mapping[str, bytes],
    others: Mapping[str, Mapping[str, bytes]],
) -> None:
    """Replay all cases of these files, unless that is going on.

    :raises TooManyReplays: too many others are going on
    """
    known = found(process, content_hash)
    if known is not None and known.is_running:
        return
    if not _FREE.acquire(blocking=False):
        raise TooManyReplays
    path = _path(portal(), process, content_hash)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        total = sum(is_case(each) for each in files)
        began = {"began_at": clock.real_now().isoformat(), "total": total}
        path.write_text(json.dumps(began) + "\n")
        asked = _question(process, files, others)
        Thread(target=_mind, args=(path, asked), daemon=True).start()
    except BaseException:
        _FREE.release()
        raise


def forget_old(made: Portal, *, real_now: datetime) -> None:
    """Forget replays of a week ago."""
    limit = (real_now - _KEPT).timestamp()
    for path in _folder(made).glob("*.jsonl"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()


def _question(
    process: str, files: Mapping[str, bytes], others: Mapping[str, Mapping[str, bytes]]
) -> bytes:
    """What the child reads: the files of the process, and those of the processes beside it."""
    asked = {
        "process": process,
        "seconds": SECONDS,
        "megabytes": MEGABYTES,
        "files": _as_text(files),
        "others": {name: _as_text(each) for name, each in others.items()},
    }
    return json.dumps(asked).encode()


def _as_text(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: base64.b64encode(text).decode() for path, text in files.items()}


def _mind(path: Path, asked: bytes) -> None:
    """Wait for the child; what does not come back is ended, and that is written down."""
    try:
        with path.open("ab") as told:
            done = subprocess.run(
                [sys.executable, "-m", "web.cases_apart"],
                input=asked,
                stdout=told,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
                timeout=SECONDS + _PATIENCE_SECONDS,
                check=False,
            )
        failure = f"exit {done.returncode}" if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        failure = type(error).__name__
    finally:
        _FREE.release()
    if failure:
        log.warning("a replay gave up: %s", failure)
        with path.open("a") as told_too:
            told_too.write("\n" + json.dumps({"gave_up": True}) + "\n")


def _folder(made: Portal) -> Path:
    return made.settings.var / "replays"


def _path(made: Portal, process: str, content_hash: str) -> Path:
    return _folder(made) / f"{process}-{content_hash}.jsonl"
