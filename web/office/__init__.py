"""The officers' door: inbox, tasks, cases."""

from flask import Blueprint

blueprint = Blueprint("office", __name__, url_prefix="/office")

from web.office import (  # noqa: E402, F401  the views register themselves
    case,
    correcting,
    documents,
    drawings,
    inbox,
    recovery,
    run,
    say,
    search,
    sign_in,
    start,
    surroundings,
    task,
)
