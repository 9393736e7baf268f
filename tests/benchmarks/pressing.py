"""Fifty women press the button at once in their browsers: the same alert, through live HTTP.

The server is a process of its own, with the threads that `serve` gives it; the women are threads
here, each with an address and a connection of her own, as telephones have.
"""

import math
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import waitress

from models.session import open_database, session_maker
from tests.benchmarks.emergency import (
    AT_ONCE,
    KEYS,
    install,
    place_of_woman,
    see_that_all_were_asked,
)
from tests.web.installation import settings_for
from web import create_app
from web.cli.serve import THREADS

_HOST = "127.0.0.1"
_STARTS_WITHIN = 60.0
_PATIENCE = 60.0


def p95_ms(url: str) -> float:
    """Milliseconds from the press to the answer that follows the commit, at p95 of fifty."""
    database = open_database(url)
    sessions = session_maker(database, KEYS)
    install(sessions, datetime.now(UTC))
    with served(url) as address:
        press_all(address, first=AT_ONCE, women=2 * THREADS)  # a portal that has run for a while
        spent = sorted(press_all(address, first=0, women=AT_ONCE))
    see_that_all_were_asked(sessions, AT_ONCE + 2 * THREADS)
    database.dispose()
    return spent[math.ceil(0.95 * AT_ONCE) - 1] * 1e3


def press_all(address: str, *, first: int, women: int) -> list[float]:
    """Let all press in the same moment; the seconds that each has waited."""
    ready = threading.Barrier(women)

    def press(number: int) -> float:
        # a woman a telephone: limits count by address
        of_her = httpx.HTTPTransport(local_address=f"127.0.1.{number + 1}")
        place = place_of_woman(number)
        told = {
            "mobile": f"98765{number:05}",
            "latitude": str(place.latitude),
            "longitude": str(place.longitude),
        }
        with httpx.Client(base_url=address, transport=of_her, timeout=_PATIENCE) as browser:
            browser.get("/health")  # her page was open before she pressed
            ready.wait()
            began = time.perf_counter()
            answer = browser.post("/help", data=told)
            spent = time.perf_counter() - began
        assert answer.status_code == 303, answer.status_code
        return spent

    with ThreadPoolExecutor(women) as threads:
        return list(threads.map(press, range(first, first + women)))


@contextmanager
def served(url: str) -> Iterator[str]:
    """The portal on this database, in a process of its own; its address."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.benchmarks.pressing", url, str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # it tells of its queue
    address = f"http://{_HOST}:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            httpx.get(f"{address}/help", timeout=5).raise_for_status()
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    waitress.serve(
        create_app(settings_for(sys.argv[1])),
        host=_HOST,
        port=int(sys.argv[2]),
        threads=THREADS,
        _quiet=True,
    )
