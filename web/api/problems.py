"""Problems: what went wrong, as RFC 9457 has it, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from flask import Response
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

TYPE = "urn:itsso:problem:"
MIME = "application/problem+json"


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of the body; `pointer` is a JSON pointer."""

    pointer: str
    detail: str


class Problem(Exception):
    """A request that cannot be answered; `code` says why, `faults` where in the body.

    `detail` is what a drawing says of it, in the reader's language.
    """

    def __init__(
        self,
        status: int,
        code: str,
        *,
        faults: Sequence[Fault] = (),
        retry_after: int | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(code)
        self.status, self.code = status, code
        self.faults, self.retry_after, self.detail = tuple(faults), retry_after, detail


#: Code -> what it says to a person.
TITLES: Mapping[str, LazyString] = {
    "not-json": lazy_gettext("The body must be a JSON object."),
    "token-missing": lazy_gettext("Send your token as a bearer token."),
    "scope-missing": lazy_gettext("Your token does not allow this."),
    "not-found": lazy_gettext("There is nothing here."),
    "method-not-allowed": lazy_gettext("This address takes other methods."),
    "no-match": lazy_gettext("Number and passphrase do not belong together."),
    "not-open": lazy_gettext("This step is no longer open."),
    "not-now": lazy_gettext("Your complaint does not take this now"),
    "asked-already": lazy_gettext("This has begun already."),
    "closed": lazy_gettext("The complaint is closed."),
    "enrolled-already": lazy_gettext("This number is registered under another passphrase."),
    "too-large": lazy_gettext("The body is too large."),
    "wrong-type": lazy_gettext("Send the body as application/json."),
    "not-valid": lazy_gettext("Look at the marked answers."),
    "key-missing": lazy_gettext("Send an Idempotency-Key of 16 to 200 plain characters."),
    "key-used-before": lazy_gettext("This Idempotency-Key was used for another request."),
    "too-often": lazy_gettext("You ask too often. Wait a little."),
    "busy": lazy_gettext("The portal is busy. Send the same request again."),
    "refused": lazy_gettext("The request could not be taken."),
    "fault": lazy_gettext("We made a mistake. Send the same request again later."),
}

#: Statuses that come from below or from Flask itself -> code.
CODES: Mapping[int, str] = {
    404: "not-found",
    405: "method-not-allowed",
    409: "not-open",
    413: "too-large",
    415: "wrong-type",
    422: "refused",
    429: "too-often",
    503: "busy",
}


def answer(problem: Problem) -> Response:
    """The response of a problem."""
    told: dict[str, object] = {
        "type": TYPE + problem.code,
        "title": str(TITLES[problem.code]),
        "status": problem.status,
    }
    if problem.detail:
        told["detail"] = problem.detail
    if problem.faults:
        told["errors"] = listed(problem.faults)
    response = Response(orjson.dumps(told), status=problem.status, mimetype=MIME)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="partners"'
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def listed(faults: Sequence[Fault]) -> list[dict[str, str]]:
    """Faults as a body names them."""
    return [{"pointer": fault.pointer, "detail": fault.detail} for fault in faults]


def needed(pointer: str) -> Fault:
    """Something that must be in the body is not there, or not of the right kind."""
    return Fault(pointer, gettext("Please answer this; we need it to help you."))
