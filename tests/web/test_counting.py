"""Attempts are counted in windows, without a thread that forgets them."""

import threading

import pytest

from web import counting
from web.counting import CountsInMemory


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the counts see, in seconds; it stands until a test moves it."""
    moment = [1_000.0]
    monkeypatch.setattr(counting.time, "time", lambda: moment[0])
    return moment


def test_a_window_counts_and_ends(at: list[float]) -> None:
    counts = CountsInMemory()

    seen = [counts.incr("her", 60) for _ in range(3)]
    ends = counts.get_expiry("her")
    at[0] += 60

    assert seen == [1, 2, 3]
    assert ends == 1_060.0
    assert counts.get("her") == 0
    assert counts.incr("her", 60) == 1


def test_what_has_ended_is_forgotten_when_many_have_come(at: list[float]) -> None:
    counts = CountsInMemory()
    for number in range(999):
        counts.incr(str(number), 60)
    at[0] += 61

    counts.incr("her", 60)

    assert counts.reset() == 1


def test_fifty_at_once_lose_no_count_and_begin_no_thread() -> None:
    counts, before = CountsInMemory(), threading.active_count()
    threads = [threading.Thread(target=counts.incr, args=("her", 60)) for _ in range(50)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert counts.get("her") == 50
    assert threading.active_count() == before
