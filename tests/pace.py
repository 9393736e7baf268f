"""Bounds of time that hold on a busy machine as on a calm one."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: What `_fixed_work` takes on a calm machine of the usual kind.
_CALM_SECONDS = 0.010


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if what is done inside takes more processor time than that.

    A machine that others use at the same time needs more processor time for the same work: where
    the bound is passed, it grows with what a fixed piece of work takes just then. Nothing is
    collected meanwhile, for what a thousand other tests left is not this one's doing.
    """
    gc.disable()
    began = time.process_time()
    try:
        yield
    finally:
        spent = time.process_time() - began
        gc.enable()
    assert spent <= seconds or spent <= seconds * _slowness()


def _slowness() -> float:
    """How many times longer than on a calm machine a fixed piece of work takes."""
    began = time.process_time()
    words: dict[str, int] = {}
    for number in range(80_000):
        word = f"w{number % 997}"
        words[word] = words.get(word, 0) + number
    return (time.process_time() - began) / _CALM_SECONDS
