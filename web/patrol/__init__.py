"""The patrol unit's door: a page for one hand on a telephone."""

from flask import Blueprint

blueprint = Blueprint("patrol", __name__, url_prefix="/patrol")

from web.patrol import board  # noqa: E402, F401  the views register themselves
