"""Real servers on loopback for the far end: a text-message provider that misbehaves on demand."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

from tests.loopback import serving


@dataclass
class Provider:
    """What the provider got, and how it answers next."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    delivered: dict[str, str] = field(default_factory=dict)  # id -> text, each once
    answers: list[int] = field(default_factory=list)  # status codes to give first
    is_silent: bool = False
    is_over: Event = field(default_factory=Event)  # who waits for an answer waits no more
    breaks_after_accepting: bool = False


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    """A provider that drops second copies by their id."""
    state = Provider()
    with serving(_handler(state)) as address:
        state.url = f"{address}/messages"
        try:
            yield state
        finally:
            state.is_over.set()


def _handler(state: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append({**body, "headers": dict(self.headers)})
            if state.is_silent:
                state.is_over.wait()
            status = state.answers.pop(0) if state.answers else 202
            if status < 300:
                state.delivered.setdefault(body["id"], body["text"])
                if state.breaks_after_accepting:
                    self.close_connection = True
                    return
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        log_message: Callable[..., None] = lambda *_: None

    return Handler
