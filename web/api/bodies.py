"""Bodies: the JSON of a request, read within bounds, and answered once however often it comes."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from flask import Response, request

from engine.control_signs import marked
from engine.exceptions import StepFailed
from engine.half_characters import mended
from processes.exceptions import KeyUsedBefore
from processes.partners import repeats
from processes.partners.repeats import Answer, Request
from web import clock, database, incidents
from web.api.guard import partner
from web.api.problems import Problem, needed
from web.portal import portal

_KEY = re.compile(r"[!-~]{16,200}", re.ASCII)
_DEEPEST = 6


def body() -> Mapping[str, Any]:
    """The request's JSON object.

    :raises Problem: it is none, or holds what no person types
    """
    if request.mimetype != "application/json":
        raise Problem(415, "wrong-type")
    try:
        read = orjson.loads(request.get_data(cache=False))
    except orjson.JSONDecodeError:
        raise Problem(400, "not-json") from None
    if not isinstance(read, dict) or not _is_plain(read, _DEEPEST):
        raise Problem(400, "not-json")
    return read


def told() -> Mapping[str, str]:
    """What a gateway passes on, as JSON or as a form; nothing where it is neither.

    A text message may have been cut within a character, or hold what no page can show, which is
    marked: that is no reason not to hear her.
    """
    if not request.is_json:
        return {name: marked(value) for name, value in request.form.items()}
    try:
        read = json.loads(request.get_data(cache=False))
    except (ValueError, RecursionError):
        return {}
    given = read.items() if isinstance(read, dict) else ()
    return {name: marked(mended(str(value))) for name, value in given}


def text(read: Mapping[str, Any], name: str) -> str:
    """A text that must be there.

    :raises Problem: it is not, or is something else
    """
    value = read.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Problem(422, "not-valid", faults=[needed(f"/{name}")])
    return value


def repeatable(read: Mapping[str, Any]) -> Request:
    """The request as one that may come again, by its Idempotency-Key.

    :raises Problem: it has no key
    """
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise Problem(400, "key-missing")
    keyring = portal().registry.keyring
    return repeats.request(
        keyring, partner(), key=key, asked=f"{request.method} {request.path}", body=read
    )


def once(asked: Request, do: Callable[[], Answer]) -> Response:
    """Do this if it was not done before, keep the answer with it, and answer.

    :raises Problem: the key was used for something else, or the drawing cannot go on
    """
    session, keyring = database.session(), portal().registry.keyring
    real_now = clock.real_now()
    try:
        known = repeats.answered(session, keyring, asked, real_now=real_now)
    except KeyUsedBefore:
        raise Problem(422, "key-used-before") from None
    if known is not None:
        return said(known)
    try:
        answer = do()
    except StepFailed as failed:
        incidents.report(failed)
        raise Problem(500, "fault") from None
    repeats.keep(session, keyring, asked, answer, real_now=real_now)
    database.commit()
    return said(answer)


def said(answer: Answer) -> Response:
    """An answer as a response."""
    return Response(orjson.dumps(answer.body), status=answer.status, mimetype="application/json")


def _is_plain(value: Any, deepest: int) -> bool:
    """Whether a value lies within bounds and holds no NUL, which no database takes."""
    if isinstance(value, str):
        return "\0" not in value
    if isinstance(value, dict):
        return deepest > 0 and all(
            _is_plain(key, 0) and _is_plain(each, deepest - 1) for key, each in value.items()
        )
    if isinstance(value, list):
        return deepest > 0 and all(_is_plain(each, deepest - 1) for each in value)
    return True
