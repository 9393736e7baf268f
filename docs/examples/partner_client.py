"""An example client of the API: report, follow, answer, say, ask for more, call for help.

It needs Python and httpx, and nothing of the portal. From this project's folder, which has both:

    .venv/bin/python docs/examples/partner_client.py https://portal.example YOUR_TOKEN

asks for the rights and prints their titles. Copy what you need; the whole API is described at
/api/v1/openapi.json.
"""

import sys
import uuid
from collections.abc import Mapping
from typing import Any

import httpx

#: A request that changes something is sent so often before the woman is told to try later.
TRIES = 3


class Refused(Exception):
    """The portal said no. `problem` holds its words (RFC 9457), with the faults by field."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get("title", "refused"))
        self.problem = problem

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by JSON pointer."""
        return {fault["pointer"]: fault["detail"] for fault in self.problem.get("errors", [])}


class Portal:
    """The portal as one telephone sees it. Keep the token on your server, never in an app.

    `asker` is a text of your own for the telephone that asks through you, never its number: with it
    somebody who guesses at a passphrase shuts nobody out but herself.
    """

    def __init__(self, address: str, token: str, *, asker: str = "", language: str = "hi") -> None:
        named = {"Asker": asker} if asker else {}
        self._http = httpx.Client(
            base_url=address.rstrip("/") + "/api/v1",
            headers={"Authorization": f"Bearer {token}", "Accept-Language": language, **named},
            timeout=30.0,
        )

    def rights(self) -> list[dict[str, Any]]:
        """Her rights, each with its source."""
        return list(self._ask("GET", "/rights")["rights"])

    def proforma(self) -> dict[str, Any]:
        """The questions to show her, page by page."""
        return self._ask("GET", "/proforma")

    def options(self, source: str, within: str | None = None) -> list[dict[str, str]]:
        """The states, the districts of a state or the stations of a district."""
        params = {"within": within} if within else {}
        return list(self._ask("GET", f"/options/{source}", params=params)["options"])

    def submit(
        self, answers: Mapping[str, Any], passphrase: str, *, key: str | None = None
    ) -> dict[str, Any]:
        """Send her complaint in and return the receipt to show her.

        She must have read the notice and agreed. Keep `key` until you have an answer: with it the
        same complaint may be sent again without harm.
        """
        body = {"agreed": True, "passphrase": passphrase, "answers": dict(answers)}
        return self._change("/complaints", body, key)

    def track(self, number: str, passphrase: str) -> dict[str, Any]:
        """Where her complaint lies; both secrets are hers to type, never yours to keep."""
        return self._ask(
            "POST", "/complaints/track", json={"number": number, "passphrase": passphrase}
        )

    def answer_step(
        self, number: str, passphrase: str, step: str, answers: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Answer one of the steps that :meth:`track` has listed."""
        body = {"number": number, "passphrase": passphrase, "step": step, "answers": dict(answers)}
        return self._change("/complaints/steps", body, None)

    def say(
        self, number: str, passphrase: str, saying: str, answers: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Say one of the things that :meth:`track` lists under `sayings`, such as pressure."""
        body = {"number": number, "passphrase": passphrase, "saying": saying}
        return self._change("/complaints/sayings", {**body, "answers": dict(answers)}, None)

    def begin(
        self, number: str, passphrase: str, ask: str, answers: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Begin an appeal or a withdrawal; :meth:`track` lists them under `asks`."""
        body = {"number": number, "passphrase": passphrase, "ask": ask, "answers": dict(answers)}
        return self._change("/complaints/asks", body, None)

    def questions(self, number: str, passphrase: str, **what: str) -> dict[str, Any]:
        """What one `step`, `saying` or `ask` wants to know: pages to show, and a JSON schema."""
        ((kind, name),) = what.items()
        body = {"number": number, "passphrase": passphrase, kind: name}
        return self._ask("POST", f"/complaints/{kind}s/show", json=body)

    def lost(self, known_by: str, what: str) -> None:
        """Tell the help desk that she lost her `code` or `passphrase`; a woman calls her back."""
        self._ask("POST", "/recoveries", json={"known_by": known_by, "lost": what})

    def enrol(self, details: Mapping[str, Any], *, key: str | None = None) -> dict[str, Any]:
        """Register her beforehand. Keep `device` on her telephone: it is enough for an alert."""
        return self._change("/enrolments", details, key)

    def add_device(self, mobile: str, passphrase: str) -> dict[str, Any]:
        """The `device` for another telephone of hers; the one before it calls nobody any more."""
        return self._ask(
            "POST", "/enrolments/device", json={"mobile": mobile, "passphrase": passphrase}
        )

    def alert(self, *, key: str | None = None, **known: Any) -> dict[str, Any]:
        """Send help: device, mobile, latitude, longitude, where; whatever is known."""
        return self._change("/alerts", known, key)

    def who_comes(self, alert: str) -> dict[str, Any]:
        """Who was asked, who is coming, and how far; ask every few seconds."""
        return self._ask("POST", "/alerts/show", json={"alert": alert})

    def _change(self, path: str, body: Mapping[str, Any], key: str | None) -> dict[str, Any]:
        """Send with one key until there is an answer: twice is as good as once."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        for attempt in range(1, TRIES + 1):
            try:
                return self._ask("POST", path, json=dict(body), headers=headers)
            except httpx.TransportError:
                if attempt == TRIES:
                    raise
        raise AssertionError("unreachable")

    def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        response = self._http.request(method, path, **more)
        told: dict[str, Any] = response.json()
        if response.is_error:
            raise Refused(told)
        return told


def main() -> None:
    """Print the titles of her rights."""
    address, token = sys.argv[1:3]
    for right in Portal(address, token).rights():
        sys.stdout.write(right["title"] + "\n")


if __name__ == "__main__":
    main()
