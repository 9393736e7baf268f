"""What waits: how fast timers fire, and what cases cost that nobody touches."""

import statistics
import time
from datetime import timedelta

from engine import jobs
from tests.benchmarks.portal import Durable
from tests.engine.drawing import boundary, drawing, end, in_one_lane, start, timer, user

PROCESS = "toy"
FIRED = 600
IDLE = 10_000
IDLE_PER_COMMIT = 500
POLLS = 200
POLLS_PER_HOUR = 3_600  # a worker that looks once a second


def files() -> dict[str, bytes]:
    """A task that is taken away and given to another after an hour."""
    return in_one_lane(
        drawing(
            start("s"),
            user("work"),
            boundary("late", "work", timer("duration", "PT1H")),
            user("explain"),
            end("e"),
            end("e2"),
            flows="s -> work -> e; late -> explain -> e2",
        )
    )


def timers_per_second(portal: Durable) -> float:
    """Wall clock: timers fired, each with its case's advance and all that it writes."""
    _start(portal, FIRED)
    later = portal.now + timedelta(hours=2)
    began = time.perf_counter()
    fired = jobs.run_due(portal.sessions, portal.registry, deliver={}, clock=lambda: later)
    spent = time.perf_counter() - began
    assert fired == FIRED
    return fired / spent


def idle_hour_ms(portal: Durable) -> dict[str, float]:
    """CPU of an hour in which nothing falls due: with 10,000 waiting cases, and with none."""
    empty = _poll_ms(portal)
    _start(portal, IDLE)
    full = _poll_ms(portal)
    return {
        "idle_cases_hour_ms": full * POLLS_PER_HOUR,
        "idle_cases_over_none_ratio": full / empty,
    }


def _start(portal: Durable, count: int) -> None:
    for first in range(0, count, IDLE_PER_COMMIT):
        with portal.sessions.begin() as session:
            for _ in range(first, min(first + IDLE_PER_COMMIT, count)):
                portal.start_in(session, PROCESS)


def _poll_ms(portal: Durable) -> float:
    spent = []
    for _ in range(POLLS):
        began = time.process_time()
        jobs.run_due(portal.sessions, portal.registry, deliver={}, clock=lambda: portal.now)
        spent.append(time.process_time() - began)
    return statistics.median(spent) * 1e3
