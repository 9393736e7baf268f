"""Every failure gets a status and a page that says what to do; logs name no person."""

import logging
import traceback
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from engine import exceptions as engine_errors
from engine.forms import FormRefused
from processes import exceptions as process_errors
from web.security import comes_from_elsewhere

log = logging.getLogger("itsso.web")

#: What went wrong below -> status. A refusal to see is always 404: it must not say that the
#: thing exists.
STATUSES: Mapping[type[Exception], int] = {
    process_errors.NotVisible: 404,
    engine_errors.TaskNotFound: 404,
    engine_errors.InstanceNotFound: 404,
    engine_errors.DefinitionNotFound: 404,
    engine_errors.JobNotFound: 404,
    engine_errors.TaskNotOpen: 409,
    engine_errors.TaskNotCompleted: 409,
    engine_errors.TaskAlreadyClaimed: 409,
    engine_errors.StaleInstance: 409,
    engine_errors.InstanceNotRunning: 409,
    engine_errors.MessageNotExpected: 409,
    process_errors.RecoveryNotOpen: 409,
    process_errors.AlreadySaid: 409,
    process_errors.DistrictUnknown: 422,
    engine_errors.MigrationNotFound: 404,
    engine_errors.SameVersion: 409,
    engine_errors.MigrationDecided: 409,
    engine_errors.CannotMove: 409,
    engine_errors.MappingRefused: 422,
    engine_errors.InstanceBusy: 503,
    engine_errors.StepFailed: 500,
    engine_errors.DefinitionRefused: 422,
    engine_errors.DraftNotFound: 404,
    engine_errors.DraftFileNotFound: 404,
    engine_errors.DraftNotOpen: 409,
    engine_errors.DraftConflict: 409,
    engine_errors.DraftPathRefused: 422,
    engine_errors.DraftTooLarge: 413,
    engine_errors.PublicationNotFound: 404,
    engine_errors.PublicationNotOpen: 409,
    engine_errors.PublicationStale: 409,
    engine_errors.NothingToPublish: 409,
    engine_errors.NewestMovedOn: 409,
    engine_errors.SecondPersonNeeded: 404,
    FormRefused: 500,
    OperationalError: 503,
}

#: Shown when not even the page about a fault can be made.
LAST_RESORT = """<!doctype html><html lang="hi"><meta charset="utf-8"><title>Services</title>
<p lang="hi">हमसे गलती हुई। थोड़ी देर बाद फिर कोशिश करें। ख़तरे में 112 पर कॉल करें।</p>
<p lang="en">We made a mistake. Please try again in a few minutes. In danger call 112.</p>
"""

#: The doors of officers and supervisors, whose pages have a frame of their own.
_STAFF_BLUEPRINTS = frozenset({"office", "command", "designer"})

#: Never written back into a page.
_NEVER_RESENT = ("password", "passphrase", "code", "csrf_token")


def init_app(app: Flask) -> None:
    """Answer every exception with a page."""
    app.register_error_handler(CSRFError, answer_stale_form)
    app.register_error_handler(RateLimitExceeded, answer_too_often)
    app.register_error_handler(HTTPException, answer_http)
    for kind, status in STATUSES.items():
        app.register_error_handler(kind, _answering(status))
    app.register_error_handler(Exception, answer_unforeseen)


def page(status: int) -> ResponseReturnValue:
    """The page of a status, or of its class."""
    known = status if status in (400, 403, 404, 405, 409, 413, 422, 429, 503) else 500
    try:
        return render_template("errors/error.html", status=known, frame=_frame(known)), status
    except Exception as error:  # a page about a fault must not need what is at fault
        log_failure(error)
        return LAST_RESORT, status


def answer_http(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask itself refused."""
    status = error.code or 500
    if 300 <= status < 400:
        return error.get_response()
    return page(status)


def answer_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose token is missing or of an older session.

    What was typed lies in the page, ready to be sent again; another site's form is refused. A
    browser without a session has left, or was closed: it gets nothing back that was typed.
    """
    if comes_from_elsewhere():
        return page(403)
    if not session:
        return page(400)
    typed = [
        (name, value)
        for name, values in request.form.lists()
        if not any(word in name for word in _NEVER_RESENT)
        for value in values
    ]
    shown = render_template(
        "errors/stale.html", typed=typed, action=request.path, frame=_frame(400)
    )
    return shown, 400


def answer_too_often(_error: RateLimitExceeded) -> ResponseReturnValue:
    """Answer somebody who tries too often."""
    return page(429)


def answer_unforeseen(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours."""
    log_failure(error)
    return page(500)


def log_failure(error: BaseException) -> None:
    """Log where a failure came from: kinds and lines, never a message, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)
    places = ["/".join(Path(each.filename).parts[-2:]) + f":{each.lineno}" for each in frames]
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__
    log.error("%s at %s in %s", " from ".join(kinds), request.endpoint, " > ".join(places[-8:]))


def _frame(status: int) -> str:
    """The frame of the door at which it happened; a fault of ours may have broken the officers'."""
    is_staff = request.blueprint in _STAFF_BLUEPRINTS and status < 500
    return "base_staff.html" if is_staff else "base_public.html"


def _answering(status: int):  # type: ignore[no-untyped-def]
    def answer(error: Exception) -> ResponseReturnValue:
        if status >= 500:
            log_failure(error)
        return page(status)

    return answer
