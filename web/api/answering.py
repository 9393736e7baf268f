"""Answering: the language of a request, and a problem for everything that goes wrong in it."""

from flask import Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from engine import exceptions as engine_errors
from processes import exceptions as process_errors
from web import i18n
from web.api import blueprint
from web.api.problems import CODES, Problem, answer
from web.errors import STATUSES, log_failure

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


@blueprint.before_request
def choose_language() -> None:
    """Answer in Hindi, unless English is asked for first."""
    g.language = request.accept_languages.best_match(list(i18n.LANGUAGES), "hi")


@blueprint.after_request
def name_language(response: Response) -> Response:
    """Say in which language the answer is."""
    response.headers["Content-Language"] = i18n.language()
    response.vary.add("Accept-Language")
    return response


@blueprint.route("/", defaults={"rest": ""}, methods=_METHODS)
@blueprint.route("/<path:rest>", methods=_METHODS)
def nothing(rest: str) -> ResponseReturnValue:
    """Answer an address that is not there, or that takes other methods."""
    adapter = current_app.url_map.bind("")
    for method in _METHODS:
        endpoint, _ = adapter.match(request.path, method=method)
        if endpoint != "api.nothing":
            raise MethodNotAllowed
    raise Problem(404, "not-found")


@blueprint.errorhandler(Problem)
def answer_problem(problem: Problem) -> ResponseReturnValue:
    """Answer what a view of ours has refused."""
    return answer(problem)


@blueprint.errorhandler(HTTPException)
def answer_http(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask itself refused."""
    status = error.code or 500
    return answer(Problem(status, CODES.get(status, "refused" if status < 500 else "fault")))


@blueprint.errorhandler(process_errors.ProcessesError)
@blueprint.errorhandler(engine_errors.EngineError)
@blueprint.errorhandler(OperationalError)
def answer_below(error: Exception) -> ResponseReturnValue:
    """Answer what the layers below refused, with the status that its page has."""
    status = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)
    if status >= 500:
        log_failure(error)
    return answer(Problem(status, CODES.get(status, "fault")))


@blueprint.errorhandler(Exception)
def answer_unforeseen(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours."""
    log_failure(error)
    return answer(Problem(500, "fault"))
