"""Plays in a process of their own: it keeps the program ready, and each press gets a child of that.

Started by `web.designer.play_process`, which hands in a connection for each press. The child reads
what is asked there, is ended where it takes more time or memory than it may, and tells on the same
connection what became of it.
"""

import gc
import json
import os
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from engine import garbage
from engine.check import Finding
from engine.check.apart import limit_this_process
from processes.playing.record import Record
from processes.playing.stagehand import Stagehand
from processes.scripted.fault import CaseFailed
from web.apart import as_bytes, registry_of_its_own
from web.task_forms.scripted import read_form

#: So long this process waits for a question whose connection it has got.
_READING_SECONDS = 10


class _TooMuch(BaseException):
    """Work takes more time than it may; no error that anybody on the way mends."""


def serve(door: socket.socket) -> None:
    """Answer questions until whoever hands them in is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    with registry_of_its_own() as registry:
        hand = Stagehand(registry, read_form, checked_before)
        garbage.settle()
        while connections := socket.recv_fds(door, 1, 1)[1]:
            with socket.socket(fileno=connections[0]) as connection, suppress(OSError, ValueError):
                _answer_apart(door, connection, hand)


def _answer_apart(door: socket.socket, connection: socket.socket, hand: Stagehand) -> None:
    connection.settimeout(_READING_SECONDS)
    with connection.makefile("rb") as lines:
        asked = json.loads(lines.readline())
    _read_drawings(hand, asked)
    gc.freeze()  # what is parsed by now is shared with the child
    if os.fork():
        return
    try:
        door.close()
        signal.alarm(asked["patience"])
        limit_this_process(seconds=asked["seconds"], megabytes=asked["megabytes"])
        connection.sendall(json.dumps(_answer(hand, asked)).encode())
    finally:
        os._exit(0)  # whatever else this copy of the process would still do is not its own


def _read_drawings(hand: Stagehand, asked: Mapping[str, Any]) -> None:
    """Have the drawings of a play parsed before the child is made: the next press needs them too.

    This process may take no more for it than the child, and goes on where it takes more.
    """
    if "drawings" in asked:
        return
    limits = _limited(seconds=asked["seconds"], megabytes=asked["megabytes"])
    with suppress(Exception, _TooMuch), limits:  # the child comes to the same, and tells it
        hand.read_drawings(Path(asked["folder"]), Record.from_json(asked["record"]))


@contextmanager
def _limited(*, seconds: int, megabytes: int) -> Iterator[None]:
    """Let work here fail that takes more CPU time or memory; afterwards all is as before.

    :raises _TooMuch: it took more time; more memory is a `MemoryError`
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGPROF, _stop)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, hard))
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _stop(*_signal: object) -> None:
    raise _TooMuch


def _answer(hand: Stagehand, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Do what is asked; say how far the play has come, or why it has not."""
    until = time.monotonic() + asked["seconds"]
    hand = replace(hand, is_time_up=lambda: time.monotonic() > until)
    folder, record = Path(asked["folder"]), Record.from_json(asked["record"])
    try:
        if "drawings" in asked:
            drawings = {name: as_bytes(each) for name, each in asked["drawings"].items()}
            hand.build(folder, record, drawings)
        else:
            record = hand.go_on(folder, record, asked["last"])
    except CaseFailed as failed:
        fault = failed.fault
        facts = {name: str(fact) for name, fact in fault.facts.items()}
        return {"fault": {**asdict(fault), "facts": facts}}
    except MemoryError:
        raise
    except Exception as error:  # whoever asked says it in the log, without what it was about
        last = traceback.extract_tb(error.__traceback__)[-1]
        return {"error": f"{type(error).__name__} at {last.filename}:{last.lineno}"}
    return {"record": record.as_json().decode()}


def checked_before(*_files: object, **_known: object) -> list[Finding]:
    """The draft was checked before, the versions beside it when they were deployed."""
    return []


if __name__ == "__main__":
    with socket.socket(fileno=sys.stdin.fileno()) as parent:
        serve(parent)
