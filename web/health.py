"""For machines: is the process alive, is the installation ready, how much waits."""

import hmac
from datetime import timedelta

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from processes import health
from web import clock, database
from web.portal import portal

blueprint = Blueprint("health", __name__)

#: A worker silent for longer than this is taken for dead.
_WORKER_SILENCE = timedelta(minutes=2)


@blueprint.get("/health")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """The database answers, its tables are of this version, and a worker was seen lately."""
    try:
        problems = health.problems(
            database.session(), now=clock.real_now(), worker_silence=_WORKER_SILENCE
        )
    except SQLAlchemyError:
        problems = ["database"]
    return {"status": "not ready" if problems else "ok", "missing": problems}, (
        503 if problems else 200
    )


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Counts in Prometheus' text format, for who has the token."""
    token = portal().settings.metrics_token
    given = request.headers.get("Authorization", "")
    if token is None or not hmac.compare_digest(
        given.encode(), f"Bearer {token.get_secret_value()}".encode()
    ):
        abort(404)
    counts = health.counts(database.session(), now=clock.now())
    lines = [f"itsso_{name} {value}\n" for name, value in sorted(counts.items())]
    return Response("".join(lines), mimetype="text/plain")
