"""The supervisors' door: what is late, where, with whom; escalations; posts; incidents."""

from flask import Blueprint

blueprint = Blueprint("command", __name__, url_prefix="/command")

from web.command import backlog, escalations, incidents, overview, posts, units  # noqa: E402, F401  views
