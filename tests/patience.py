"""Waiting for what happens elsewhere, however long a busy machine takes over it."""

import time
from collections.abc import Callable
from typing import TypeVar

#: Seconds after which what has not come does not come.
PATIENCE_S = 240.0

Answer = TypeVar("Answer")


def eventually(ask: Callable[[], Answer], *, every_s: float = 0.1) -> Answer:
    """Ask until the answer is yes; the last answer, whatever it is."""
    until = time.monotonic() + PATIENCE_S
    while not (answer := ask()) and time.monotonic() < until:
        time.sleep(every_s)
    return answer
