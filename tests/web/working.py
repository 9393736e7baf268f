"""The worker beside an app, in a thread, as `make run` starts one in a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask

from tests.web.conftest import portal_of
from web.cli.worker import Worker


@contextmanager
def worker_beside(app: Flask) -> Iterator[Worker]:
    """A worker for as long as the block lasts."""
    made = Worker(portal_of(app))
    thread = Thread(target=made.run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join()
