"""The process in which plays go on: begun when it is first needed, it ends with this one.

What a draft does there is not felt here: a press that takes more time or memory than it may ends
its own child, and is told so.
"""

import atexit
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from processes.playing import Record
from processes.scripted.fault import CaseFailed, Fault
from web.designer.at_work import ENVIRONMENT, ROOT, as_text

log = logging.getLogger("itsso.web")

#: What one press of a button may take.
SECONDS, MEGABYTES = 30, 512
#: So long the parent waits: on a busy machine thirty seconds of work take longer.
PATIENCE_SECONDS = 60
#: So many presses at once; another one waits so long for its turn.
AT_ONCE, TURN_SECONDS = 2, 10


class PlayProcess:
    """Keeps that process, and hands each press over to it."""

    def __init__(self, *, at_once: int = AT_ONCE, turn_seconds: float = TURN_SECONDS) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._turn_seconds = turn_seconds
        self._changing = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None

    def make_ready(self) -> None:
        """Begin the process, unless it is there; a page that is read meanwhile costs no waiting."""
        with self._changing:
            if self._is_gone():
                self._end()
                self._begin()

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Have one press done; return what the child tells.

        :raises CaseFailed: it took more than it may, or too many others go on just now
        """
        if not self._turns.acquire(timeout=self._turn_seconds):
            raise CaseFailed(Fault("play-busy", "play"))
        try:
            told = self._asked(question)
            if not told and self._has_ended():
                told = self._asked(question)  # of an earlier process; nothing was kept
        finally:
            self._turns.release()
        if not told:
            facts = {"seconds": question["seconds"], "megabytes": question["megabytes"]}
            raise CaseFailed(Fault("play-gave-up", "play", facts=facts))
        answer: dict[str, Any] = json.loads(told)
        return answer

    @property
    def pid(self) -> int | None:
        """The number of the process, while there is one."""
        return None if self._child is None else self._child.pid

    def close(self) -> None:
        """End the process."""
        with self._changing:
            self._end()

    def _asked(self, question: Mapping[str, Any]) -> bytes:
        """What was told; nothing where the child, or the process itself, is gone."""
        self.make_ready()
        ours, theirs = socket.socketpair()
        try:
            with ours, theirs:
                ours.settimeout(PATIENCE_SECONDS)
                with self._changing:
                    assert self._door is not None
                    socket.send_fds(self._door, [b"!"], [theirs.fileno()])
                theirs.close()
                ours.sendall(json.dumps(question).encode() + b"\n")
                with ours.makefile("rb") as told:
                    return told.read()
        except OSError:
            return b""

    def _has_ended(self) -> bool:
        with self._changing:
            return self._is_gone()

    def _is_gone(self) -> bool:
        """Whether its end of the door is closed: it is so before the process can be waited for."""
        if self._door is None:
            return True
        try:
            return not self._door.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "web.play_apart"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=ENVIRONMENT,
                start_new_session=True,
            )
        self._door = ours
        atexit.register(self.close)

    def _end(self) -> None:
        """Close its door: it answers what it has been asked, and goes."""
        atexit.unregister(self.close)
        if self._door is not None:
            self._door.close()
        if self._child is not None:
            self._child.wait()
        self._door = self._child = None


@dataclass(frozen=True)
class HandApart:
    """Does what changes a play in the process of plays."""

    process: PlayProcess
    seconds: int = SECONDS
    megabytes: int = MEGABYTES

    def build(
        self, folder: Path, record: Record, drawings: Mapping[str, Mapping[str, bytes]]
    ) -> None:
        """Make the stage of a play in its folder.

        :raises CaseFailed: it took more than it may
        """
        told = {name: as_text(files) for name, files in drawings.items()}
        self._done(folder, record, drawings=told)

    def go_on(self, folder: Path, record: Record, last: int) -> Record:
        """Do in the record's database what is not done yet; return how far that has come.

        :raises CaseFailed: it cannot be done, or took more than it may
        """
        return self._done(folder, record, last=last)

    def _done(self, folder: Path, record: Record, **asked: Any) -> Record:
        question = {
            "seconds": self.seconds,
            "megabytes": self.megabytes,
            "patience": PATIENCE_SECONDS,
            "folder": str(folder.absolute()),
            "record": record.as_json().decode(),
            **asked,
        }
        answer = self.process.ask(question)
        if "fault" in answer:
            raise CaseFailed(Fault(**answer["fault"]))
        if "error" in answer:
            log.error("a play broke off: %s", answer["error"])
            raise CaseFailed(Fault("play-broke-off", "play"))
        return Record.from_json(answer["record"])


#: The one of this process.
PLAYS = PlayProcess()
