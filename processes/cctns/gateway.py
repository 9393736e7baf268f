"""The gateway to CCTNS: what is sent, what comes back, and the one adapter that knows the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import httpx

_TRY_AGAIN = {401, 403, 408, 425, 429}
_LONGEST_NUMBER = 80
_MOST_PAGES = 1_000


class SendFailed(Exception):
    """CCTNS has not taken the message; it is tried again. `code` says why and names nobody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(Exception):
    """CCTNS will never take the message as it is; a person must see to it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Message:
    """One message ready to go. Its id lets CCTNS drop a second copy."""

    id: str
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Held:
    """A message that CCTNS says it has."""

    id: str
    complaint: str = field(repr=False)  # the complaint's number
    number: str = field(repr=False)  # that CCTNS gave


class Gateway(Protocol):
    """A way to CCTNS, called outside any transaction; a message may be handed over twice."""

    def send(self, message: Message) -> str:
        """Hand a message over and return the number that CCTNS gave.

        :raises SendFailed: it was not taken, or not yet
        :raises Refused: it never will be
        """

    def held(self, since: datetime, until: datetime) -> Sequence[Held]:
        """The messages that CCTNS took in this time.

        :raises SendFailed: it does not say
        """


@dataclass(frozen=True)
class HttpGateway:
    """CCTNS behind `POST {url}/messages` and `GET {url}/messages`, with a bearer token.

    The real interface of CCTNS is not public. docs/reference/cctns.md describes the messages that
    are sent here; where the real ones differ, this is the one class to change.
    """

    url: str
    token: str = field(repr=False)
    timeout_seconds: float = 20.0

    def send(self, message: Message) -> str:
        """Hand a message over and return the number that CCTNS gave.

        :raises SendFailed: it was not taken, or not yet
        :raises Refused: it never will be
        """
        answer = self._ask(
            "POST", {"json": message.body, "headers": {"Idempotency-Key": message.id}}
        )
        if answer.status_code == 202:
            raise SendFailed("cctns_not_yet")
        if answer.is_success:
            return _number_in(answer, message.id)
        if answer.is_client_error and answer.status_code not in _TRY_AGAIN:
            raise Refused(f"cctns_{answer.status_code}")
        raise SendFailed(f"cctns_{answer.status_code}")

    def held(self, since: datetime, until: datetime) -> Sequence[Held]:
        """The messages that CCTNS took in this time, page after page.

        :raises SendFailed: it does not say
        """
        found: list[Held] = []
        after = ""
        for _ in range(_MOST_PAGES):
            params = {"from": since.isoformat(), "to": until.isoformat(), "after": after}
            answer = self._ask("GET", {"params": params})
            if not answer.is_success:
                raise SendFailed(f"cctns_{answer.status_code}")
            page, after = _page_in(answer)
            found += page
            if not after:
                return found
        raise SendFailed("cctns_never_ends")

    def _ask(self, method: str, more: Mapping[str, Any]) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.get("headers", {})}
        try:
            return httpx.request(
                method,
                f"{self.url.rstrip('/')}/messages",
                **{**more, "headers": headers},
                timeout=self.timeout_seconds,
                follow_redirects=False,
            )
        except httpx.HTTPError as error:
            raise SendFailed(f"cctns_{type(error).__name__}") from None


def _number_in(answer: httpx.Response, message_id: str) -> str:
    """The number in an acknowledgement; one that is not of this message acknowledges nothing."""
    told = _json(answer)
    number = told.get("number") if isinstance(told, dict) else None
    if not isinstance(told, dict) or told.get("id") != message_id or not _is_number(number):
        raise SendFailed("cctns_strange_answer")
    return str(number)


def _page_in(answer: httpx.Response) -> tuple[list[Held], str]:
    told = _json(answer)
    try:
        page = [
            Held(str(row["id"]), str(row["complaint"]), str(row["number"]))
            for row in told["messages"]
        ]
        return page, str(told.get("next") or "")
    except (TypeError, KeyError, AttributeError):
        raise SendFailed("cctns_strange_answer") from None


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise SendFailed("cctns_strange_answer") from None


def _is_number(number: Any) -> bool:
    return isinstance(number, str) and 0 < len(number.strip()) <= _LONGEST_NUMBER
