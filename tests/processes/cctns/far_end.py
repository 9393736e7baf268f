"""A small CCTNS on loopback: fails, answers never, answers twice and forgets, on demand."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import serving

TOKEN = "a token of CCTNS"


@dataclass
class FarEnd:
    """What CCTNS has, and how it answers next."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)  # every message, copies too
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)  # by id, each once
    numbers: dict[str, str] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)  # statuses to give first
    is_silent: bool = False  # once it has taken the message
    is_over: Event = field(default_factory=Event)  # who waits for an answer waits no more
    breaks_after_taking: bool = False
    says: Callable[[dict[str, Any]], Any] | None = None  # a strange answer
    page: int = 2


@contextlib.contextmanager
def far_end() -> Iterator[FarEnd]:
    """A CCTNS that takes each id once and gives it one number for ever."""
    state = FarEnd()
    with serving(_handler(state)) as address:
        state.url = f"{address}/gateway"
        try:
            yield state
        finally:
            state.is_over.set()


def _handler(state: FarEnd) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(body)
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                return self._answer(401, {})
            status = state.answers.pop(0) if state.answers else 201
            if status >= 300:
                return self._answer(status, {"code": "x"})
            if self.headers["Idempotency-Key"] != body["id"]:
                return self._answer(400, {})
            state.taken.setdefault(body["id"], body)
            number = state.numbers.setdefault(body["id"], f"2026/{len(state.numbers) + 1:04}")
            if state.breaks_after_taking:
                self.close_connection = True
                return None
            if state.is_silent:
                state.is_over.wait()
            told: Any = {"id": body["id"], "number": number}
            return self._answer(status, state.says(told) if state.says else told)

        def do_GET(self) -> None:
            if state.answers:
                return self._answer(state.answers.pop(0), {})
            after = parse_qs(urlsplit(self.path).query).get("after", [""])[0]
            ids = sorted(state.taken)
            ids = [each for each in ids if each > after]
            page = [
                {"id": each, "complaint": state.taken[each]["complaint"],
                 "number": state.numbers[each]}
                for each in ids[: state.page]
            ]  # fmt: skip
            following = page[-1]["id"] if len(ids) > state.page else None
            return self._answer(200, {"messages": page, "next": following})

        def _answer(self, status: int, told: Any) -> None:
            content = told if isinstance(told, bytes) else json.dumps(told).encode()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        log_message: Callable[..., None] = lambda *_: None

    return Handler
