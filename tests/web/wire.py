"""The app behind the web server that `serve` uses, and a browser that speaks HTTP with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import httpx
from flask import Flask
from waitress import create_server, wasyncore

from tests.web.browser import Browser, Page


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the app on a free port of this machine; its address."""
    channels: dict[int, Any] = {}
    server = create_server(app, map=channels, host="127.0.0.1", port=0, threads=2)
    is_over = Event()

    def run() -> None:
        while not is_over.is_set():
            wasyncore.loop(timeout=0.05, map=channels, count=1)

    thread = Thread(target=run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        is_over.set()
        thread.join()
        server.close()


class WireBrowser(Browser):
    """A browser whose requests go over the wire, body and all."""

    def __init__(self, client: httpx.Client) -> None:
        self.client: Any = client
        self.client.get("/?lang=en")

    def _page(self, response: Any) -> Page:
        return Page(response.status_code, str(response.url.path), response.text, response)
