"""Answering: the language of a request, and a problem for everything that goes wrong in it.

The doors that programs open answer so: the partners' and the gateway's.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from engine import exceptions as engine_errors
from processes import exceptions as process_errors
from web import i18n
from web.api.problems import CODES, Problem, answer
from web.errors import STATUSES, log_failure

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


def set_up(door: Blueprint) -> None:
    """Let a door answer in the language that is asked for, and every failure with a problem."""
    door.before_request(choose_language)
    door.after_request(name_language)
    for kind, answer_kind in _ANSWERS.items():
        door.register_error_handler(kind, answer_kind)
    for rule in ("/", "/<path:rest>"):
        door.add_url_rule(rule, "nothing", nothing, methods=_METHODS, strict_slashes=False)


def choose_language() -> None:
    """Answer in Hindi, unless English is asked for first."""
    g.language = request.accept_languages.best_match(list(i18n.LANGUAGES), "hi")


def name_language(response: Response) -> Response:
    """Say in which language the answer is."""
    response.headers["Content-Language"] = i18n.language()
    response.vary.add("Accept-Language")
    return response


def nothing(rest: str = "") -> ResponseReturnValue:
    """Answer an address that is not there, or that takes other methods."""
    adapter = current_app.url_map.bind("")
    for method in _METHODS:
        endpoint, _ = adapter.match(request.path, method=method)
        if endpoint != request.endpoint:
            raise MethodNotAllowed
    raise Problem(404, "not-found")


def answer_http(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask itself refused."""
    status = error.code or 500
    return answer(Problem(status, CODES.get(status, "refused" if status < 500 else "fault")))


def answer_below(error: Exception) -> ResponseReturnValue:
    """Answer what the layers below refused, with the status that its page has."""
    status = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)
    if status >= 500:
        log_failure(error)
    return answer(Problem(status, CODES.get(status, "fault")))


def answer_unforeseen(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours."""
    log_failure(error)
    return answer(Problem(500, "fault"))


_ANSWERS: Mapping[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    Problem: answer,
    HTTPException: answer_http,
    process_errors.ProcessesError: answer_below,
    engine_errors.EngineError: answer_below,
    OperationalError: answer_below,
    Exception: answer_unforeseen,
}
