"""What is read before a press gets its child: no draft takes more there than the child may."""

import os
import resource
import signal
from collections.abc import Callable
from typing import Any, cast

import pytest

from processes.playing.stagehand import Stagehand
from web import play_apart

#: What a press may take here: the tests themselves hold some hundred megabytes already.
LIMITS = {"seconds": 1, "megabytes": 2_000}


class Hand:
    """Reads drawings as it is told to."""

    def __init__(self, read: Callable[[], object]) -> None:
        self.read = read

    def read_drawings(self, *_asked: object) -> None:
        self.read()


def for_ever() -> None:
    while True:
        pass


def hoard() -> None:
    hoarded = []
    while True:
        hoarded.append(bytearray(50_000_000))


def passing_over_errors() -> None:
    """As a reader does that goes on with the next file."""
    while True:
        try:
            for_ever()
        except Exception:
            continue


@pytest.mark.parametrize("read", [for_ever, hoard, passing_over_errors])
def test_drawings_that_take_too_much_are_left_to_the_child(
    read: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play_apart.Record, "from_json", lambda _text: None)
    hand = cast(Stagehand, Hand(read))

    came_back = in_a_child(lambda: _reads_as_before(hand))

    assert came_back


def test_drawings_that_take_little_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play_apart.Record, "from_json", lambda _text: None)
    read: list[str] = []
    hand = cast(Stagehand, Hand(lambda: read.append("drawing")))

    were_read = in_a_child(lambda: _reads_as_before(hand) and read == ["drawing"])

    assert were_read


def _reads_as_before(hand: Stagehand) -> bool:
    """Whether reading comes back, and the limits of the process are what they were."""
    asked: dict[str, Any] = {"folder": ".", "record": "", **LIMITS}
    before = _limits()
    play_apart._read_drawings(hand, asked)
    return _limits() == before


def _limits() -> tuple[Any, ...]:
    timer = signal.getitimer(signal.ITIMER_PROF)
    return resource.getrlimit(resource.RLIMIT_AS), timer, signal.getsignal(signal.SIGPROF)


def in_a_child(do: Callable[[], bool]) -> bool:
    """Do it in a copy of this process: limits are of a whole process. Whether it said yes."""
    child = os.fork()
    if child == 0:
        said = False
        try:
            said = do()
        finally:
            os._exit(0 if said else 1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0
