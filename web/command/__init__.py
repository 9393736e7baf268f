"""The supervisors' door: what is late, where, with whom; escalations; posts; incidents."""

from flask import Blueprint

blueprint = Blueprint("command", __name__, url_prefix="/command")

from web.command import (  # noqa: E402, F401  the views register themselves
    backlog,
    cctns,
    escalations,
    heat,
    incidents,
    overview,
    patrol_units,
    posts,
    units,
)
